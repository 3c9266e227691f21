"""Draw the pages of a PDF, with what was filled into its forms."""

import contextlib
from collections.abc import Iterator
from typing import Any

from PIL import Image

from gongbao import places
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read.pdf.nesting import Nesting
from gongbao.messages import N_, _

from .numbering import Shape, check_number

_MISSING = N_("{name}: drawing its pages needs a package that is not installed; run {command} and try again")
# Twice as many points as an A0 poster is wide: no page that people print.
_LARGEST = 10_000.0
# A picture that covers so much of a page is the page, scanned.
_COVERS = 0.6
_FINE = 1_000


class Pdf:
    """An open PDF."""

    def __init__(self, document: Any, name: str, nesting: Nesting) -> None:
        self._document, self._name, self._nesting = document, name, nesting

    @property
    def count(self) -> int:
        """Return how many pages it has."""
        return len(self._document)

    def shape(self, number: int) -> Shape:
        """Return how wide and high a page is, in points, and how fine the picture is that covers it."""
        check_number(number, self.count, self._name)
        self._nesting.check(number)
        with contextlib.closing(self._document[number - 1]) as page:
            wide, high = page.get_size()
            return Shape(wide, high, _finest(page, wide, high))

    def draw(self, number: int, width: int) -> Image.Image:
        """Return a page as a picture of the given width in pixels, RGB."""
        check_number(number, self.count, self._name)
        self._nesting.check(number)
        with contextlib.closing(self._document[number - 1]) as page:
            wide, high = page.get_size()
            if not (0 < wide <= _LARGEST and 0 < high <= _LARGEST):
                raise SourceError(
                    _(
                        "{name}: page {number} is {wide:g} × {high:g} points, which no page is",
                        name=self._name,
                        number=number,
                        wide=wide,
                        high=high,
                    )
                )
            with contextlib.closing(page.render(scale=width / wide, may_draw_forms=True)) as bitmap:
                # A copy: the bitmap's memory is its own.
                picture: Image.Image = bitmap.to_pil().convert("RGB")
        return picture if picture.width == width else picture.resize((width, picture.height))


def _finest(page: Any, wide: float, high: float) -> int:
    """Return the width in pixels of the picture that covers most of a page, 0 where there is none."""
    from pypdfium2 import raw  # noqa: PLC0415 - an optional package

    finest, has_text = 0.0, False
    for item in page.get_objects(max_depth=2):
        has_text = has_text or item.type == raw.FPDF_PAGEOBJ_TEXT
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            if (right - left) * (top - bottom) > _COVERS * wide * high:
                # Of a page that lies, the picture may be taken the other way round: its longer side counts.
                finest = max(finest, max(item.get_px_size()) * wide / max(right - left, top - bottom))
    # Text on a coarse ground is as sharp as one likes.
    return 0 if has_text and finest < _FINE else round(finest)


@contextlib.contextmanager
def opened(data: bytes, name: str) -> Iterator[Pdf]:
    """Open a PDF for drawing; raise SourceError where it cannot be opened, or the package for it is missing."""
    try:
        import pypdfium2 as pdfium  # noqa: PLC0415 - an optional package
    except ImportError as error:
        raise SourceError(_(_MISSING, name=name, command=places.install("pdf"))) from error
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise SourceError(
            _(
                "{name}: cannot be opened ({error}); get the file again, or save it without a password",
                name=name,
                error=error,
            )
        ) from error
    with contextlib.closing(document):
        nesting = Nesting(data, document, name)
        with contextlib.suppress(pdfium.PdfiumError):
            document.init_forms()
        yield Pdf(document, name, nesting)
