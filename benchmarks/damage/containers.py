"""Damage the zip around the parts: what its directory says of sizes, names, ways of packing."""

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable

from tests.ingest import made

_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def parts(data: bytes) -> dict[str, bytes]:
    """Return what a zip holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def field(data: bytes, mark: bytes, at: int, size: str, value: int, which: int) -> bytes:
    """Write a value into a field of the n-th header of a kind."""
    out, start = bytearray(data), -1
    for _ in range(which + 1):
        start = out.find(mark, start + 1)
        if start < 0:
            return data
    struct.pack_into(size, out, start + at, value)
    return bytes(out)


def packed(
    data: bytes, method: int = zipfile.ZIP_DEFLATED, streamed: bool = False, wide: bool = False
) -> bytes:
    """Pack the parts anew: another method, with data descriptors, with the fields of zip64."""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return not streamed

        def tell(self) -> int:
            if streamed:
                raise OSError
            return super().tell()

    stream = Stream()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, held in parts(data).items():
            with archive.open(name, "w", force_zip64=wide) as part:
                part.write(held)
    return stream.getvalue()


def doubled(data: bytes) -> bytes:
    """Have a part twice, the second one empty."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, held in parts(data).items():
            archive.writestr(name, held)
        archive.writestr(name, b"")
    return stream.getvalue()


def renamed(data: bytes, name: str) -> bytes:
    """Give the last part another name."""
    held = parts(data)
    last = list(held)[-1]
    return made.zipped({**{n: d for n, d in held.items() if n != last}, name: held[last]})


NAMES = (
    "../a.docx",
    "/a.docx",
    "C:\\a.docx",
    "a\\..\\..\\b.docx",
    "a/../b.docx",
    "./a.docx",
    "//host/a.docx",
    "CON.docx",
    "a.docx/",
    "a\x00.docx",
    "\u202excod.a",
    "甲" * 120 + ".docx",
    "a" * 5000 + ".docx",
    " .docx",
    "a\n.docx",
    "<script>.docx",
    "=1+1.docx",
    "-rf.docx",
    "~$a.docx",
    "附件99.docx",
    "附件一百.docx",
)


def damaged(data: bytes, seed: int) -> bytes:
    """Return the n-th damage of a zip, for other numbers one by chance."""
    ways: list[Callable[[], bytes]] = [
        *(lambda n=n: data[: len(data) * n // 10] for n in range(1, 10)),  # type: ignore[misc]
        *(lambda n=n: data[len(data) * n // 10 :] for n in range(1, 10)),  # type: ignore[misc]
        *(lambda m=m: packed(data, m) for m in (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)),  # type: ignore[misc]
        lambda: packed(data, streamed=True),
        lambda: packed(data, wide=True),
        lambda: packed(data, streamed=True, wide=True),
        lambda: doubled(data),
        *(lambda n=n: renamed(data, n) for n in NAMES),  # type: ignore[misc]
        lambda: b"MZ" + bytes(300) + data,
        lambda: data + bytes(70_000),
        lambda: data + data,
        lambda: data[:-22] + made.zipped({})[-22:],
        lambda: made.zipped({"a.zip": data}),
        lambda: made.zipped({"a/b/c/通知.docx": data, "附件1.zip": data}),
    ]
    if seed < len(ways):
        return ways[seed]()
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 2)):
        mark, fields = chance.choice(
            (
                (
                    _LOCAL,
                    (
                        (4, "<H"),
                        (6, "<H"),
                        (8, "<H"),
                        (14, "<I"),
                        (18, "<I"),
                        (22, "<I"),
                        (26, "<H"),
                        (28, "<H"),
                    ),
                ),
                (
                    _CENTRAL,
                    (
                        (6, "<H"),
                        (8, "<H"),
                        (10, "<H"),
                        (16, "<I"),
                        (20, "<I"),
                        (24, "<I"),
                        (28, "<H"),
                        (30, "<H"),
                        (32, "<H"),
                        (38, "<I"),
                        (42, "<I"),
                    ),
                ),
                (b"PK\x05\x06", ((8, "<H"), (10, "<H"), (12, "<I"), (16, "<I"), (20, "<H"))),
            )
        )
        at, size = chance.choice(fields)
        most = (1 << 8 * struct.calcsize(size)) - 1
        data = field(
            data,
            mark,
            at,
            size,
            chance.choice((0, 1, 8, 99, most, most - 1, most // 2, chance.randint(0, most))),
            chance.randrange(4),
        )
    return data
