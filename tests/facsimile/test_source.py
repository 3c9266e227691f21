"""Pages of sources as pictures."""

import io
import sys
import zipfile
from pathlib import Path

import pytest
from gongbao.facsimile import source
from gongbao.ingest.model.source import SourceError
from PIL import Image, ImageDraw

from tests.ingest.read.sheet import LEFT, TOP, Sheet


def page(number: int, size: tuple[int, int] = (210, 297), mode: str = "L") -> Image.Image:
    """Return a white page with as many black bars as its number says."""
    picture = Image.new(mode, size, "white")
    for n in range(number):
        ImageDraw.Draw(picture).rectangle([20, 20 + 30 * n, size[0] - 20, 30 + 30 * n], fill="black")
    return picture


def bars(picture: Image.Image) -> int:
    """Count the dark bars that a line down the middle of a picture crosses."""
    grey = picture.convert("L")
    dark = [grey.getpixel((grey.width // 2, y)) < 128 for y in range(grey.height)]
    return sum(now and not before for before, now in zip([False, *dark], dark, strict=False))


def packed(form: str, picture: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def test_a_pdf_is_drawn_page_by_page_in_the_width_asked_for(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(LEFT, TOP, "枫林县人民政府文件")
    file = tmp_path / "公报.pdf"
    file.write_bytes(sheet.data())
    assert source.count(file) == 1
    drawn = source.draw(file, 1, 620)
    assert drawn.width == 620
    assert drawn.height == pytest.approx(877, abs=2)
    assert min(drawn.convert("L").tobytes()) < 100


def test_a_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "公报.png"
    page(1).save(file)
    with pytest.raises(SourceError, match=r"公报\.png: has no page 2; its pages are 1 to 1"):
        source.draw(file, 2, 100)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "BMP", "TIFF"])
def test_a_loose_picture_is_a_page(tmp_path: Path, form: str) -> None:
    file = tmp_path / f"扫描.{form.lower()}"
    file.write_bytes(packed(form, page(3)))
    drawn = source.draw(file, 1, 105)
    assert (drawn.size, bars(drawn)) == ((105, 148), 3)


def test_a_tiff_holds_several_pages(tmp_path: Path) -> None:
    file = tmp_path / "卷宗.tif"
    file.write_bytes(packed("TIFF", page(1), save_all=True, append_images=[page(2), page(3).convert("1")]))
    assert source.count(file) == 3
    assert [bars(source.draw(file, n, 210)) for n in (1, 2, 3)] == [1, 2, 3]


def test_pictures_of_a_zip_and_of_a_folder_come_in_their_natural_order(tmp_path: Path) -> None:
    folder = tmp_path / "第5期"
    folder.mkdir()
    archive = tmp_path / "第5期.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for name, number in (("第10页.png", 3), ("第2页.png", 2), ("第1页.png", 1)):
            data = packed("PNG", page(number))
            file.writestr(name, data)
            (folder / name).write_bytes(data)
    for where in (folder, archive):
        assert source.count(where) == 3
        assert [bars(source.draw(where, n, 105)) for n in (1, 2, 3)] == [1, 2, 3]


def test_what_is_transparent_is_white_and_a_turned_photo_is_upright(tmp_path: Path) -> None:
    clear = tmp_path / "印章.png"
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(clear)
    assert source.draw(clear, 1, 10).convert("L").getextrema() == (255, 255)
    turned = tmp_path / "照片.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    page(1).save(turned, exif=exif)
    assert source.draw(turned, 1, 297).size == (297, 210)


def test_what_has_no_pages_says_so(tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("关于做好秋粮收购工作的通知", encoding="utf-8")
    with pytest.raises(SourceError, match=r"通知\.txt: has no pages"):
        source.count(file)
    assert not source.has_pages(file)


def test_without_the_package_for_pdf_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "公报.pdf"
    file.write_bytes(Sheet().data())
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(SourceError, match=r"公报.pdf: .*requirements/pdf.txt"):
        source.count(file)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "坏.pdf"
    file.write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(SourceError, match=r"坏\.pdf: cannot be opened"):
        source.count(file)
