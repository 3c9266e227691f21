"""The page beside the text: pictures of the pages of a source."""
