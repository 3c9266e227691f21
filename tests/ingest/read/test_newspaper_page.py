"""A page of a newspaper, printed or scanned: which story goes on where, which words are whose headline."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from gongbao.ingest import pipeline
from gongbao.ingest.model.source import Source
from gongbao.ingest.read.pdf.geometry import Rule
from gongbao.ingest.read.pdf.handing import lines_of
from gongbao.ingest.read.pdf.pages import open_pages
from gongbao.ingest.read.scan.engine import Sign
from gongbao.ingest.read.scan.lines import Line
from gongbao.ingest.read.scan.missed import with_missed
from gongbao.ingest.read.scan.setting import sizes_of
from gongbao.ingest.read.scan.settle import per_milles

from tests.ingest.read.sheet import Sheet, saved

_SIZE, _LEADING = 8.0, 12.0
_OVER, _HEAD, _NOTICE, _LOW, _LAST = (
    "某县政务服务中心推行改革",
    "窗口通办让群众少跑腿",
    "停水通知",
    "老艺人收徒",
    "取暖谨防中毒",
)


def _text(word: str) -> list[str]:
    return [f"{word}的第一段，一个窗口就能办好，前十个月办结事项十一万件，群众都很满意。" * 3]


def _newspaper() -> Sheet:
    """Three columns with a box beside them; below a rule two stories side by side, of two columns each."""
    sheet = Sheet()
    sheet.put(40, 800, "今日某县　第3版　2018年11月26日　星期一　责任编辑：钟秋", 9)
    sheet.put(100, 770, _OVER, 11)
    sheet.put(90, 740, _HEAD, 22)
    for n, words in enumerate(("甲", "乙", "丙")):
        sheet.column(40 + 123 * n, 715, 112, _text(words), _SIZE, _LEADING)
    sheet.canvas.rect(424, 600, 130, 190)
    sheet.put(462, 770, _NOTICE, 13)
    bottom = sheet.column(
        432, 745, 112, ["因管网改造，定于今晚二十二时起停水，请用户提前储水。" * 2], _SIZE, _LEADING
    )
    sheet.put(470, bottom - 4, "某县自来水公司", _SIZE)
    sheet.put(476, bottom - 4 - _LEADING, "2018年11月25日", _SIZE)
    sheet.canvas.line(40, 540, 554, 540)
    sheet.put(90, 505, _LOW, 17)
    sheet.put(350, 505, _LAST, 17)
    for n, x in enumerate((40, 163, 310, 433)):
        sheet.column(x, 480, 112, _text("丁戊己庚"[n]), _SIZE, _LEADING)
    return sheet


@pytest.mark.parametrize("is_scan", [False, True], ids=["print", "scan"])
def test_each_story_of_a_page_is_an_article_of_its_own(tmp_path: Path, is_scan: bool) -> None:
    data = _newspaper().data()
    source = saved(tmp_path, data)
    if is_scan:
        pages = open_pages(data, source.name)
        for page in pages:
            page.chars = [replace(char, sure=0.98) for char in page.chars]
        source = _with_lines(source, *lines_of(pages))
    articles = [
        (
            record.fields["title"],
            record.fields.get("note"),
            record.fields.get("issued"),
            "".join(sign for block in record.blocks for sign in block.text if sign in "甲乙丙丁戊己庚"),
        )
        for record in pipeline.make(source).records
    ]
    assert articles == [
        (_HEAD, f"引题：{_OVER}", None, "甲" * 3 + "乙" * 3 + "丙" * 3),
        (_NOTICE, None, "2018-11-25", ""),
        (_LOW, None, None, "丁" * 3 + "戊" * 3),
        (_LAST, None, None, "己" * 3 + "庚" * 3),
    ]


def _with_lines(source: Source, lines: tuple, objects: tuple) -> Source:  # type: ignore[type-arg]
    return replace(source, lines=lines, objects=objects)


def test_a_stroke_in_a_framed_photograph_is_no_dash_and_one_in_a_tinted_cell_is() -> None:
    random = np.random.default_rng(3)
    spots = cv2.resize(random.uniform(60, 250, (9, 13)).astype(np.float32), (600, 320))
    frame = [
        Rule(100, 100, 700, 100),
        Rule(100, 420, 700, 420),
        Rule(100, 100, 100, 420),
        Rule(700, 100, 700, 420),
    ]
    lines = [Line(100, 500 + 60 * n, 900, 536 + 60 * n) for n in range(4)]
    for ground, found in ((spots, 0), (np.full((320, 600), 205.0, np.float32), 1)):
        picture = np.full((800, 1000, 3), 250, np.uint8)
        picture[100:420, 100:700] = ground.astype(np.uint8)[:, :, None]
        picture[250:254, 380:416] = 20
        assert len(with_missed(picture, lines, [], frame)[1]) == found


def test_the_figure_that_leaders_run_into_is_found_though_they_are_taken_for_a_rule() -> None:
    lines = [Line(100, 100 + 80 * n, 500, 140 + 80 * n) for n in range(4)]
    picture = np.full((500, 1000, 3), 250, np.uint8)
    picture[120:123, 520:880:12] = 20
    cv2.putText(picture, "6", (878, 133), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (20, 20, 20), 2)
    # A stroke of a table ends as it does where no sign stands.
    picture[200:203, 520:880] = 20
    rules = [Rule(520, 121, 893, 121), Rule(520, 201, 880, 201)]
    found = with_missed(picture, lines, [], rules)[1]
    assert [(round(line.x0 / 20), round(line.y0 / 20)) for line in found] == [(43, 5)]


def test_a_line_of_many_narrow_signs_that_is_spread_has_the_size_of_the_others() -> None:
    words = ["用HJ 212标准，通过VPN接入", "自动监测设备应当与省级平台联网运行并按时上传"]
    signs = [[Sign(sign, (n + 0.5) / len(text), 0.99) for n, sign in enumerate(text)] for text in words]
    sizes = sizes_of([Line(0, 0, 800, 44), Line(0, 60, 800, 104)], signs)
    assert sizes[0] == sizes[1]


def test_a_per_mille_is_a_percent_and_a_naught_behind_a_figure() -> None:
    assert [per_milles(text) for text in ("失水率≤5%0，", "2%0", "5%的", "5%05", "百分%0")] == [
        [5],
        [1],
        [],
        [],
        [],
    ]
