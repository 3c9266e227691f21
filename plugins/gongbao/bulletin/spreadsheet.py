"""Texts as cells of a spreadsheet: a program that opens the file must take no text for a formula."""

import re

# Excel takes the full-width signs for the others in the languages of East Asia.
_SIGNS = "=+\\-@＝＋－﹢﹣＠"
_FORMULA = re.compile(rf"[{_SIGNS}\t\r\n]")
# What begins with a sign and is a value, not a formula: -3.2%, +1,024.50, and the dashes of an empty cell.
_VALUE = re.compile(r"[-+]?(?:[0-9][0-9,]*(?:\.[0-9]+)?%?|\.[0-9]+%?)|-{1,4}")


def cell(text: str) -> str:
    """Return a text as a cell: with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _VALUE.fullmatch(text) else text
