"""Pages of a PDF that are pictures: which they are, whether the text that lies under one is that of the picture."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial

import pypdfium2 as pdfium

from gongbao.messages import _

from ...model.source import SourceError, SourceObject
from ..scan import is_installed, missing
from .geometry import Page, Piece, pieces, rows

_DPI = 200
_FEWEST_CHARS = 8
_FEWEST_PATHS = 40
_MOST_UNKNOWN = 0.1
# So many lines of a text layer are compared with the picture, each of at least so many characters.
_SAMPLE = 5
_LONG_ENOUGH = 8
# Layers made by other programs from the same picture agree with it to 95 % and more; those of another page do not at all.
_AGREES = 0.9


@dataclass
class Drawn:
    """What is drawn on a page: characters of unknown meaning, paths, and whether a picture covers most of it."""

    unknown: int
    paths: int
    pictured: bool


def with_recognised(
    document: pdfium.PdfDocument, pages: Sequence[Page], drawn: Sequence[Drawn], name: str
) -> list[Page]:
    """Return the pages with those recognised that have no text of their own, or a wrong one.

    Where the packages for it are missing, such pages stay as they are and are told. Raises SourceError if the whole
    file is of that kind.
    """
    wanted = [n for n, (page, has) in enumerate(zip(pages, drawn, strict=True)) if _lacks_text(page, has)]
    if not is_installed():
        _tell_without(pages, wanted, name)
        return list(pages)
    layered = [n for n, has in enumerate(drawn) if has.pictured and n not in wanted]
    wanted = sorted([*wanted, *(n for n in layered if _is_wrong(document, pages[n]))])
    if not wanted:
        return list(pages)
    from ..scan import picture_pages  # noqa: PLC0415
    from ..scan.pages import pages_of  # noqa: PLC0415 - needs the optional packages
    from ..scan.work import recognise_all  # noqa: PLC0415

    found = recognise_all([partial(_picture, document, pages[n].number - 1) for n in wanted], name)
    by_place = dict(zip(wanted, found, strict=True))
    out: list[Page] = []
    for n, page in enumerate(pages):
        if n not in by_place:
            out.append(page)
            continue
        fresh = pages_of(by_place[n], page.number)
        if len(fresh) == 1:
            picture_pages.keep(fresh[0], partial(_picture, document, page.number - 1))
        fresh[0].objects += [item for item in page.objects if item.kind != "picture"]
        if page.chars:
            layer = "".join(char.text for char in page.chars)
            fresh[0].objects.append(SourceObject("text-layer", 0, layer, "", "wrong-text-layer"))
        out += fresh
    for leaf, page in enumerate(out, start=1):
        page.leaf = leaf
    return out


def _lacks_text(page: Page, has: Drawn) -> bool:
    few = len(page.chars) < _FEWEST_CHARS
    page.is_picture = few and (has.pictured or has.paths >= _FEWEST_PATHS)
    return page.is_picture or has.unknown > max(_MOST_UNKNOWN * len(page.chars), 3)


def _tell_without(pages: Sequence[Page], wanted: Sequence[int], name: str) -> None:
    if any(page.chars for page in pages) and len(wanted) <= len(pages) / 2:
        return
    pictures = sum(page.is_picture for page in pages)
    if pictures or not wanted:
        raise SourceError(
            _(
                "{name}: a scanned PDF without a text layer ({pictures} of {count} pages); {missing}",
                name=name,
                pictures=pictures,
                count=len(pages),
                missing=missing(),
            )
        )
    raise SourceError(
        _(
            "{name}: its fonts do not say which characters they draw ({count} pages); {missing}",
            name=name,
            count=len(wanted),
            missing=missing(),
        )
    )


def _picture(document: pdfium.PdfDocument, index: int):  # type: ignore[no-untyped-def]
    with contextlib.closing(document[index]) as page:
        return page.render(scale=_DPI / 72).to_numpy().copy()


def _is_wrong(document: pdfium.PdfDocument, page: Page) -> bool:
    """Recognise some lines of the picture where the text layer has lines, and compare: a measure, not a guess."""
    from ..scan.work import read_lines  # noqa: PLC0415

    lines = [line for line in rows(pieces(page.chars)) if len(line.chars) >= _LONG_ENOUGH]
    lines = lines[:: max(len(lines) // _SAMPLE, 1)][:_SAMPLE]
    if not lines:
        return True
    picture = _picture(document, page.number - 1)
    seen = read_lines([_crop(picture, page, line) for line in lines])
    alike = [
        SequenceMatcher(None, _bare(line.text), _bare(words), autojunk=False).ratio()
        for line, words in zip(lines, seen, strict=True)
    ]
    return sum(alike) / len(alike) < _AGREES


def _crop(picture, page: Page, line: Piece):  # type: ignore[no-untyped-def]
    high, wide = picture.shape[:2]
    x, y = wide / page.width, high / page.height
    room = 0.15 * line.size
    top, foot = max(int((line.y0 - room) * y), 0), min(int((line.y1 + room) * y) + 1, high)
    left, right = max(int((line.x0 - room) * x), 0), min(int((line.x1 + room) * x) + 1, wide)
    return picture[top : max(foot, top + 8), left : max(right, left + 8)]


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
