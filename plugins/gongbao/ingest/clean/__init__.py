"""Stage clean: take out by named rules what is no content (page furniture, chrome of web pages, stray marks)."""
