"""Stage layout: undo the print: columns, lines of print, tables, paragraphs."""
