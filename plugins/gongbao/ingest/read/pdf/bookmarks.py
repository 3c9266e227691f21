"""The bookmarks of a PDF: lines that they name are headings, as those of Word's outline are."""

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium
from pypdfium2 import raw

from gongbao.bulletin.fold import fold

from .text import PageText

_DEEPEST, _MOST, _LONGEST = 6, 5_000, 400
# A title is set over so many lines at most.
_MOST_LINES = 5

# The level, from 1, and the words of what a page is marked with.
Mark = tuple[int, str]


def marks(document: pdfium.PdfDocument) -> dict[int, list[Mark]]:
    """Return the bookmarks by the number of the page that they lead to, in their order."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for at, (level, bookmark) in enumerate(_walk(document, None, 1, set())):
        if at >= _MOST:
            break
        target = raw.FPDFBookmark_GetDest(document, bookmark)
        page = raw.FPDFDest_GetDestPageIndex(document, target) if target else -1
        if page >= 0 and (title := fold(_title(bookmark))):
            found[page + 1].append((level, title))
    return found


def _walk(
    document: pdfium.PdfDocument, above: raw.FPDF_BOOKMARK | None, level: int, seen: set[int]
) -> Iterator[tuple[int, raw.FPDF_BOOKMARK]]:
    bookmark = raw.FPDFBookmark_GetFirstChild(document, above)
    # In a damaged file they may lead to each other.
    while bookmark and (address := ctypes.addressof(bookmark.contents)) not in seen:
        seen.add(address)
        yield level, bookmark
        if level < _DEEPEST:
            yield from _walk(document, bookmark, level + 1, seen)
        bookmark = raw.FPDFBookmark_GetNextSibling(document, bookmark)


def _title(bookmark: raw.FPDF_BOOKMARK) -> str:
    size = raw.FPDFBookmark_GetTitle(bookmark, None, 0)
    if not 2 < size <= 2 * _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFBookmark_GetTitle(bookmark, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def with_headings(lines: Sequence[PageText], marked: Iterable[tuple[int, Sequence[Mark]]]) -> list[PageText]:
    """Return lines with those told as headings that bookmarks name; a title may go over several."""
    out = list(lines)
    places: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(out):
        if not (line.drop or line.hint) and line.text.strip():
            places[line.page].append(at)
    for page, of_page in marked:
        texts = [(at, fold(out[at].text)) for at in places[page]]
        first = 0
        for level, title in of_page:
            found = next(
                (run for start in range(first, len(texts)) if (run := _named(texts, start, title))), None
            )
            for at in found or ():
                out[at] = replace(out[at], hint=f"h{level}")
            # Bookmarks of a page stand in its order.
            first = next((n for n, (at, _) in enumerate(texts) if found and at == found[-1]), first - 1) + 1
    return out


def _named(texts: Sequence[tuple[int, str]], start: int, title: str) -> list[int] | None:
    """Return the lines that together are the title, from this one on."""
    said = ""
    for count, (_, text) in enumerate(texts[start : start + _MOST_LINES], start=1):
        said += text
        if said == title:
            return [at for at, _ in texts[start : start + count]]
        if not title.startswith(said):
            return None
    return None
