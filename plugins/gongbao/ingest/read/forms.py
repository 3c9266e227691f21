"""Hand the bytes of a file to the reader of its form.

A reader is loaded when a file needs it: the libraries of web pages, Word and PDF take longer to load than a text to read.
"""

# ruff: noqa: PLC0415

import hashlib
from dataclasses import replace
from pathlib import Path

from ..model.source import Source
from . import page_selection
from .characters import as_usual
from .office import as_modern
from .reading import Reading
from .sniff import READABLE, modern

SUFFIXES = READABLE


def read_bytes(
    data: bytes,
    name: str,
    form: str,
    encoding: str | None,
    folder: Path | None,
    pages: page_selection.Pages | None = None,
) -> Source:
    """Read the bytes of a file in a form that sniff.form_of gave; folder: where it lies, for the pictures beside it;
    pages: those to be read, None for all."""
    digest = hashlib.sha256(data).hexdigest()
    if form.startswith("."):
        to = modern(form)
        data, form = as_modern(data, name, form, to), to
    if pages is not None:
        page_selection.refuse(form, name)
        made = as_usual(_pdf(data, name, None, pages) if form == "pdf" else _picture(data, name, None, pages))
    else:
        read = _PAGES.get(form)
        made = as_usual(read(data, name, encoding, folder) if read else _READERS[form](data, name, encoding))
    if form in _WITH_PICTURES_BY_ADDRESS:
        from .web.pictures import found

        objects, files = found(made.objects, made.files, folder)
        made = Reading(made.lines, made.encoding, made.card, objects, files)
    form = _SAME_AS.get(form, form)
    return Source(name, form, made.encoding, digest, made.lines, made.card, made.objects, made.files)


def _text(data: bytes, name: str, encoding: str | None) -> Reading:
    from .text import read_text

    return read_text(data, name, encoding)


def _markdown(data: bytes, name: str, encoding: str | None) -> Reading:
    from .text import read_text

    return read_text(data, name, encoding, markdown=True)


def _html(data: bytes, name: str, encoding: str | None, folder: Path | None) -> Reading:
    from .web import read_html
    from .web.frames import beside

    return read_html(data, name, encoding, beside(folder))


def _saved(data: bytes, name: str, encoding: str | None, _: Path | None) -> Reading:
    from .web import read_html
    from .web.saved import open_saved

    saved = open_saved(data, name)
    made = read_html(saved.page, name, encoding or saved.encoding, saved.frame)
    return Reading(made.lines, made.encoding, made.card, made.objects, {**made.files, **saved.pictures})


def _docx(data: bytes, name: str, encoding: str | None) -> Reading:
    from .word import read_docx

    return read_docx(data, name, encoding)


def _flat(data: bytes, name: str, encoding: str | None) -> Reading:
    from .word import read_docx
    from .word.flat import as_docx

    return read_docx(as_docx(data, name), name, encoding)


def _epub(data: bytes, name: str, _: str | None) -> Reading:
    from .epub import open_epub
    from .web import read_whole

    page, pictures = open_epub(data, name)
    return replace(read_whole(page, name), files=pictures)


def _csv(data: bytes, name: str, encoding: str | None) -> Reading:
    from .sheet.separated import read_separated

    return read_separated(data, name, encoding)


def _xlsx(data: bytes, name: str, _: str | None) -> Reading:
    from .sheet import read_xlsx

    return read_xlsx(data, name)


def _pdf(data: bytes, name: str, _: str | None, pages: page_selection.Pages | None = None) -> Reading:
    from .pdf import read_pdf

    return read_pdf(data, name, pages)


def _picture(data: bytes, name: str, _: str | None, pages: page_selection.Pages | None = None) -> Reading:
    from .scan import read_pictures

    return read_pictures([(name, data)], name, pages)


def _pptx(data: bytes, name: str, _: str | None) -> Reading:
    from .slides import read_pptx

    return read_pptx(data, name)


def _ofd(data: bytes, name: str, _: str | None) -> Reading:
    from .ofd import read_ofd

    return read_ofd(data, name)


_WITH_PICTURES_BY_ADDRESS = ("html", "markdown", "mhtml", "epub")
# What is read as another form is, is that form from here on.
_SAME_AS = {"mhtml": "html", "epub": "html", "flat": "docx", "csv": "xlsx"}
# What a page shows in frames may lie beside it.
_PAGES = {"html": _html, "mhtml": _saved}
_READERS = {
    "text": _text,
    "markdown": _markdown,
    "docx": _docx,
    "flat": _flat,
    "xlsx": _xlsx,
    "pptx": _pptx,
    "csv": _csv,
    "epub": _epub,
    "pdf": _pdf,
    "ofd": _ofd,
    "picture": _picture,
}
