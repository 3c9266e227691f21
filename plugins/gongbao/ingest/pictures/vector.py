"""Turn the metafiles of Windows (EMF, WMF) into PNG: LibreOffice sets them on a page, and the page is drawn."""

import base64
import gzip
import io
import struct

from PIL import Image, ImageChops

from gongbao.workshop.office import OfficeMissing

from ..read.office import Hindered, Job, convert

_EMF_SIGNATURE, _EMF_AT = b" EMF", 40
_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_PLAIN_WMF = (b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_WIDTH = 16.0
_HIGHEST, _LOWEST = 40.0, 0.5
_SCALE = 2.5
_MARGIN = 6
_LARGEST = 20 << 20
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" \
xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" \
xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" \
office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles><style:page-layout style:name="pm"><style:page-layout-properties \
fo:page-width="{page_width}cm" fo:page-height="{page_height}cm" fo:margin="1cm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm"/></office:master-styles>
<office:body><office:text><text:p><draw:frame text:anchor-type="as-char" svg:width="{width}cm" svg:height="{height}cm">\
<draw:image><office:binary-data>{data}</office:binary-data></draw:image></draw:frame></text:p></office:text></office:body>
</office:document>
"""


def is_metafile(data: bytes) -> bool:
    """Tell whether a picture is an EMF or WMF, packed or not."""
    data = _unpacked(data)
    return (
        data[_EMF_AT : _EMF_AT + 4] == _EMF_SIGNATURE
        or data.startswith(_PLACEABLE)
        or data.startswith(_PLAIN_WMF)
    )


def drawn(data: bytes) -> bytes | None:
    """Return a metafile as PNG; None where LibreOffice or the reader of PDF is missing, or it cannot be drawn."""
    data = _unpacked(data)
    ratio = _ratio(data)
    height = min(max(_WIDTH * ratio, _LOWEST), _HIGHEST)
    page = _PAGE.format(
        page_width=_WIDTH + 2.2,
        page_height=height + 3,
        width=_WIDTH,
        height=round(height, 2),
        data=base64.b64encode(data).decode(),
    )
    try:
        import pypdfium2 as pdfium  # noqa: PLC0415 - an extra

        (made,) = convert([Job(page.encode(), ".fodt", "pdf")])
    except (ImportError, OfficeMissing, Hindered):
        return None
    if made is None:
        return None
    try:
        document = pdfium.PdfDocument(made)
        image: Image.Image = document[0].render(scale=_SCALE).to_pil().convert("RGB")
    except pdfium.PdfiumError:
        return None
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    if box is None:
        return None
    left, top, right, bottom = box
    image = image.crop(
        (
            max(left - _MARGIN, 0),
            max(top - _MARGIN, 0),
            min(right + _MARGIN, image.width),
            min(bottom + _MARGIN, image.height),
        )
    )
    stream = io.BytesIO()
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _unpacked(data: bytes) -> bytes:
    """Return a metafile that Word has packed (.emz, .wmz) unpacked, up to a limit."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as file:
            return file.read(_LARGEST)
    except (OSError, EOFError):
        return data


def _ratio(data: bytes) -> float:
    """Return height by width as the metafile states it."""
    if data.startswith(_PLACEABLE):
        left, top, right, bottom = struct.unpack_from("<4h", data, 6)
    elif data[_EMF_AT : _EMF_AT + 4] == _EMF_SIGNATURE:
        left, top, right, bottom = struct.unpack_from("<4i", data, 24)
    else:
        return 0.75
    wide, high = abs(right - left), abs(bottom - top)
    return high / wide if wide and high else 0.75
