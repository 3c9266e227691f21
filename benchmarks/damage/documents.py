"""Damage a PDF object by object, and pictures in what their heads say."""

import io
import random
import re
import struct
import zlib

import pypdf
from PIL import Image
from pypdf.actions import JavaScript
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

_NUMBERS = (0, -1, 1, 3, 99999, 2**31 - 1, 2**31, -(2**31), 2**63)


def pdf(data: bytes, chance: random.Random) -> bytes:
    """Give entries of a PDF's dictionaries values of other kinds, other objects, or themselves."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    objects = [one for one in writer._objects if isinstance(one, DictionaryObject)]
    if chance.random() < 0.25:
        _act(writer, chance)
    for _ in range(chance.randint(1, 4)):
        one = chance.choice(objects)
        names = sorted(one)
        if not names:
            continue
        name = chance.choice(names)
        what = chance.randrange(6)
        if what == 0:
            del one[name]
        elif what == 1:
            one[NameObject(name)] = chance.choice(objects).indirect_reference or NullObject()
        elif what == 2:
            other = chance.choice(objects)
            if other:
                key = chance.choice(sorted(other))
                one[NameObject(key)] = other.raw_get(key)
        else:
            one[NameObject(name)] = _value(chance)
    stream = io.BytesIO()
    try:
        writer.write(stream)
    except Exception:  # what cannot be written is no test
        return data
    return stream.getvalue()


def _value(chance: random.Random) -> object:
    return chance.choice(
        (
            NullObject(),
            BooleanObject(True),
            NumberObject(chance.choice(_NUMBERS)),
            FloatObject(chance.choice(_NUMBERS)),
            TextStringObject("甲\0<script>alert(1)</script>"),
            NameObject("/X"),
            ArrayObject([]),
            ArrayObject([FloatObject(n) for n in (0, 0, 1e9, 1e9)]),
            ArrayObject([FloatObject(-1e9)] * 4),
            ArrayObject([FloatObject(n) for n in (0, 0, 0, 0)]),
            ArrayObject([NumberObject(0)] * 5000),
            DictionaryObject(),
            FloatObject("1e30"),
        )
    )


def _act(writer: pypdf.PdfWriter, chance: random.Random) -> None:
    """Add what readers must not do: scripts, programs to be started, forms that are sent, files attached."""
    what = chance.randrange(4)
    if what == 0:
        writer.add_open_action(JavaScript("app.alert(1)"))
    elif what == 1:
        writer._root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("/bin/sh")}
        )
    elif what == 2:
        writer.add_attachment("../../a.exe", b"MZ")
    else:
        writer.encrypt("", "x", algorithm=chance.choice(("RC4-40", "RC4-128", "AES-128", "AES-256")))


def boxed(data: bytes, box: bytes) -> bytes:
    """Give the pages of a PDF another box."""
    return re.sub(rb"/MediaBox \[[^\]]*\]", b"/MediaBox " + box, data)


def torn(data: bytes, chance: random.Random) -> bytes:
    """Turn the figures of a PDF's text: offsets, lengths, counts, sizes."""
    out = bytearray(data)
    digits = [at for at, byte in enumerate(out) if 48 <= byte <= 57]
    for _ in range(chance.randint(1, 12)):
        out[chance.choice(digits)] = 48 + chance.randrange(10)
    return bytes(out)


def pictures() -> dict[str, bytes]:
    """Return pictures of every mode and of sizes that no page has, by names."""
    made: dict[str, bytes] = {}
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "I", "F", "I;16", "LAB", "HSV"):
        for form, ending in (
            ("PNG", "png"),
            ("TIFF", "tif"),
            ("JPEG", "jpg"),
            ("WEBP", "webp"),
            ("BMP", "bmp"),
        ):
            stream = io.BytesIO()
            try:
                Image.new(mode, (60, 40)).save(stream, form)
            except (OSError, ValueError, KeyError):
                continue
            made[f"mode-{mode.replace(';', '')}.{ending}"] = stream.getvalue()
    for turn in range(10):
        exif = Image.Exif()
        exif[0x0112] = turn
        stream = io.BytesIO()
        Image.new("L", (60, 40), 255).save(stream, "JPEG", exif=exif)
        made[f"turned-{turn}.jpg"] = stream.getvalue()
    for wide, high in (
        (1, 1),
        (0, 0),
        (1, 60_000),
        (60_000, 1),
        (60_000, 60_000),
        (2**31 - 1, 2**31 - 1),
        (20_000, 20_000),
    ):
        made[f"size-{wide}-{high}.png"] = _png(wide, high)
    return made


def _png(wide: int, high: int) -> bytes:
    def chunk(kind: bytes, held: bytes) -> bytes:
        return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))

    rows = zlib.compress(bytes(min(5_000_000, (wide // 8 + 1) * max(high, 1))))
    head = struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
