"""An archive as a whole: beginning one, bringing it up to the program's version, telling what it lacks."""
