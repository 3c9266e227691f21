"""Put the further pages of an article (page_1.html …) that lie beside its first one behind it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
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
    behind = _by_first(pages)
    return {
        path: [pages[other] for other in _led_to(pages[path].data, others, lambda name: pages[name].data)]
        for path, others in behind.items()
        if path in pages
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
    others = _by_first(other.name for other in path.parent.glob("*" + path.suffix)).get(path.name, ())
    return [path.with_name(name) for name in _led_to(data, others, lambda name: load(path.with_name(name)))]


def _by_first(paths: Iterable[str]) -> dict[str, list[str]]:
    """Return which paths are those of further pages by their names, in order: path of the first page → theirs."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path in paths:
        own = PurePosixPath(path)
        if match := _NUMBERED.match(own.stem):
            first = own.with_name(match["stem"] + own.suffix).as_posix()
            found.setdefault(first, []).append((int(match["number"]), path))
    return {first: [path for _number, path in sorted(numbered)] for first, numbered in found.items()}


def _led_to(data: bytes, others: Sequence[str], read: Callable[[str], bytes]) -> list[str]:
    """Return those of further pages to which the first one, or one before them, leads; read: gives the bytes of one."""
    known, kept = data, []
    for other in others[:_MOST]:
        if PurePosixPath(other).name.encode() in known:
            kept.append(other)
            known += read(other)
    return kept
