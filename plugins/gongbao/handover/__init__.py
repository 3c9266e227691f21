"""The archive handed over to other programs: search servers, and whoever wants all Markdown in one file."""
