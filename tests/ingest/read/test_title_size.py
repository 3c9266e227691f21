"""A title in larger type than the lines around it, in print and on scans."""

from dataclasses import replace
from pathlib import Path

import pytest
from gongbao.ingest import pipeline
from gongbao.ingest.read.pdf.handing import lines_of
from gongbao.ingest.read.pdf.pages import open_pages

from tests.ingest.read.sheet import Sheet, saved

_TEXT = ["梅岭县把窗口搬到村口，一个电话就能办好，前十个月办结事项十一万件，群众都很满意。" * 3]
_OVER, _TITLE, _BELOW = "小窗口里有大民生", "梅岭县推行“就近办”侧记", "窗口通办让群众少跑腿"


@pytest.mark.parametrize("is_scan", [False, True], ids=["print", "scan"])
@pytest.mark.parametrize(
    ("head", "title", "note", "first"),
    [
        ([(_OVER, 12), (_TITLE, 24)], _TITLE, f"引题：{_OVER}", _TEXT[0]),
        ([(_TITLE, 26), (_BELOW, 13)], _TITLE, None, _BELOW),
        # A title whose lines are of two sizes goes on where it is not whole.
        (
            [("梅岭县人民政府", 24), ("关于推行就近办的几点做法", 13)],
            "梅岭县人民政府关于推行就近办的几点做法",
            None,
            _TEXT[0],
        ),
    ],
    ids=["over", "below", "one"],
)
def test_a_title_in_larger_type_ends_where_its_type_does(
    tmp_path: Path, head: list[tuple[str, float]], title: str, note: str | None, first: str, is_scan: bool
) -> None:
    sheet = Sheet()
    top = 780.0
    for text, size in head:
        sheet.put(297 - len(text) * size / 2, top, text, size)
        top -= 1.7 * size
    sheet.column(70, top - 14, 455, _TEXT * 4, 12, 19)
    data = sheet.data()
    source = saved(tmp_path, data)
    if is_scan:
        pages = open_pages(data, source.name)
        for page in pages:
            page.chars = [replace(char, sure=0.98) for char in page.chars]
        lines, objects = lines_of(pages)
        source = replace(source, lines=lines, objects=objects)
    record = pipeline.make(source).records[0]
    assert (record.fields["title"], record.fields.get("note"), record.blocks[0].text) == (title, note, first)
