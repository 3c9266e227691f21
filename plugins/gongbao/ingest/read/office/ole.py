"""Tell what an OLE container (the form of Office before 2007) holds, as far as that decides who reads it."""

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams as the directory of the container writes them.
_STREAMS = (
    ("EncryptedPackage", "protected"),
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("PowerPoint Document", ".ppt"),
    ("MatOST", ".wps"),
    ("Book", ".xls"),
)
_PROGRAMS = "_VBA_PROJECT".encode("utf-16-le")
_SECTOR, _NAME_FIELD = 512, 64
_WORD = b"\xec\xa5"
_ENCRYPTED_WORD = 0x0100
_SHEET_BEGINS = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
_FILE_PASS, _FIRST_RECORDS = 0x2F, 8


def form_of(data: bytes) -> str:
    """Return "protected", "macros", the suffix of the program's own files, or "" for another container."""
    found = next((form for stream, form in _STREAMS if _has(data, stream)), "") or _by_first_sector(data)
    if found in (".doc", ".xls") and _is_protected(data):
        return "protected"
    return "macros" if found and _PROGRAMS in data else found


def _has(data: bytes, stream: str) -> bool:
    """Tell whether the directory names a stream: the name in its field, and behind the field how long it is.

    The name alone may stand in a text or a font: Book Antiqua.
    """
    name = stream.encode("utf-16-le") + b"\0\0"
    at = data.find(name)
    while at >= 0:
        if data[at + _NAME_FIELD : at + _NAME_FIELD + 2] == struct.pack("<H", len(name)):
            return True
        at = data.find(name, at + 2)
    return False


def _by_first_sector(data: bytes) -> str:
    """Return what a container holds whose directory is cut off, by how its first streams begin."""
    for start in range(_SECTOR, len(data) - 16, _SECTOR):
        if data.startswith(_WORD, start):
            return ".doc"
        if data.startswith(_SHEET_BEGINS, start):
            return ".xls"
    return ""


def _is_protected(data: bytes) -> bool:
    for start in range(_SECTOR, len(data) - 16, _SECTOR):
        if data.startswith(_WORD, start):
            return bool(struct.unpack_from("<H", data, start + 10)[0] & _ENCRYPTED_WORD)
        if data.startswith(_SHEET_BEGINS, start):
            return any(kind == _FILE_PASS for kind in _records(data, start))
    return False


def _records(data: bytes, at: int) -> Iterator[int]:
    for _ in range(_FIRST_RECORDS):
        if at + 4 > len(data):
            return
        kind, length = struct.unpack_from("<HH", data, at)
        yield kind
        at += 4 + length
