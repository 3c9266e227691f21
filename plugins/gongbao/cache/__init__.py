"""Nothing is made twice: results under a key of all they depend on, and the site's files with the keys they were made under."""
