"""What was typed into the fields of a PDF form, and what was noted on its pages: drawn by viewers, no part of the text."""

import contextlib
import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from ...model.source import SourceObject
from .attached import attached_at
from .gaps import is_wide
from .geometry import Char, Page
from .placing import Placing

_MOST = 5_000
_LARGEST_TYPE = 12.0
_LEADING = 1.25
_TICKED = "☑"
_TYPED = {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}
_TICKS = {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}
_NOTES = {
    raw.FPDF_ANNOT_TEXT: "comment",
    raw.FPDF_ANNOT_FREETEXT: "text-box",
    raw.FPDF_ANNOT_STAMP: "comment",
}


def read_fields(source: pdfium.PdfPage, page: Page, place: Placing, form: pdfium.PdfFormEnv | None) -> None:
    """Set the values of form fields into the page's text where they are shown, and count notes among its objects."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(source), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(source, index)
        if not annotation:
            continue
        try:
            _read(annotation, page, place, form)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _read(
    annotation: raw.FPDF_ANNOTATION, page: Page, place: Placing, form: pdfium.PdfFormEnv | None
) -> None:
    rect = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)):
        return
    box = place.box(rect.left, rect.bottom, rect.right, rect.top)
    subtype = raw.FPDFAnnot_GetSubtype(annotation)
    if subtype == raw.FPDF_ANNOT_WIDGET and form is not None:
        value = _value(annotation, form)
        if value.strip():
            page.chars += _typed(value, box)
            page.objects.append(SourceObject("form-value", 0, value, "text", "", page.place(*box)))
    elif subtype == raw.FPDF_ANNOT_FILEATTACHMENT:
        page.objects.append(attached_at(annotation, page.place(*box)))
    elif subtype in _NOTES:
        text = _string(
            lambda buffer, size: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size)
        )
        if not text.strip():
            return
        if subtype == raw.FPDF_ANNOT_FREETEXT:
            page.chars += _typed(text, box)
            page.objects.append(SourceObject("text-box", 0, text, "text", "", page.place(*box)))
        else:
            page.objects.append(SourceObject("comment", 0, text, "", "comment-of-reader", page.place(*box)))


def _value(annotation: raw.FPDF_ANNOTATION, form: pdfium.PdfFormEnv) -> str:
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _TYPED:
        return _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))
    if kind in _TICKS and raw.FPDFAnnot_IsChecked(form, annotation):
        return _TICKED
    return ""


def _string(read: Callable[[Any, int], int]) -> str:
    """Return what a function of the library writes into a buffer as UTF-16; it says the size where it gets none."""
    size = read(None, 0)
    if not 2 < size <= 2_000_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    read(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    with contextlib.suppress(UnicodeDecodeError):
        return buffer.raw.decode("utf-16-le").rstrip("\0")
    return ""


def _typed(text: str, box: tuple[float, float, float, float]) -> Iterator[Char]:
    """Give the characters of a value where a viewer shows them: line below line, from the left of the box."""
    x0, y0, x1, y1 = box
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    size = min(_LARGEST_TYPE, max((y1 - y0) / max(len(lines), 1) / _LEADING, 1.0))
    room = max(x1 - x0, size)
    top = (y0 + y1 - len(lines) * size * _LEADING) / 2 if len(lines) == 1 else y0
    for row, line in enumerate(lines):
        wide = [size if is_wide(char) else size / 2 for char in line]
        scale = min(1.0, room / sum(wide))
        x, y = x0, top + row * size * _LEADING
        for char, width in zip(line, wide, strict=True):
            yield Char(char, x, y, x + width * scale, y + size, size)
            x += width * scale
