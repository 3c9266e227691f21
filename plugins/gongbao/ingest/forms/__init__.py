"""What single lines look like: numbers, red heads, names, by-lines, openings. Every stage from clean on asks here."""
