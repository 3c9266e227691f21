"""Readers: one for each form of source, found out from the bytes of the file, then from its name."""

import hashlib
import re
from pathlib import Path

from ..model.source import Source, SourceError
from .pdf import read_pdf
from .reading import Reading
from .refused import REFUSED, refuse_known_form, refuse_suffix
from .text import read_text
from .web import read_html
from .word import read_docx

_MARKDOWN = frozenset({".md", ".markdown"})
_TEXT = frozenset({".txt", ".text"}) | _MARKDOWN
_HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})

READABLE = _TEXT | _HTML | {".docx", ".pdf"}
__all__ = ["READABLE", "REFUSED", "read"]

_LARGEST = 50 * 1024 * 1024
_HTML_OPENS = re.compile(rb"<(?:!doctype\s+html|html)\b", re.I)
# What may stand before the first tag of a page, each with its end.
_BEFORE_HTML = ((b"<?", b">"), (b"<!--", b"-->"))
_BOM = b"\xef\xbb\xbf"
_HEAD = 4096


def read(path: Path, encoding: str | None = None) -> Source:
    """Read a source file; `encoding` overrides what a text or web page seems to be in."""
    name, suffix = path.name, path.suffix.lower()
    data = _load(path, name, suffix)
    form = _form(data, name, suffix)
    if form in ("text", "markdown"):
        made = read_text(data, name, encoding, markdown=form == "markdown")
    elif form == "html":
        made = read_html(data, name, encoding)
    elif form == "docx":
        made = read_docx(data, name)
    else:
        lines, objects = read_pdf(data, name)
        made = Reading(lines, objects=objects)
    if not any(line.text.strip() for line in made.lines):
        raise SourceError(f"{name}: empty, it holds nothing but blanks; check that the file was saved whole")
    digest = hashlib.sha256(data).hexdigest()
    return Source(name, form, made.encoding, digest, made.lines, made.card, made.objects, made.files)


def _load(path: Path, name: str, suffix: str) -> bytes:
    try:
        if path.is_dir():
            raise SourceError(f"{name}: a folder, not a file; give a file, or ingest the folder as a whole")
        size = path.stat().st_size
        if size > _LARGEST:
            refuse_suffix(suffix, name)
            limit = _LARGEST >> 20
            raise SourceError(
                f"{name}: {size / (1 << 20):.0f} MB, more than the {limit} MB that are read; split it"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"{name}: no such file ({path}); check the name") from error
    except OSError as error:
        raise SourceError(f"{name}: cannot be read ({error.strerror}); check its permissions") from error
    if not data:
        raise SourceError(f"{name}: empty, it has no bytes; check that the file was saved whole")
    return data


def _form(data: bytes, name: str, suffix: str) -> str:
    """Tell the form by the bytes, and only where they do not show it by the name."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        refuse_suffix(suffix, name)
        return "docx"
    refuse_known_form(data, name, suffix)
    if suffix in (".docx", ".pdf"):
        kind = "Word document" if suffix == ".docx" else "PDF"
        raise SourceError(
            f"{name}: not a {kind}, whatever its name says (damaged, or renamed); export it again"
        )
    if suffix in _HTML or opens_as_html(data):
        return "html"
    return "markdown" if suffix in _MARKDOWN else "text"


def opens_as_html(data: bytes) -> bool:
    """Tell whether bytes begin as a web page does, whatever comments stand before its first tag."""
    head = data[:_HEAD].removeprefix(_BOM).lstrip()
    while opened := next((pair for pair in _BEFORE_HTML if head.startswith(pair[0])), None):
        _, closed, head = head[len(opened[0]) :].partition(opened[1])
        if not closed:
            return False
        head = head.lstrip()
    return _HTML_OPENS.match(head) is not None
