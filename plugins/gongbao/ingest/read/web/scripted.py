"""Find the text of a page that its own script draws: code of a text that the script has as a string, or as a template."""

import html
import json
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from gongbao.bulletin.fold import HAN

from ...words import table

_LARGEST = 4 << 20
# Less is a label or a message of the page.
_FEWEST = 40
# What waits for its text has a few words of the site's own.
_MUCH_MORE = 2
_SENTENCE = re.compile("[。；]")
_CODE = ("noscript", "template")
_OF_TEMPLATE = re.compile("html|template|x-tmpl", re.I)
_STRING = re.compile(r"\"(?:[^\"\\]++|\\.)*+\"|'(?:[^'\\]++|\\.)*+'|`(?:[^`\\]++|\\.)*+`", re.S)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
_PLAIN = {"n": "\n", "r": "\n", "t": " ", "b": "", "f": "", "v": " ", "\n": ""}
_CLOSES = re.compile(r"</p>|<br\b", re.I)
_HAN = re.compile(f"[{HAN}]")
_HAN_OR_ESCAPE = re.compile(rf"[{HAN}]|\\u[4-9][0-9a-f]{{3}}", re.I)
# What an element is called that waits for its text.
_WAITS = re.compile(r"content|article|zoom|text|detail|body|show|main|nr\b|zw\b", re.I)


def put_in_place(soup: BeautifulSoup) -> bool:
    """Put the text that a script of the page holds where it is to stand; tell whether there is one."""
    code = max(_codes(soup), key=lambda found: len(_HAN.findall(found)), default="")
    if len(_HAN.findall(code)) < _FEWEST:
        return False
    page = BeautifulSoup(_record_around(soup, code) + code, "lxml")
    place = _waiting(soup) or soup.body or soup
    for child in list((page.body or page).contents):
        place.append(child.extract())
    return True


def waits_for_script(soup: BeautifulSoup, shown: str) -> bool:
    """Tell whether what a page shows is no text beside what its script holds: 加载中…."""
    held = max((len(_HAN.findall(found)) for found in _codes(soup)), default=0)
    return held > _FEWEST and not _SENTENCE.search(shown) and held > _MUCH_MORE * len(_HAN.findall(shown))


def _record_around(soup: BeautifulSoup, code: str) -> str:
    """Return what a script's data say of a text beside it, as the heading and the card of a page have it; "" where they
    are no data of such a form."""
    for tag in soup.find_all("script"):
        text = str(tag.string or "")
        start = text.find("{")
        if len(text) > _LARGEST or start < 0 or len(_HAN_OR_ESCAPE.findall(text)) < _FEWEST:
            continue
        try:
            data, _end = json.JSONDecoder().raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        if record := _holder(data, code):
            return _as_page(record)
    return ""


def _holder(data: object, code: str) -> dict[str, object]:
    """Return the object among data that has a text as one of its values."""
    rest = [data]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            if any(isinstance(value, str) and html.unescape(value) == code for value in one.values()):
                return one
            rest.extend(one.values())
        elif isinstance(one, list):
            rest.extend(one)
    return {}


def _as_page(record: dict[str, object]) -> str:
    said = {
        label: str(value).strip()
        for key, value in record.items()
        for label, keys in table("scripted")["keys"].items()
        if key.lower().replace("_", "") in keys and isinstance(value, str) and value.strip()
    }
    title = said.pop("标题", "")
    rows = "".join(f"<tr><td>{label}</td><td>{html.escape(value)}</td></tr>" for label, value in said.items())
    return (f"<table>{rows}</table>" if rows else "") + (f"<h1>{html.escape(title)}</h1>" if title else "")


def _codes(soup: BeautifulSoup) -> Iterator[str]:
    """Give each piece of HTML that the page holds without showing it."""
    for tag in soup.find_all(["script", *_CODE]):
        code = tag.decode_contents() if tag.name in _CODE else str(tag.string or "")
        if len(code) > _LARGEST or not _HAN_OR_ESCAPE.search(code):
            continue
        if tag.name in _CODE or _OF_TEMPLATE.search(str(tag.get("type") or "")):
            if _CLOSES.search(code):
                yield code
            continue
        for match in _STRING.finditer(code):
            text = html.unescape(_unescaped(match[0][1:-1])) if len(match[0]) > _FEWEST else ""
            if _CLOSES.search(text):
                yield text


def _unescaped(literal: str) -> str:
    return _ESCAPE.sub(
        lambda match: (
            chr(int(match[1] or match[2], 16))
            if match[1] or match[2]
            else _PLAIN.get(match[3], str(match[3]))
        ),
        literal,
    )


def _waiting(soup: BeautifulSoup) -> Tag | None:
    """Return the last empty element whose name says that a text is to stand in it."""
    for tag in reversed(soup.find_all(["div", "td", "article", "section"])):
        words = f"{tag.get('id') or ''} {tag.get('class') or ''}"
        if _WAITS.search(words) and not tag.get_text(strip=True) and tag.find(["img", "iframe"]) is None:
            return tag if isinstance(tag, Tag) else None
    return None
