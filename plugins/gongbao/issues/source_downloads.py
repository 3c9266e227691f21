"""The files as received that an article was made of, offered for download beside its page, each with its sum."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gongbao import digest
from gongbao.messages.site import W_, words

from .addresses import DOCUMENTS

_KINDS = {
    ".pdf": "PDF",
    ".ofd": "OFD",
    ".doc": "Word",
    ".docx": "Word",
    ".wps": "WPS",
    ".rtf": "RTF",
    ".odt": "ODT",
    ".xls": "Excel",
    ".xlsx": "Excel",
    ".et": W_("WPS 表格"),
    ".ods": "ODS",
    ".zip": "zip",
    ".html": W_("网页"),
    ".htm": W_("网页"),
    ".mht": W_("网页"),
    ".mhtml": W_("网页"),
    ".eml": W_("邮件"),
    ".txt": W_("文本"),
    ".md": "Markdown",
}
# Browsers would run the scripts of such a file as those of the site; as text they show it.
_RUN = {".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml", ".xml", ".svg"}


@dataclass
class Received:
    """A file as received: where it lies, its address on the site."""

    path: Path
    url: str

    @property
    def name(self) -> str:
        """Return its own name."""
        return self.path.name

    @property
    def kind(self) -> str:
        """Return what it is, for people."""
        return words(_KINDS.get(self.path.suffix.lower(), self.path.suffix.lstrip(".").upper()))

    @cached_property
    def sha256(self) -> str:
        """Return its sum."""
        return digest.of_file(self.path)

    @property
    def size_label(self) -> str:
        """Return its size as people write it."""
        size = self.path.stat().st_size
        return f"{max(1, round(size / 1000))} KB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


def offered(source: Path, folder: str, article_url: str, kinds: Collection[str]) -> tuple[Received, ...]:
    """Return the files of a source that are offered: itself, or of a folder the files in it; kinds: their endings.

    folder: the name of the article's own folder in the archive, which names the files of documents that came alone.
    """
    allowed = {"." + kind.lower().lstrip(".") for kind in kinds}
    # What a folder has as a link was not read, and may be anybody's.
    below = () if source.is_file() else (p for p in source.rglob("*") if p.is_file() and not p.is_symlink())
    files = [source] if source.is_file() else sorted(below)
    kept = [path for path in files if path.suffix.lower() in allowed]
    place, _, _ = article_url.rpartition("/")
    stem = f"{folder}.original" if place == DOCUMENTS else "original"
    numbered = len(files) > 1
    return tuple(
        Received(path, f"{place}/{stem}{f'-{n}' if numbered else ''}{_ending(path)}")
        for n, path in enumerate(kept, start=1)
    )


def _ending(path: Path) -> str:
    suffix = path.suffix.lower()
    return f"{suffix}.txt" if suffix in _RUN else suffix
