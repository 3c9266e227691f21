"""Put the pages that a page shows in frames where a reader sees them, if they are at hand. Nothing is fetched."""

import base64
import binascii
import contextlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

from bs4 import BeautifulSoup, Tag

from ...model.source import SourceError
from .charset import decode_page
from .pictures import lies

# A page by its address as it is written: its bytes and the encoding that it is said to be in; None where it is not at hand.
Find = Callable[[str], tuple[bytes, str | None] | None]

# Editors leave the code of a text in a field, from which a script puts it on the page.
_FRAMES = ("iframe", "frame", "object", "textarea")
_DEEPEST = 3
_MOST = 50
_LARGEST = 8 << 20
_DATA_PAGE = re.compile(r"data:text/html(?P<charset>[^,]*?)(?P<base64>;base64)?,(?P<content>.*)", re.I | re.S)
_CHARSET = re.compile(r"charset=([\w-]+)", re.I)
_CLOSES = re.compile(r"</(?:p|div|table)>", re.I)
_IS_PAGE = re.compile(r"<(?:html|body|frameset|p|div|table|span|br|h[1-6])\b", re.I)


def beside(folder: Path | None) -> Find:
    """Return what finds the pages that lie in a page's own folder or below it, where browsers save those of its frames."""

    def find(address: str) -> tuple[bytes, str | None] | None:
        place = lies(address, folder) if folder is not None else None
        with contextlib.suppress(OSError):
            return (place.read_bytes(), None) if place is not None else None
        return None

    return find


def put_in(soup: BeautifulSoup, find: Find, parse: Callable[[str], BeautifulSoup]) -> list[str]:
    """Put what frames show in their place; return the addresses of these frames.

    parse: turns the code of a page into its elements.
    """
    taken: list[str] = []
    left = _LARGEST
    for _ in range(_DEEPEST):
        for tag, text in list(_shown(soup, find)) if soup.find(_FRAMES) is not None else ():
            address = _address(tag)
            # A page may show itself, or another that shows it again.
            if (address and address in taken) or len(taken) >= _MOST or len(text) > left:
                continue
            left -= len(text)
            taken.append(address)
            _replace(soup, tag, parse(text))
    return taken


def _shown(soup: BeautifulSoup, find: Find) -> Iterator[tuple[Tag, str]]:
    """Return the frames of a page of which the page in them is at hand, with its code."""
    for tag in soup.find_all(_FRAMES)[:_MOST]:
        if (
            isinstance(tag, Tag)
            and (text := _text_of(tag, find))
            and (tag.get("srcdoc") or _IS_PAGE.search(text))
        ):
            yield tag, text


def _text_of(tag: Tag, find: Find) -> str:
    if tag.name == "textarea":
        code = str(tag.get_text())
        return code if _CLOSES.search(code) else ""
    if tag.name == "iframe" and tag.get("srcdoc"):
        return str(tag["srcdoc"])
    address = _address(tag)
    if data := _DATA_PAGE.match(address):
        return _decoded(_packed(data), _said(data["charset"]))
    found = find(address) if address and not address.lower().startswith(("javascript:", "about:")) else None
    return _decoded(*found) if found is not None and len(found[0]) <= _LARGEST else ""


def _address(tag: Tag) -> str:
    return str(tag.get("src") or tag.get("data") or "").strip()


def _packed(data: re.Match[str]) -> bytes:
    raw = unquote_to_bytes(data["content"])
    if not data["base64"]:
        return raw
    with contextlib.suppress(binascii.Error, ValueError):
        return base64.b64decode(raw)
    return b""


def _said(parameters: str) -> str | None:
    match = _CHARSET.search(parameters)
    return match[1] if match else None


def _decoded(data: bytes, encoding: str | None) -> str:
    # What is no page (a picture, a film) stays what it is: a frame whose content is not read.
    with contextlib.suppress(SourceError, LookupError):
        return decode_page(data, "", encoding)[0] if data.strip() else ""
    return ""


def _replace(soup: BeautifulSoup, frame: Tag, page: BeautifulSoup) -> None:
    """Put a page in the place of its frame, shown or hidden as the frame is, under its names."""
    box = soup.new_tag("div")
    for name in () if frame.name == "textarea" else ("class", "id", "style", "hidden"):
        if frame.has_attr(name):
            box[name] = frame[name]
    root = page.body or page.find("frameset") or page
    for child in list(root.contents):
        box.append(child.extract())
    frame.replace_with(box)
