"""The search measured beside Pagefind: what is found, what is loaded, how long it takes."""
