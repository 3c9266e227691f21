"""What a source needs that is read on another machine: the files that lie beside it and are read with it."""

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from .model.source import SourceError
from .read import following_pages, sniff
from .read.load import load
from .read.web.pictures import lies

# Converted by LibreOffice, many in one start, before any is read: they stay where that was.
_OFFICE = sniff.WRITER | sniff.CALC
_ADDRESS = re.compile(
    rb"""(?:src|href)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))|\]\(\s*<?([^)\s>]+)""", re.I
)
_MOST = 500


def stays(path: Path) -> bool:
    """Tell whether a source is read on this machine, whoever reads the others."""
    files = path.rglob("*") if path.is_dir() else (path,)
    return any(file.suffix.lower() in _OFFICE for file in files)


def beside(path: Path) -> Sequence[Path]:
    """Return the files beside a source that are read with it: its sidecar, further pages, pictures that pages name."""
    if path.is_dir():
        return ()
    sidecar = path.with_suffix(".toml")
    found = [sidecar] if sidecar.is_file() else []
    if path.suffix.lower() in sniff.PICTURES | {".pdf", ".zip"}:
        return found
    try:
        pages = following_pages.pages_of(path)
        pictures = [place for page in (path, *pages) for place in _named(page)]
    except SourceError:
        return found  # it is told what is wrong where it is read
    return list(dict.fromkeys([*found, *pages, *pictures]))


def _named(page: Path) -> Iterator[Path]:
    """Yield the files that a page or a Markdown text names, in its own folder or below."""
    addresses = {next(filter(None, match.groups())) for match in _ADDRESS.finditer(load(page))}
    for address in sorted(addresses)[:_MOST]:
        for encoding in ("utf-8", "gb18030"):
            place = lies(html.unescape(address.decode(encoding, "replace")), page.parent)
            if place:
                yield page.parent / place.relative_to(page.parent.resolve())
                break
