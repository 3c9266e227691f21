"""The numbers that are printed on pages, in whatever shape: — 3 —, 第3页 共10页, 3/10, Page 3 of 10, 三, iii."""

import re

from gongbao.bulletin.numerals import to_int

_MARK = r"[—–\-－‐―_=·•∙.。*~～|｜/<>＜＞《》()（）\[\]【】〔〕◆◇●○■□☆★\s\u3000]*"
_ROMAN = r"m{0,2}(?:c?d|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_HAN = "[〇○零一二三四五六七八九十百]{1,5}"
_NUMBER = re.compile(
    rf"{_MARK}(?:(?:第|page|p\.?)\s*)?(?P<number>\d{{1,4}}|{_HAN}|(?=[ivxlcdm]){_ROMAN}){_MARK}"
    rf"(?:[页版頁]{_MARK})?(?:(?:[/／,，]|of)?\s*(?P<total>(?:(?:共|总)\s*)?(?:\d{{1,4}}|{_HAN}))\s*[页版頁]?{_MARK})?",
    re.I,
)
_DECORATED = re.compile(
    rf"[—–\-－‐―·•∙~～【\[〔]\s*(?:\d{{1,4}}|{_HAN})\s*[—–\-－‐―·•∙~～】\]〕]|第\s*\d{{1,4}}\s*页.*|page\s*\d{{1,4}}(?:\s*(?:of|/)\s*\d{{1,4}})?",
    re.I,
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_FEWEST_PAGES = 2
# Recognised, the dashes around a number may be read as 一.
_READ_AS_ONE = re.compile(r"^一\s*(\d{1,4})\s*一$")


def printed(text: str) -> int | None:
    """Return the number of a page, if a row is nothing else."""
    found = _NUMBER.fullmatch(_READ_AS_ONE.sub(r"\1", text.strip()))
    if found is None or (found["total"] and not _is_total(found)):
        return None
    return _value(found["number"])


def is_decorated(text: str) -> bool:
    """Tell whether a row is the number of a page by its shape alone."""
    return any(pattern.fullmatch(text.strip()) for pattern in (_DECORATED, _READ_AS_ONE))


def states(text: str, page: int, pages: int) -> bool:
    """Tell whether a row says that this is a page of so many, and counts them rightly: 1/3, 第一页 共三页."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or not found["total"] or pages < _FEWEST_PAGES:
        return False
    return _value(found["number"]) == page and _value(found["total"].lstrip("共总 \u3000")) == pages


def _is_total(found: re.Match[str]) -> bool:
    """Tell 3/10 and 第3页 共10页 from two numbers side by side."""
    between = found.string.strip()[found.end("number") - found.start() : found.start("total") - found.start()]
    return found["total"][0] in "共总" or re.search(r"[/／,，页頁版]|of", between, re.I) is not None


def _value(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    if text[0].lower() in _ROMAN_VALUES:
        values = [_ROMAN_VALUES[letter] for letter in text.lower()]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return to_int(text)
