"""PDFs whose drawings draw each other: those that take all memory are refused before a page is loaded, the others read."""

import io
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.facsimile import source
from gongbao.ingest.model.source import SourceError
from pypdf import PdfReader, PdfWriter

from tests.ingest.read.sheet import saved, shown

FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800]"
PATTERN = b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 600 800] /XStep 600 /YStep 800"
MASKED = b"/Group << /S /Transparency /CS /DeviceGray >> /Resources << /ExtGState << /A 8 0 R >> >>"
TYPE3 = (
    b"/Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0] /FirstChar 97 /LastChar 97 "
    b"/Widths [1000] /Encoding << /Differences [97 /a] >> /CharProcs << /a 8 0 R >> /Resources << /XObject << /A 7 0 R >> >>"
)
# Number → dictionary and, where it is a stream, what it holds.
Objects = dict[int, tuple[bytes, bytes | None]]


def drawing(number: int) -> bytes:
    return b"/Resources << /XObject << /A %d 0 R >> >>" % number


def file_of(
    kind: bytes, content: bytes, objects: Objects, more: bytes = b"", *, packed: bool = False
) -> bytes:
    """Return a PDF of one page that draws object 7 by the name A, and a word after it."""
    objects = {
        1: (b"/Type /Catalog /Pages 2 0 R", None),
        2: (b"/Type /Pages /Kids [3 0 R] /Count 1", None),
        3: (
            b"/Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
            b"/Resources << /Font << /F 5 0 R /T 9 0 R >> /%s << /A 7 0 R >> >> %s" % (kind, more),
            None,
        ),
        4: (b"", content + b" BT /F 20 Tf 50 700 Td (Notice) Tj ET"),
        5: (b"/Type /Font /Subtype /Type1 /BaseFont /Helvetica", None),
        **objects,
    }
    out, places = b"%PDF-1.5\n", {}
    for number, (head, stream) in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n<< %s" % (number, head)
        if stream is not None:
            stream = zlib.compress(stream) if packed else stream
            out += b" /Length %d%s >>\nstream\n%s\nendstream" % (
                len(stream), b" /Filter /FlateDecode" if packed else b"", stream,
            )  # fmt: skip
        else:
            out += b" >>"
        out += b"\nendobj\n"
    lines = [
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n"
        for n in range(max(objects) + 1)
    ]
    return out + b"xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(lines), b"".join(lines), len(lines), len(out),
    )  # fmt: skip


def form(objects: Objects, *, packed: bool = False) -> bytes:
    return file_of(b"XObject", b"/A Do", objects, packed=packed)


def chain(long: int) -> Objects:
    links = {7 + n: (FORM + drawing(8 + n), b"/A Do /A Do") for n in range(long)}
    return {**links, 7 + long: (FORM, b"0 0 9 9 re f")}


TWICE = {7: (FORM + drawing(7), b"/A Do\n/A Do")}
ENDLESS = {
    "itself": lambda: form(TWICE),
    "itself, packed": lambda: form(TWICE, packed=True),
    "by its page's name": lambda: form({7: (FORM, b"/A Do /#41 Do")}),
    "not packed as it says": lambda: form({7: (FORM + b"/Filter /FlateDecode /Resources 99 0 R", b"/A Do /A Do")}),
    "each other": lambda: form({7: (FORM + drawing(8), b"/A Do /A Do"), 8: (FORM + drawing(7), b"/A Do")}),
    "in a chain": lambda: form(chain(30)),
    "a pattern": lambda: file_of(
        b"Pattern",
        b"/Pattern cs /A scn 0 0 600 800 re f",
        {7: (PATTERN + b"/Resources << /Pattern << /A 7 0 R >> >>", b"/Pattern cs" + b" /A scn 0 0 9 9 re f" * 2)},
    ),
    "a mask": lambda: form(
        {
            7: (FORM + MASKED, b"/A gs 0 0 9 9 re f /A gs 0 0 9 9 re f"),
            8: (b"/SMask << /S /Luminosity /G 7 0 R >>", None),
        }
    ),
    "a character": lambda: file_of(
        b"XObject",
        b"BT /T 20 Tf (a) Tj ET",
        {**TWICE, 8: (b"", b"1000 0 d0 /A Do"), 9: (TYPE3, None)},
    ),
    "a stamp": lambda: file_of(
        b"XObject", b"", TWICE, b"/Annots [<< /Subtype /Stamp /F 4 /Rect [0 0 9 9] /AP << /N 7 0 R >> >>]"
    ),
    "in packed objects": lambda: rewritten(form(TWICE), ""),
    "damaged": lambda: form(TWICE).replace(b"/A Do\nendstream", b"/A Do\nendstrexm"),
    "under a password for the owner": lambda: rewritten(form(TWICE), "owner"),
}  # fmt: skip
READ = {
    "itself, once": lambda: form({7: (FORM + drawing(7), b"/A Do")}),
    "each other, once": lambda: form({7: (FORM + drawing(8), b"/A Do"), 8: (FORM + drawing(7), b"/A Do")}),
    "in a short chain": lambda: form(chain(10)),
    "named and not drawn": lambda: form({7: (FORM + b"/Resources 8 0 R", b"0 0 9 9 re f"), 8: (b"/XObject << /A 7 0 R >>", None)}),
    "in packed objects": lambda: rewritten(form(chain(3)), ""),
}  # fmt: skip


def rewritten(data: bytes, owner: str) -> bytes:
    """Return a file with its dictionaries in object streams, or protected against changes."""
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(data))), io.BytesIO()
    if owner:
        writer.encrypt("", owner, algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("make", ENDLESS.values(), ids=ENDLESS)
def test_drawings_without_end_are_refused_in_one_line(tmp_path: Path, make: Callable[[], bytes]) -> None:
    with pytest.raises(
        SourceError, match=r"^公报\.pdf: the drawings of page 1 draw each other .*print it[^\n]*$"
    ):
        saved(tmp_path, make())
    (tmp_path / "图.pdf").write_bytes(make())
    with (
        source.opened(tmp_path / "图.pdf") as pages,
        pytest.raises(SourceError, match=r"图\.pdf: the drawings"),
    ):
        pages.shape(1)


@pytest.mark.parametrize("make", READ.values(), ids=READ)
def test_drawings_that_end_are_read(tmp_path: Path, make: Callable[[], bytes]) -> None:
    path = saved(tmp_path, make())
    assert shown(path) == ["Notice"]


def test_a_file_with_such_drawings_asks_for_the_package_that_counts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "gongbao.ingest.read.pdf.drawings", None)
    with pytest.raises(SourceError, match=r"公报\.pdf: reading PDF needs a package .*requirements/pdf\.txt"):
        saved(tmp_path, form(chain(1)))
    assert shown(saved(tmp_path, file_of(b"XObject", b"", {}))) == ["Notice"]
