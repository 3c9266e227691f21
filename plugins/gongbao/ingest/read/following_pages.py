"""Put the further pages of an article (page_1.html …) that lie beside its first one behind it."""

import re
from dataclasses import replace
from pathlib import Path

from ..model.source import Source, SourceLine, SourceObject
from .forms import read_bytes
from .load import load
from .sniff import HTML

_MOST = 100
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
    """Return a page with the lines of its further pages; what these repeat of it (title, path, foot) is dropped."""
    lines, objects, files = list(first.lines), list(first.objects), dict(first.files)
    seen = {line.text.strip() for line in first.lines}
    for further in _further(path, data):
        page = read_bytes(load(further), further.name, "html", encoding, further.parent)
        offset = len(lines)
        for line in page.lines:
            again = not line.drop and (line.hint.startswith("h") or line.text.strip() in seen)
            drop = line.drop or ("repeated-on-a-further-page" if again and line.text.strip() in seen else "")
            lines.append(SourceLine(offset + line.number, line.text, drop, line.hint))
        objects += [replace(item, line=item.line and item.line + offset) for item in page.objects]
        objects.append(SourceObject("further-page", offset + 1, further.name, kept="text"))
        files |= page.files
    if len(lines) == len(first.lines):
        return first
    objects = [item for item in objects if item.kind != "further-pages"]
    return replace(first, lines=tuple(lines), objects=tuple(objects), files=files)


def _further(path: Path, data: bytes) -> list[Path]:
    """Return the pages page_1.html, page_2.html … that lie beside a page and that it or one of them leads to."""
    found: list[tuple[int, Path]] = []
    for other in path.parent.glob("*" + path.suffix):
        match = _NUMBERED.match(other.stem)
        if match and match["stem"] == path.stem and other != path:
            found.append((int(match["number"]), other))
    found.sort()
    known, kept = data, []
    for _, other in found[:_MOST]:
        if other.name.encode() in known:
            kept.append(other)
            known += load(other)
    return kept
