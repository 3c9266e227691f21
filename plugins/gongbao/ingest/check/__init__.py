"""Stage check: account for every character and object of the source, and flag what a person should look at."""
