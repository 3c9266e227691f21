"""Name what in an archive looks like personal data; a person decides what becomes of it."""
