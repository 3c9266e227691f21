"""Name the seals of an OFD: who has signed it by seal, and where the seal stands. They are not verified."""

from collections.abc import Iterator

from ...model.source import Place, SourceObject
from .package import Document, Package, below, box_of, tag, text_at

_UTF8_STRING = 0x0C
_HOLDS_OTHERS = 0x20
_LONGEST_NAME = 120


def seals_of(package: Package, document: Document, number: int) -> Iterator[SourceObject]:
    """Give the seals and signatures of a document, whose first page has the given number."""
    root = package.xml(document.signatures) if document.signatures else None
    pages = {identity: at for at, (identity, _) in enumerate(document.pages, start=number)}
    for entry in below(root, "Signature") if root is not None else ():
        part = package.inside(document.signatures or "", entry.get("BaseLoc", ""))
        signature = package.xml(part)
        if signature is None:
            continue
        location = text_at(signature, "SignedInfo", "Seal", "BaseLoc")
        name = _name(package.read(package.inside(part, location)) or b"") if location else ""
        when = text_at(signature, "SignedInfo", "SignatureDateTime")
        description = " ".join(filter(None, (name or "印章", when)))
        stamps = [e for e in signature.iter() if tag(e) == "StampAnnot"]
        for stamp in stamps:
            page = pages.get(stamp.get("PageRef", ""), number)
            yield SourceObject(
                "seal",
                0,
                description,
                rule="seal-not-shown",
                place=Place(page, _box(document, stamp.get("Boundary"))),
            )
        if not stamps:
            yield SourceObject("seal", 0, description, rule="seal-not-shown")


def _box(document: Document, text: str | None) -> tuple[float, float, float, float] | None:
    box = box_of(text)
    if box is None:
        return None
    wide, high = document.box[2], document.box[3]
    return (
        round(box[0] / wide, 4),
        round(box[1] / high, 4),
        round((box[0] + box[2]) / wide, 4),
        round((box[1] + box[3]) / high, 4),
    )


def _name(data: bytes) -> str:
    """Return the first words in Chinese that a seal's data say: by the standard, its name."""
    return next((text for text in _strings(data) if any("\u4e00" <= c <= "\u9fff" for c in text)), "")


def _strings(data: bytes) -> Iterator[str]:
    """Give the UTF-8 strings of data in DER, without following what it means."""
    at = 0
    while at + 2 <= len(data):
        kind, length = data[at], data[at + 1]
        at += 2
        if length & 0x80:
            size = length & 0x7F
            length = int.from_bytes(data[at : at + size], "big") if 0 < size <= 4 else 0
            at += size
        if kind == _UTF8_STRING and length <= _LONGEST_NAME:
            yield data[at : at + length].decode("utf-8", "replace")
        if not kind & _HOLDS_OTHERS:
            at += length
