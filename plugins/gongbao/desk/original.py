"""The original of an article or folder: the lines as received, who holds each, and where they stand on pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from gongbao import digest
from gongbao.bulletin import ledger as ledgers
from gongbao.bulletin.lines import split_lines
from gongbao.facsimile import source as pages

from .shelf import Folder

_FORMS = {"text", "markdown"}
# Marks that ingest sets around raised and struck words.
_MARKS = re.compile("[\ufdd0-\ufdef]")
# What is shown around the lines of an article.
AROUND = 6


@dataclass(frozen=True)
class Box:
    """Where a line stands: page, and left, top, right, bottom in fractions of it; how sure the engine is of its signs."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    sure: float | None = None


@dataclass
class Line:
    """A line of a source: number, text, who holds it (slugs, "masthead"), rules that dropped of it, fields read from it."""

    number: int
    text: str
    holders: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    fields: list[str] = field(default_factory=list)
    box: Box | None = None


def lines_of(folder: Folder, sources: Path) -> list[Line] | None:
    """Return all lines of a folder's source that are not blank; None where the source is not there, or another."""
    texts = _texts(folder, sources)
    if texts is None:
        return None
    slugs_of: dict[int, list[str]] = {}
    for place in folder.ledger.get("places", ()):
        for span in ledgers.lines_in(place.get("spans", ())):
            for number in range(span.first, span.last + 1):
                names = slugs_of.setdefault(number, [])
                name = str(place["name"]).removesuffix(".md")
                names += [] if name in names else [name]
    dropped: dict[int, list[str]] = {}
    for drop in folder.ledger.get("dropped", ()):
        dropped.setdefault(int(drop["line"]), []).append(str(drop["rule"]))
    places = folder.ledger.get("on_pages", {})
    found = [
        Line(
            number,
            _MARKS.sub("", text),
            tuple(slugs_of.get(number, ())),
            tuple(dict.fromkeys(dropped.get(number, ()))),
            box=_box(places.get(str(number))),
        )
        for number, text in enumerate(texts, start=1)
        if text.strip()
    ]
    by_number = {line.number: line for line in found}
    for entry in folder.ledger.get("articles", ()):
        for name, number in entry.get("elements", {}).items():
            if number in by_number:
                by_number[number].fields.append(str(name))
    return found


def around(lines: Iterable[Line], slug: str) -> list[Line]:
    """Return the lines of an article with some before and behind, so that what was cut off can be seen."""
    every = list(lines)
    places = [at for at, line in enumerate(every) if slug in line.holders]
    return every[max(0, places[0] - AROUND) : places[-1] + 1 + AROUND] if places else []


def path_of(folder: Folder, sources: Path) -> Path | None:
    """Return the source of a folder as received, or None if it is not there or another one."""
    name = folder.source
    if not name or Path(name).name != name:
        return None
    path = sources / name
    if path.is_dir():
        return path
    if not path.is_file() or _digest(path) != folder.ledger["source"].get("sha256"):
        return None
    return path


def can_be_drawn(folder: Folder, sources: Path) -> bool:
    """Tell whether the pages of a folder's source can be shown as pictures."""
    form = folder.ledger.get("source", {}).get("form")
    if not folder.ledger.get("on_pages") or form not in pages.FORMS:
        return False
    path = path_of(folder, sources)
    # Of the files of a bundle, one may have pages and the next none.
    return path is not None and (form != "bundle" or pages.has_pages(path))


def _texts(folder: Folder, sources: Path) -> list[str] | None:
    source = folder.ledger.get("source", {})
    if source.get("form") not in _FORMS:
        text = folder.path / "original.txt"
        return text.read_text(encoding="utf-8").split("\n") if text.is_file() else None
    path = path_of(folder, sources)
    if path is None or not path.is_file():
        return None
    encoding = str(source.get("encoding") or "utf-8")
    return split_lines(
        path.read_bytes().decode("utf-8-sig" if encoding.startswith("utf-8") else encoding, "replace")
    )


def _digest(path: Path) -> str:
    status = path.stat()
    return _sum(path, status.st_mtime_ns, status.st_size)


@lru_cache
def _sum(path: Path, _changed: int, _size: int) -> str:
    """Return the sum of a file as it is now; each page and strip that is shown asks for it."""
    return digest.of_file(path)


def _box(text: str | None) -> Box | None:
    if not text:
        return None
    page, left, top, right, bottom, *sure = text.split()
    return Box(
        int(page), float(left), float(top), float(right), float(bottom), float(sure[0]) if sure else None
    )
