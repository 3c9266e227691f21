"""Picture files without what they say of their makers: their size, bare bytes, and whether a drawing is harmless.

Nothing is decoded: only the parts of a file are looked at, so that the pixels stay as they are.
"""

import re
import struct
from collections.abc import Iterator

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SAID = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_WEBP_SAID = {b"EXIF", b"XMP "}
_WEBP_SAYS = 0b0000_1100
# What says how to draw: density, colours, Adobe's colour transform. All other APPn segments tell of camera and author.
_JPEG_DRAWS = {0xE0, 0xE2, 0xEE}
_JPEG_COMMENT, _JPEG_EXIF = 0xFE, 0xE1
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_ORIENTATION = 0x0112
_HARMFUL = re.compile(
    rb"<\s*(?:\w+:)?(?:script|foreignObject|iframe|object|embed|image|use|a|animate|set|handler)\b"
    rb"|\son\w+\s*=|javascript:|<!ENTITY|<!DOCTYPE|<\?xml-stylesheet|@import"
    rb"|href\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#|[\"']?#)",
    re.I,
)


def size(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, JPEG, WebP or GIF; None for anything else."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR":
        wide, high = struct.unpack(">II", data[16:24])
        return wide, high
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) > 10:
        wide, high = struct.unpack("<HH", data[6:10])
        return wide, high
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp_size(data)
    if data.startswith(b"\xff\xd8"):
        for marker, start, end in _segments(data):
            if marker in _FRAMES and end - start >= 5:
                high, wide = struct.unpack(">HH", data[start + 1 : start + 5])
                return (high, wide) if orientation(data) >= 5 else (wide, high)
    return None


def bare(data: bytes) -> bytes:
    """Return a picture without metadata (place, camera, author, program); how it is turned is kept."""
    if data.startswith(_PNG):
        return _PNG + b"".join(whole for kind, whole in _chunks(data) if kind not in _PNG_SAID)
    if data.startswith(b"\xff\xd8"):
        return _bare_jpeg(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _bare_webp(data)
    return data


def is_harmless(data: bytes) -> bool:
    """Tell whether an SVG only draws: no scripts, nothing from elsewhere, no entities."""
    plain = data.replace(b"\0", b"")
    return re.search(rb"<(?:\w+:)?svg\b", plain[:4096], re.I) is not None and not _HARMFUL.search(plain)


def orientation(data: bytes) -> int:
    """Return how a JPEG is turned, as Exif has it: 1 upright, 6 turned to the left …"""
    for marker, start, end in _segments(data):
        if marker == _JPEG_EXIF and data[start : start + 6] == b"Exif\0\0":
            return _turned(data[start + 6 : end])
    return 1


def _turned(exif: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 14:
        return 1
    (at,) = struct.unpack(order + "I", exif[4:8])
    if at + 2 > len(exif):
        return 1
    (count,) = struct.unpack(order + "H", exif[at : at + 2])
    for entry in range(min(count, 200)):
        field = exif[at + 2 + 12 * entry : at + 14 + 12 * entry]
        if len(field) == 12 and struct.unpack(order + "H", field[:2])[0] == _ORIENTATION:
            value: int = struct.unpack(order + "H", field[8:10])[0]
            return value if 1 <= value <= 8 else 1
    return 1


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Give the segments of a JPEG up to its picture: marker, where the content starts and ends."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in (0xDA, 0xD9):
            return
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        yield marker, at + 4, at + 2 + length
        at += 2 + length


def _bare_jpeg(data: bytes) -> bytes:
    out = [b"\xff\xd8"]
    if (turned := orientation(data)) != 1:
        exif = (
            b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", _ORIENTATION, 3, 1, turned, 0) + bytes(4)
        )
        out.append(b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    last = 2
    for marker, start, end in _segments(data):
        said = marker == _JPEG_COMMENT or (0xE0 <= marker <= 0xEF and marker not in _JPEG_DRAWS)
        if not said:
            out.append(data[start - 4 : end])
        last = end
    # Up to the end of the picture: what some programs write behind it is another picture, with its own metadata.
    stop = data.rfind(b"\xff\xd9")
    return b"".join(out) + data[last : stop + 2 if stop > last else None]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 12 <= len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        kind = data[at + 4 : at + 8]
        yield kind, data[at : at + 12 + length]
        at += 12 + length
        if kind == b"IEND":
            return


def _webp_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        length = struct.unpack("<I", data[at + 4 : at + 8])[0]
        end = at + 8 + length + (length & 1)
        yield data[at : at + 4], data[at:end]
        at = end


def _bare_webp(data: bytes) -> bytes:
    parts = b""
    for kind, whole in _webp_parts(data):
        if kind == b"VP8X":
            whole = whole[:8] + bytes([whole[8] & ~_WEBP_SAYS]) + whole[9:]
        parts += whole if kind not in _WEBP_SAID else b""
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8 " and len(data) >= 30:
        wide, high = struct.unpack("<HH", data[26:30])
        return wide & 0x3FFF, high & 0x3FFF
    if kind == b"VP8L" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None
