"""Readers: one for each form of source, found out from the bytes of the file, then from its name."""

import hashlib
import re
from pathlib import Path

from gongbao.messages import _

from ..model.source import Source, SourceError
from . import bundle, following_pages, members, page_selection
from .forms import SUFFIXES, read_bytes
from .load import load
from .refused import REFUSED
from .sniff import form_of

# A line's end, a character that nothing shows, a byte that is no UTF-8: the header of an article could not name the file.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]")
READABLE = SUFFIXES
__all__ = ["READABLE", "REFUSED", "read"]


def read(path: Path, encoding: str | None = None, pages: page_selection.Pages | None = None) -> Source:
    """Read a source: a file, or a folder whose files are one document with its attachments.

    encoding overrides what a text or web page seems to be in. pages: those to be read, of a PDF or pictures; None for all.
    """
    name, suffix = path.name, path.suffix.lower()
    if _UNWRITABLE.search(name):
        raise SourceError(
            _("{name!r}: its name holds a character that cannot be written down — rename the file", name=name)
        )
    if name != name.strip():
        raise SourceError(
            _(
                "{name!r}: its name begins or ends with a blank, which no header of an article keeps, so that it would not "
                "be found again — rename the file",
                name=name,
            )
        )
    if path.is_dir():
        return bundle.read_bundle(members.of_folder(path), name, encoding, pages=pages)
    data = load(path)
    digest = hashlib.sha256(data).hexdigest()
    form = form_of(data, name, suffix)
    if form == "bundle":
        return bundle.read_bundle(members.of_zip(data, name), name, encoding, digest, pages)
    if form == "mail":
        return bundle.read_mail(data, name, encoding, digest, pages)
    made = read_bytes(data, name, form, encoding, path.parent, pages)
    if form in ("html", "mhtml"):
        made = following_pages.with_pages(made, path, data, encoding)
    if not any(line.text.strip() for line in made.lines):
        raise SourceError(
            _(
                "{name}: empty, it holds nothing but blanks; check that the file was saved whole",
                name=name,
            )
        )
    return made
