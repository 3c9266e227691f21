"""The domain of government bulletins: numbers, dates, agencies, genres, headings, metadata. Standard library only."""
