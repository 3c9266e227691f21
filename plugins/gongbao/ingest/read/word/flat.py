"""Open a Word document that was saved as one XML file (Word XML 文档): the parts of a .docx, one after the other."""

import base64
import binascii
import io
import zipfile

from lxml import etree

from gongbao.messages import N_, _

from ...model.source import SourceError
from ..container import LARGEST_XML, MOST_PARTS, parse_xml

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_ADVICE = N_("open it in Word or WPS, save it as .docx and ingest that")


def as_docx(data: bytes, name: str) -> bytes:
    """Return the same document as a .docx."""
    if len(data) > LARGEST_XML or b"<!ENTITY" in data:
        raise _refused(name)
    stream = io.BytesIO()
    try:
        parts = parse_xml(data).findall(f"{_PKG}part")
        if len(parts) > MOST_PARTS:
            raise _refused(name)
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in parts:
                archive.writestr(part.get(f"{_PKG}name", "").lstrip("/"), _content(part))
    except (etree.XMLSyntaxError, binascii.Error, ValueError) as error:
        raise _refused(name) from error
    return stream.getvalue()


def _content(part: etree._Element) -> bytes:
    packed, tree = part.find(f"{_PKG}binaryData"), part.find(f"{_PKG}xmlData")
    if packed is not None:
        return base64.b64decode("".join(packed.itertext()))
    return etree.tostring(tree[0], encoding="utf-8") if tree is not None and len(tree) else b""


def _refused(name: str) -> SourceError:
    return SourceError(
        _(
            "{name}: a Word document in XML that is damaged or too large; {advice}",
            name=name,
            advice=_(_ADVICE),
        )
    )
