"""PDFs that are protected, scanned, damaged or dangerous: each is refused in one line that says what to do."""

import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.ingest.model.source import SourceError
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from tests.ingest.forms import Doc, as_pdf
from tests.ingest.read.sheet import LEFT, SENTENCE, TOP, Sheet, saved, shown

LONG = Doc("关于某事的通知", tuple(f"第{n}段。{SENTENCE * (1 + n % 4)}" for n in range(40)))


def image_only(pages: int = 2) -> bytes:
    sheet = Sheet()
    for _ in range(pages):
        sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
        sheet.turn()
    return sheet.data()


def locked(owner_only: bool) -> bytes:
    sheet = Sheet(StandardEncryption("" if owner_only else "secret", "owner", canPrint=0))
    sheet.put(LEFT, TOP, "受保护的正文")
    return sheet.data()


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    assert shown(saved(tmp_path, locked(owner_only=True))) == ["受保护的正文"]


def test_a_pdf_that_a_system_filled_up_with_nothing_is_whole(tmp_path: Path) -> None:
    assert shown(saved(tmp_path, locked(owner_only=True) + bytes(10_000))) == ["受保护的正文"]


def drawn_on(draw: Callable[[Sheet], None]) -> bytes:
    sheet = Sheet()
    draw(sheet)
    return sheet.data()


def bomb() -> bytes:
    """A page whose contents unpack to 300 megabytes of blanks."""
    packer = zlib.compressobj(9)
    packed = (
        packer.compress(b"BT ET\n")
        + b"".join(packer.compress(b" " * (1 << 20)) for _ in range(300))
        + packer.flush()
    )
    head, tail = as_pdf(Doc("题", ("文",))).split(b"stream", 1)
    return head + b"stream\n" + packed + b"\nendstream" + tail.split(b"endstream", 1)[1]


BAD = [
    ("bomb", bomb(), "would unpack to more than 192 MB (a bomb?)"),
    ("locked", locked(owner_only=False), "protected with a password"),
    (
        "scanned",
        image_only(),
        "no text was found in its pages",
    ),
    ("an empty page", drawn_on(lambda sheet: sheet.turn()), "no text was found in its pages"),
    ("no page", Sheet().data(), "damaged, not a whole PDF"),
    (
        "a dynamic form",
        drawn_on(lambda sheet: sheet.put(LEFT, TOP, "Please wait...")).replace(
            b"/Type /Catalog", b"/Type /Catalog /NeedsRendering true /AcroForm << /XFA (x) /Fields [] >>"
        ),
        "a form (XFA) whose text only Adobe's reader shows",
    ),
    ("cut", as_pdf(LONG)[:-2000], "damaged or cut off"),
    ("garbage", b"%PDF-1.7\n" + bytes(3000) + b"\n%%EOF\n", "damaged, not a whole PDF"),
    ("a text", "公报".encode(), "not a PDF, whatever its name says"),
]


@pytest.mark.parametrize(("what", "data", "message"), BAD, ids=[bad[0] for bad in BAD])
def test_bad_pdfs_are_refused_in_one_line(tmp_path: Path, what: str, data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        saved(tmp_path, data)
    assert str(caught.value).startswith("公报.pdf: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_the_package_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(
        SourceError, match=r"公报\.pdf: reading PDF needs a package .* pip install .*requirements/pdf\.txt"
    ):
        saved(tmp_path, as_pdf(Doc("题", ("文",))))
