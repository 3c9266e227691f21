"""Damage of other kinds, each found by `inv bench damage`: read as far as it goes, or refused in words."""

import random
from pathlib import Path

import pytest
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.parsing import parse_one
from gongbao.ingest.read import read
from gongbao.ingest.read.sheet import read_xlsx
from gongbao.limit import Limits
from PIL import Image

from benchmarks.damage import containers, documents, markup, originals
from tests.ingest import made

ROWS = [["乡镇", "里程"], ["东山镇", "12"]]


def said(path: Path) -> str:
    """Return what is said of a source, "" where it is read."""
    made_of = parse_one(path, None, None, limits=Limits(60))
    told = made_of if isinstance(made_of, str) else ""
    assert "please report" not in told and "\n" not in told
    return told


def test_a_sheet_without_a_word_beside_others_is_passed_over() -> None:
    alone = read_xlsx(made.workbook({"表": ROWS}), "a.xlsx").lines
    for sheets in ({"表": ROWS, "Sheet2": [[]], "Sheet3": [[]]}, {"Sheet2": [[]], "表": ROWS}):
        assert read_xlsx(made.workbook(sheets), "a.xlsx").lines == alone


def test_the_longest_cell_that_programs_write_is_kept_whole_and_a_longer_one_refused() -> None:
    long = "养" * 32_767
    assert any(long in line.text for line in read_xlsx(made.workbook({"表": [["甲", long]]}), "a.xlsx").lines)
    with pytest.raises(SourceError, match="a cell of 32768 characters"):
        read_xlsx(made.workbook({"表": [["甲", long + "养"]]}), "a.xlsx")


@pytest.mark.parametrize("number", ["²", "-1", "9" * 5000, ""])
def test_a_format_of_numbers_without_a_number(number: str) -> None:
    held = containers.parts(made.workbook({"表": [["甲", ("12.5", 2)]]}))
    held = {
        name: data.replace(b'numFmtId="10"', f'numFmtId="{number}"'.encode()) for name, data in held.items()
    }
    assert any("12.5" in line.text for line in read_xlsx(made.zipped(held), "a.xlsx").lines)


@pytest.mark.parametrize("size", [(1, 1), (1, 60_000), (60_000, 1), (7, 300)])
def test_a_picture_on_which_no_type_has_room(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "a.png"
    Image.new("L", size, 255).save(path)
    assert "no text was found" in said(path)


def test_each_picture_of_a_file_is_measured(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    small = Image.new("1", (60, 40), 1)
    small.save(
        path, "TIFF", save_all=True, append_images=[Image.new("1", (12_000, 11_000), 1)], compression="group4"
    )
    assert "12000 × 11000 pixels, more than a page has" in said(path)


@pytest.mark.parametrize("name", documents.pictures())
def test_pictures_of_every_mode(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(documents.pictures()[name])
    assert said(path)


@pytest.mark.parametrize("form", ["docx", "xlsx", "ofd", "zip"])
def test_containers_whose_directories_lie(tmp_path: Path, form: str) -> None:
    data = originals.MAKERS[form]()
    for seed in range(60):
        path = tmp_path / f"a.{form}"
        path.write_bytes(containers.damaged(data, seed))
        said(path)


@pytest.mark.parametrize("form", ["docx", "xlsx", "ofd"])
def test_trees_that_remain_well_formed(tmp_path: Path, form: str) -> None:
    data = originals.MAKERS[form]()
    for seed in range(15):
        path = tmp_path / f"a.{form}"
        path.write_bytes(markup.container(data, random.Random(f"{form} {seed}")))
        said(path)


def test_pdfs_that_act_and_objects_of_other_kinds(tmp_path: Path) -> None:
    data = originals.MAKERS["pdf"]()
    for seed in range(15):
        path = tmp_path / "a.pdf"
        path.write_bytes(documents.pdf(data, random.Random(seed)))
        said(path)


@pytest.mark.parametrize(
    "box", [b"[ 0 0 0 0 ]", b"[ 0 0 59NaN 841 ]", b"[ 0 0 1e30 1e30 ]", b"null", b"[ 9 9 -9 -9 ]"]
)
def test_a_page_of_no_size(tmp_path: Path, box: bytes) -> None:
    path = tmp_path / "a.pdf"
    data = documents.boxed(originals.MAKERS["pdf"](), box)
    assert box in data
    path.write_bytes(data)
    said(path)


@pytest.mark.parametrize("form", sorted(originals.MAKERS))
def test_the_originals_are_read_or_have_no_text(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    path.write_bytes(originals.MAKERS[form]())
    if form in ("tif", "png"):
        assert said(path)
    else:
        assert read(path).lines
