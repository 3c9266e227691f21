"""Open a PDF and take from its pages the characters and rules that are drawn on them."""

import contextlib
import ctypes
import math
import re
import zlib
from dataclasses import replace
from itertools import islice

import pypdfium2 as pdfium
from pypdfium2 import raw

from gongbao.messages import N_, _

from ...model.source import SourceError
from .. import page_selection
from . import bookmarks, clipped, pictures
from .attached import attached_to
from .fields import read_fields
from .gaps import is_wide
from .geometry import Char, Page
from .nesting import Nesting
from .overlay import set_aside
from .placing import Placing, rules_of
from .radicals import as_written
from .scanned import Drawn, with_recognised

_MOST_PAGES = 3_000
_MOST_CHARS = 200_000
_AGAIN = N_("get the file again, or print it to a new PDF")
_DEEPEST_FORM = 4
# Degrees by which text that is level or upright may lean: a scan's text layer follows the paper.
_LEANING = 15
# In sizes of type: a glyph that stands for two full-width signs is wider than this.
_TWO_WIDE = 1.5
# Of 255: lighter than this, or less opaque, is what one can still read through.
_PALE, _OPAQUE = 150, 128
_MOST_OBJECTS = 20_000
# A page of text is a few kilobytes; the picture of a page in colour, not packed further, about 100 megabytes.
_LARGEST_STREAM = 192 << 20
_CHUNK = 1 << 20
# A stream that begins as zlib does.
_PACKED = re.compile(rb"stream\r?\n[\x48-\x78][\x01\x5e\x9c\xda]")


def open_pages(data: bytes, name: str, chosen_pages: page_selection.Pages | None = None) -> list[Page]:
    """Return the pages of a PDF, pictures of pages recognised; refuse one that is protected, damaged or cannot be read."""
    # Systems that keep files in blocks fill the last one with nothing.
    if b"%%EOF" not in data.rstrip(b"\0\t\n\r ")[-4096:]:
        raise SourceError(
            _("{name}: damaged or cut off, it has no end mark; {again}", name=name, again=_(_AGAIN))
        )
    _refuse_bombs(data, name)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise SourceError(_why_closed(name, b"/Encrypt" in data)) from error
    with contextlib.closing(document):
        form = _form_of(document, name)
        if not 0 < len(document) <= _MOST_PAGES:
            raise SourceError(
                _(
                    "{name}: {count} pages, more than the {most} that are read; split it",
                    name=name,
                    count=len(document),
                    most=_MOST_PAGES,
                )
            )
        pages: list[Page] = []
        drawn: list[Drawn] = []
        page_selection.check(chosen_pages, len(document), name)
        nesting = Nesting(data, document, name)
        marked = bookmarks.marks(document)
        for number in range(1, len(document) + 1):
            if not page_selection.is_chosen(chosen_pages, number):
                continue
            nesting.check(number)
            try:
                page, has = _page(document, number, form)
            except pdfium.PdfiumError as error:
                raise SourceError(
                    _(
                        "{name}: damaged, page {number} cannot be read; {again}",
                        name=name,
                        number=number,
                        again=_(_AGAIN),
                    )
                ) from error
            if len(page.chars) > _MOST_CHARS:
                raise SourceError(
                    _(
                        "{name}: page {number} has too many characters to be a page; {again}",
                        name=name,
                        number=number,
                        again=_(_AGAIN),
                    )
                )
            page.marks = marked.get(number, [])
            pages.append(page)
            drawn.append(has)
        if pages:
            pages[0].objects += attached_to(document)
        return with_recognised(document, pages, drawn, name)


def _refuse_bombs(data: bytes, name: str) -> None:
    """Refuse a file with a part that would unpack to hundreds of megabytes; the library would take the memory."""
    for start in _PACKED.finditer(data):
        unpacker = zlib.decompressobj()
        at, size = start.end() - 2, 0
        try:
            rest = data[at : at + _CHUNK]
            while rest and not unpacker.eof and size <= _LARGEST_STREAM:
                size += len(unpacker.decompress(rest, _CHUNK))
                at += _CHUNK if not unpacker.unconsumed_tail else 0
                rest = unpacker.unconsumed_tail or data[at : at + _CHUNK]
        except zlib.error:
            continue  # No packed part after all, or a damaged one: the library copes with those.
        if size > _LARGEST_STREAM:
            raise SourceError(
                _(
                    "{name}: a part of it would unpack to more than {most} MB (a bomb?); {again}",
                    name=name,
                    most=_LARGEST_STREAM >> 20,
                    again=_(_AGAIN),
                )
            )


def _why_closed(name: str, encrypted: bool) -> str:
    # The library's own error says "password" also where a file has no pages.
    if encrypted:
        return _(
            "{name}: protected with a password; open it with the password, "
            "print it to a new PDF (打印 → 另存为 PDF) and ingest that",
            name=name,
        )
    return _("{name}: damaged, not a whole PDF; {again}", name=name, again=_(_AGAIN))


def _form_of(document: pdfium.PdfDocument, name: str) -> pdfium.PdfFormEnv | None:
    if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
        raise SourceError(
            _(
                "{name}: a form (XFA) whose text only Adobe's reader shows; open it there, print it to a new PDF "
                "(打印 → 另存为 PDF) and ingest that",
                name=name,
            )
        )
    if document.get_formtype() == raw.FORMTYPE_NONE:
        return None
    document.init_forms()
    return document.formenv


