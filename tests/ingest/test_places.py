"""The ledger says where on its page each line stands, and each printed row of it."""

import itertools
import json
from pathlib import Path

import pytest
from gongbao.ingest import command
from gongbao.ingest.model.source import Place
from gongbao.ingest.read.pdf.geometry import Page

from tests.ingest.read.sheet import LEFT, RIGHT, SENTENCE, TOP, Sheet

WIDE, HIGH = 595.28, 841.89


def rows_of(text: str) -> list[list[float]]:
    return [[float(number) for number in row.split()] for row in text.split(", ")]


def test_each_printed_row_of_a_paragraph_has_its_place(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "关于做好秋粮收购工作的通知", 22)
    sheet.put(LEFT, TOP - 60, "各乡镇人民政府：")
    sheet.column(LEFT, TOP - 88, RIGHT - LEFT, [SENTENCE * 2])
    file = tmp_path / "通知.pdf"
    file.write_bytes(sheet.data())
    assert command.run(file, tmp_path / "content", processes=1) == 0
    (folder,) = (tmp_path / "content" / "documents").iterdir()
    ledger = json.loads((folder / "ingest.json").read_text(encoding="utf-8"))
    lines = (folder / "original.txt").read_text(encoding="utf-8").split("\n")
    number = next(str(n) for n, line in enumerate(lines, 1) if line.startswith("为深入贯彻"))
    rows = rows_of(ledger["on_rows"][number])
    assert len(rows) >= 4
    starts = [int(row[0]) for row in rows]
    # Each begins right behind the one before it, and has as many signs as fit between its ends.
    for at, (start, after) in enumerate(zip(starts, [*starts[1:], len(lines[int(number) - 1])], strict=True)):
        words = lines[int(number) - 1][start:after]
        wide = sum(16 if ord(c) > 0x2000 else 8 for c in words) / WIDE
        assert rows[at][3] - rows[at][1] == pytest.approx(wide, abs=24 / WIDE)
    assert [round((below[2] - above[2]) * HIGH) for above, below in itertools.pairwise(rows)] == [28] * (
        len(rows) - 1
    )
    page, left, top, right, bottom = (float(n) for n in ledger["on_pages"][number].split())
    assert (page, top, bottom) == (1, rows[0][2], rows[-1][4])
    assert (left, right) == (min(r[1] for r in rows), max(r[3] for r in rows))
    # A line of one row needs no more than its place; nothing was turned.
    assert "1" not in ledger["on_rows"]
    assert "turned" not in ledger


def test_each_cell_of_a_table_has_its_place(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "重点项目一览表", 22)
    xs, ys = [100, 250, 450], [600, 640, 680]
    sheet.grid(xs, ys)
    for x, y, words in ((110, 655, "项目"), (260, 655, "责任单位"), (110, 615, "水库"), (260, 615, "水利局")):
        sheet.put(x, y, words)
    made = sheet.source(tmp_path)
    row = next(line for line in made.lines if line.text == "水库\t水利局")
    assert [start for start, _ in row.rows] == [0, 3]
    first, second = (place.box for _, place in row.rows)
    assert first is not None and second is not None
    assert first == pytest.approx((100 / WIDE, 1 - 640 / HIGH, 250 / WIDE, 1 - 600 / HIGH), abs=0.002)
    assert second == pytest.approx((250 / WIDE, 1 - 640 / HIGH, 450 / WIDE, 1 - 600 / HIGH), abs=0.002)


def test_a_place_tells_how_far_its_picture_was_turned() -> None:
    assert Page(3, 100.0, 200.0, laid=90).place(10, 20, 30, 40) == Place(3, (0.1, 0.1, 0.3, 0.2), 90)
