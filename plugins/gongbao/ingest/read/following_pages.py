"""Put the further pages of an article (page_1.html …) that lie beside its first one behind it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from ..model.source import Source, SourceLine, SourceObject
from .forms import read_bytes
from .load import load
from .members import Member
from .sniff import HTML

_MOST = 100
_OF_PAGES = re.compile(r"共(\d{1,3})页|\d{1,3}/(\d{1,3})页?")
_NUMBERED = re.compile(r"(?P<stem>.+?)[_-](?P<number>\d{1,3})$")


def first_of(path: Path) -> Path:
    """Return the first page of the article that a page goes on with, if that one lies beside it and leads to it."""
    match = _NUMBERED.match(path.stem)
    if match is None or path.suffix.lower() not in HTML:
        return path
    first = path.with_name(match["stem"] + path.suffix)
    try:
        leads = first.is_file() and path.name.encode() in load(first)
    except (ValueError, OSError):
        leads = False
    return first if leads else path


def pages_of(path: Path) -> list[Path]:
    """Return the further pages of an article that lie beside its first one."""
    return _further(path, load(path)) if path.suffix.lower() in HTML else []


def with_pages(first: Source, path: Path, data: bytes, encoding: str | None) -> Source:
    """Return a page with the lines of its further pages, which lie beside it."""
    pages = [
        (further.name, read_bytes(load(further), further.name, "html", encoding, further.parent))
        for further in _further(path, data)
    ]
    return joined(first, pages)


def of_members(documents: Sequence[Member]) -> dict[str, list[Member]]:
    """Return the further pages of the articles among a bundle's files: path of a first page → those behind it."""
    pages = {member.path: member for member in documents if member.suffix in HTML}
    numbered = {_first_path(path) for path in pages} & pages.keys()
    return {
        path: [
            pages[other] for other in _led_to(path, pages[path].data, {p: _data(m) for p, m in pages.items()})
        ]
        for path in numbered
    }


def joined(first: Source, pages: Iterable[tuple[str, Source]]) -> Source:
    """Return a page with the lines of further pages (name, page); what these repeat of it (title, path, foot) is dropped.

    So are the rows that lead from one to the next, unless they count more pages than there are.
    """
    pages = list(pages)
    lines = [_without_pager(line, len(pages) + 1) if pages else line for line in first.lines]
    objects, files = list(first.objects), dict(first.files)
    seen = {line.text.strip() for line in first.lines}
    for name, page in pages:
        offset = len(lines)
        for line in page.lines:
            again = not line.drop and (line.hint.startswith("h") or line.text.strip() in seen)
            drop = line.drop or ("repeated-on-a-further-page" if again and line.text.strip() in seen else "")
            joined_line = SourceLine(offset + line.number, line.text, drop, line.hint)
            lines.append(_without_pager(joined_line, len(pages) + 1))
        objects += [replace(item, line=item.line and item.line + offset) for item in page.objects]
        objects.append(SourceObject("further-page", offset + 1, name, kept="text"))
        files |= page.files
    if len(lines) == len(first.lines):
        return first
    objects = [
        item
        for item in objects
        if item.kind != "further-pages" or not _leads_to_joined(item.text, len(pages) + 1)
    ]
    return replace(first, lines=tuple(lines), objects=tuple(objects), files=files)


def _without_pager(line: SourceLine, count: int) -> SourceLine:
    return replace(line, drop="pages-joined") if _leads_to_joined(line.text, count) else line


def _leads_to_joined(text: str, count: int) -> bool:
    """Tell whether a row leads to further pages and counts no more of them than the count that are joined."""
    from .web.chrome import is_pager  # noqa: PLC0415 - its libraries are loaded for web pages alone

    said = _OF_PAGES.search("".join(text.split()))
    return is_pager(text) and (not said or int(said[1] or said[2]) <= count)


def _further(path: Path, data: bytes) -> list[Path]:
    """Return the pages page_1.html, page_2.html … that lie beside a page and that it or one of them leads to."""
    others = {other.name: partial(load, other) for other in path.parent.glob("*" + path.suffix)}
    return [path.with_name(name) for name in _led_to(path.name, data, others)]


def _led_to(path: str, data: bytes, others: Mapping[str, Callable[[], bytes]]) -> list[str]:
    """Return those of other pages (path → what gives its bytes) that go on with a page, and to which it or one of them leads."""
    found: list[tuple[int, str]] = []
    for other in others:
        match = _NUMBERED.match(PurePosixPath(other).stem)
        if match and other != path and _first_path(other) == path:
            found.append((int(match["number"]), other))
    found.sort()
    known, kept = data, []
    for _, other in found[:_MOST]:
        if PurePosixPath(other).name.encode() in known:
            kept.append(other)
            known += others[other]()
    return kept


def _first_path(path: str) -> str:
    """Return the path that the first page of an article has, if a page by this name is a further one."""
    own = PurePosixPath(path)
    match = _NUMBERED.match(own.stem)
    return own.with_name(match["stem"] + own.suffix).as_posix() if match else ""


def _data(member: Member) -> Callable[[], bytes]:
    return lambda: member.data