def _page(document: pdfium.PdfDocument, number: int, form: pdfium.PdfFormEnv | None) -> tuple[Page, Drawn]:
    """Return a page, and what is drawn on it beside characters."""
    source = document[number - 1]
    with contextlib.closing(source):
        # Many programs state the size of all pages once, above them.
        left, bottom, right, top = source.get_bbox()
        turned = source.get_rotation()
        place = Placing(left, bottom, right, top, turned)
        page = Page(number, place.width, place.height)
        covered, paths, hidden = 0.0, 0, set()
        with contextlib.closing(source.get_textpage()) as text:
            lost, indices = _read_chars(text, page, place)
            for item in islice(source.get_objects(max_depth=_DEEPEST_FORM), _MOST_OBJECTS):
                if item.type == raw.FPDF_PAGEOBJ_IMAGE:
                    x0, y0, x1, y1 = item.get_bounds()
                    covered += abs((x1 - x0) * (y1 - y0))
                    pictures.take(item, page, place.box(x0, y0, x1, y1))
                elif item.type == raw.FPDF_PAGEOBJ_PATH:
                    paths += 1
                    page.rules.extend(rules_of(item, place))
                elif item.type == raw.FPDF_PAGEOBJ_TEXT and not item.level and clipped.is_cut_away(item):
                    hidden.add(clipped.address(item.raw))
            clipped.set_aside(text, page, indices, hidden)
        read_fields(source, page, place, form)
    set_aside(page)
    return page, Drawn(lost, paths, covered > 0.5 * page.width * page.height)


def _read_chars(text: pdfium.PdfTextPage, page: Page, place: Placing) -> tuple[int, list[int]]:
    """Take the signs of a page; return how many of them have no meaning, and where each stands in the library's text."""
    lost = 0
    box = raw.FS_RECTF()
    matrix = raw.FS_MATRIX()
    seen: dict[tuple[str, int, bool, int, int], Char] = {}
    indices: list[int] = []
    high = 0
    for index in range(min(text.count_chars(), _MOST_CHARS + 1)):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        high = 0
        if raw.FPDFText_IsGenerated(text, index) == 1 or code in (0xFFFE, 0xFFFF):
            continue
        # So the library marks a hyphen at the end of a line.
        code = ord("-") if code == 0x2 else code
        if code < 0x20 or raw.FPDFText_HasUnicodeMapError(text, index) == 1:
            lost += 1
            code = 0xFFFD
        raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        x0, y0, x1, y1 = place.box(box.left, box.bottom, box.right, box.top)
        raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        size = size if size > 0 else max(y1 - y0, 1.0)
        if 0xE000 <= code < 0xF900:
            lost += 1
        written = as_written(chr(code))
        leaning = place.angle(math.atan2(matrix.b, matrix.a))
        turn = round(leaning / 90) % 4 * 90
        slanted = not written.isspace() and abs(leaning - round(leaning / 90) * 90) > _LEANING
        # Bold type is often faked by drawing a character twice, a hair apart.
        spot = (written, turn, slanted, round(x0 / max(size, 1) * 2), round(y0 / max(size, 1) * 2))
        twin = seen.get(spot)
        if twin is not None and abs(twin.x0 - x0) < 0.15 * size and abs(twin.y0 - y0) < 0.15 * size:
            if page.chars[-1] is not twin or not _is_of_one_glyph(text, index, x1 - x0 > _TWO_WIDE * size):
                continue
            x0 = (x0 + x1) / 2
            page.chars[-1] = replace(twin, x1=x0)
        before = page.chars[-1] if page.chars else None
        if written in "il" and before is not None and before.text == "f" and x0 < before.x0 < before.x1 == x1:
            # The last of the three letters of one glyph (ffi) is said to be as wide as all of it.
            x0 = (before.x0 + x1) / 2
            page.chars[-1] = replace(before, x1=x0)
        pale = _is_pale(text, index)
        char = Char(written, x0, y0, max(x1, x0 + 0.01), max(y1, y0 + 0.01), size, None, turn, pale)
        if slanted:
            page.dropped.setdefault("watermark", []).append(char)
            continue
        seen.setdefault(spot, char)
        page.chars.append(char)
        indices.append(index)
    return lost, indices


def _is_of_one_glyph(text: pdfium.PdfTextPage, index: int, is_twice_as_wide: bool) -> bool:
    """Tell whether a sign and the same one before it are one glyph, as —— and ff are in many fonts, not one drawn twice."""
    here, before = raw.FS_RECTF(), raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(here))
    raw.FPDFText_GetLooseCharBox(text, index - 1, ctypes.byref(before))
    objects = [
        ctypes.cast(raw.FPDFText_GetTextObject(text, at), ctypes.c_void_p).value for at in (index - 1, index)
    ]
    return (
        objects[0] == objects[1]
        and (here.left, here.right) == (before.left, before.right)
        and (is_twice_as_wide or not is_wide(chr(raw.FPDFText_GetUnicode(text, index))))
    )


def _is_pale(text: pdfium.PdfTextPage, index: int) -> bool:
    """Tell whether a character is drawn in a light colour, or so that what is below it shows through."""
    red, green, blue, opaque = (ctypes.c_uint() for _channel in range(4))
    colours = [ctypes.byref(colour) for colour in (red, green, blue, opaque)]
    if not raw.FPDFText_GetFillColor(text, index, *colours):
        return False
    light = 0.299 * red.value + 0.587 * green.value + 0.114 * blue.value
    return light > _PALE or opaque.value < _OPAQUE
