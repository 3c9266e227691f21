"""Page pictures are small enough, and none is drawn twice."""

import hashlib
import io
import multiprocessing
import os
import time
from pathlib import Path

import numpy as np
import pytest
from gongbao.facsimile import picture, source
from gongbao.facsimile.numbering import Shape
from gongbao.facsimile.shelf import Shelf, Wanted
from gongbao.ingest.model.source import SourceError
from gongbao.limit import Limits
from gongbao.workers.local import Local
from PIL import Image, ImageDraw


def noise(size: tuple[int, int]) -> Image.Image:
    """Return the worst that a scanner could give: nothing of it can be left out."""
    return Image.fromarray(np.random.default_rng(1).integers(0, 256, (size[1], size[0]), np.uint8))


def read(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("shape", "type_share", "width"),
    [
        (Shape(595, 842), 0.014, 1240),
        (Shape(842, 595), 0.02, 1754),
        # Two pages of small type in one picture are drawn larger, and a scan never larger than it is.
        (Shape(842, 595), 0.0105, 2426),
        (Shape(842, 595), 0.004, 2480),
        (Shape(595, 842, finest=900), 0.014, 900),
        (Shape(595, 842), 0.0, 1240),
    ],
)
def test_pages_are_as_wide_as_reading_needs(shape: Shape, type_share: float, width: int) -> None:
    assert picture.reading_width(shape, type_share) == width


def test_a_picture_stays_within_its_budget_whatever_it_holds() -> None:
    data = picture.for_reading(noise((1240, 1754)), picture.BUDGET)
    assert len(data) <= picture.BUDGET
    assert read(data).format == "WEBP"
    assert len(picture.small(noise((1240, 1754)))) < 60_000


def test_colour_is_kept_where_there_is_any() -> None:
    yellowed = Image.new("RGB", (400, 560), (238, 228, 200))
    ImageDraw.Draw(yellowed).text((50, 50), "text", fill=(40, 35, 30))
    assert not picture.is_coloured(yellowed)
    sealed = yellowed.copy()
    ImageDraw.Draw(sealed).ellipse((250, 400, 330, 480), outline=(200, 30, 30), width=4)
    assert picture.is_coloured(sealed)
    assert not picture.is_coloured(yellowed.convert("L"))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Return a picture of a page that has a black bar at its top."""
    page = Image.new("L", (800, 1131), "white")
    ImageDraw.Draw(page).rectangle((100, 60, 700, 100), fill="black")
    page.save(tmp_path / "扫描.png")
    return tmp_path / "扫描.png"


def test_nothing_is_drawn_twice(tmp_path: Path, scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sha = hashlib.sha256(scan.read_bytes()).hexdigest()
    shelf = Shelf(tmp_path / "kept")
    assert shelf.count(scan, sha) == 1
    (first,) = shelf.drawn(scan, sha, [Wanted(1)], Local(1))
    assert (first.width, first.height) == (800, 1131)
    assert first.size == len(shelf.reading(first))
    assert read(shelf.small(first)).size == (320, 452)

    def opened(path: Path) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(source, "opened", opened)
    again = Shelf(tmp_path / "kept")
    assert again.count(scan, sha) == 1
    assert again.drawn(scan, sha, [Wanted(1)], Local(1)) == [first]
    with pytest.raises(AssertionError, match="drawn again"):
        again.drawn(scan, sha, [Wanted(1, turned=180)], Local(1))


@pytest.mark.parametrize(
    ("turned", "where"), [(0, (400, 80)), (90, (1051, 400)), (180, (400, 1051)), (270, (80, 400))]
)
def test_a_page_that_lay_on_the_glass_is_shown_upright(
    tmp_path: Path, scan: Path, turned: int, where: tuple[int, int]
) -> None:
    shelf = Shelf(tmp_path / "kept")
    (drawn,) = shelf.drawn(scan, "0", [Wanted(1, turned)], Local(1))
    shown = read(shelf.reading(drawn)).convert("L")
    size = (1131, 800) if turned in (90, 270) else (800, 1131)
    assert shown.size == pytest.approx(size, abs=2)
    assert shown.getpixel(where) < 60


def test_what_nobody_asks_for_goes_and_a_half_written_picture_is_drawn_anew(
    tmp_path: Path, scan: Path
) -> None:
    shelf = Shelf(tmp_path / "kept")
    (drawn,) = shelf.drawn(scan, "0", [Wanted(1)], Local(1))
    files = sorted((tmp_path / "kept").glob("??/*.webp"))
    assert len(files) == 2
    files[0].write_bytes(b"RIFF")
    assert shelf.drawn(scan, "0", [Wanted(1)], Local(1)) == [drawn]
    os.utime(files[1], (0, 0))
    shelf.tidy()
    assert not files[1].exists()
    assert files[0].exists()


def test_where_nothing_is_kept_pictures_go_with_the_run(scan: Path) -> None:
    shelf = Shelf(None)
    (drawn,) = shelf.drawn(scan, "0", [Wanted(1)], Local(1))
    assert len(shelf.reading(drawn)) == drawn.size


def never_ending() -> bytes:
    """A page of 500 × 800 points filled with tiles that are a hundredth of a point wide: PDFium hears no signal meanwhile."""
    box = "/BBox [0 0 595 842]"
    parts = [
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Pattern <</P 5 0 R>>>> /Contents 4 0 R>>",
        "<</Length 42>>\nstream\n/Pattern cs /P scn 0 0 500 800 re f       \nendstream",
        f"<</Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /XStep .01 /YStep .01 {box} /Resources <<>> "
        "/Length 14>>\nstream\n0 0 5 5 re f  \nendstream",
    ]
    body = "".join(f"{n} 0 obj\n{part}\nendobj\n" for n, part in enumerate(parts, 1))
    return f"%PDF-1.7\n{body}trailer\n<</Size 6 /Root 1 0 R>>\n%%EOF\n".encode()


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no copies there")
@pytest.mark.parametrize("processes", [1, 2])
def test_a_page_that_never_ends_costs_a_line(tmp_path: Path, processes: int) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(never_ending())
    shelf, limits = Shelf(tmp_path / "kept"), Limits(1.0, 500_000_000)
    assert shelf.count(path, "1", limits) == 1
    began = time.monotonic()
    with pytest.raises(SourceError, match=r"page\.pdf: drawing its pages takes too long"):
        shelf.drawn(path, "1", [Wanted(1)], Local(processes), limits)
    assert time.monotonic() - began < 30
