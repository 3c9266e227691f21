"""Stage sort: say what kind of source it is, read its contents and masthead, find where each document begins."""
