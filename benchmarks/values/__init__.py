"""What becomes of values that nobody meant: in settings, headers, lists and names of files."""
