"""Tables over two pages, and rules on a page that are none of a table's."""

from pathlib import Path

import pytest

from tests.ingest.read.sheet import LEFT, RIGHT, SENTENCE, TOP, Sheet, shown

HEAD = ("部门", "合计", "接待费")


def rows(sheet: Sheet, top: float, xs: list[float], cells: list[tuple[str, ...]], upright: bool) -> None:
    """Draw a table, with level rules only or with upright ones too."""
    ys = [top - 30 * n for n in range(len(cells) + 1)]
    if upright:
        sheet.grid(xs, ys)
    else:
        for y in ys:
            sheet.canvas.line(xs[0], y, xs[-1], y)
    for n, row in enumerate(cells):
        for x, cell in zip(xs, row, strict=False):
            sheet.put(x + 6, top - 20 - 30 * n, cell, 12)


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize("label", ["续表", "（续 表）", "续表　　单位：万元", "表1　经费预算表（续）"])
def test_what_says_that_a_table_goes_on_is_no_text_between_its_halves(
    tmp_path: Path, label: str, upright: bool
) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "枫林县部门经费预算表", 22)
    sheet.put(RIGHT - 100, TOP - 40, "单位：万元", 12)
    first = [HEAD, ("教育局", "18.3", "6.5"), ("民政局", "12.4", "7.2"), ("司法局", "33.9", "27.5")]
    # Where words alone show the columns, they are not as wide on both pages.
    second = [HEAD, ("市场监督管理局", "40.7", "28.0"), ("文化旅游局", "35.2", "20.0")]
    xs = [LEFT, LEFT + 190, LEFT + 320, RIGHT]
    rows(sheet, TOP - 60, xs, first, upright)
    sheet.turn()
    for n, part in enumerate(label.split("　　")):
        sheet.put(LEFT + 200 * n, TOP, part, 12)
    rows(sheet, TOP - 20, xs, second, upright)
    source = sheet.source(tmp_path)
    table = [line.text for line in source.lines if line.hint == "table" and not line.drop]
    assert table == ["\t".join(row) for row in [*first, *second[1:]]]
    assert [line.drop for line in source.lines if line.drop] == [
        "continued-table-label",
        "repeated-table-head",
    ]


def test_another_table_below_a_name_of_its_own_is_another_one(tmp_path: Path) -> None:
    sheet = Sheet()
    xs = [LEFT, LEFT + 190, LEFT + 320, RIGHT]
    sheet.put(LEFT, TOP, "表1 经费预算表", 12)
    rows(sheet, TOP - 20, xs, [HEAD, ("教育局", "18.3", "6.5"), ("民政局", "12.4", "7.2")], upright=True)
    sheet.turn()
    sheet.put(LEFT, TOP, "表2 经费决算表", 12)
    rows(sheet, TOP - 20, xs, [HEAD, ("教育局", "17.9", "6.1"), ("民政局", "12.2", "7.0")], upright=True)
    source = sheet.source(tmp_path)
    assert not [line for line in source.lines if line.drop]
    assert [line.text for line in source.lines if line.text.startswith("部门")] == ["\t".join(HEAD)] * 2


def test_the_rules_of_a_page_that_touch_a_table_are_none_of_it(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "枫林政务信息", 26)
    sheet.put(LEFT, TOP - 36, "第36期", 12)
    sheet.put(RIGHT - 90, TOP - 36, "2021年9月17日", 12)
    left = [SENTENCE * 3, "左栏的一段。" + SENTENCE]
    head, top = TOP - 44, TOP - 60
    # The rule below the masthead, the one between the columns, and a table at the top of the right one.
    sheet.canvas.line(LEFT, head, RIGHT, head)
    sheet.canvas.line(299, head, 299, 300)
    sheet.column(LEFT, top - 10, 205, left, 10.5, 17)
    cells = [("装备制造", "14"), ("新材料", "12"), ("服务业", "11")]
    rows(sheet, head - 1, [311, 430, RIGHT], cells, upright=True)
    sheet.column(313, head - 112, 205, ["右栏的一段。" + SENTENCE * 2], 10.5, 17)
    name, numbers, *texts = shown(sheet.source(tmp_path))
    assert (name, numbers.split()) == ("枫林政务信息", ["第36期", "2021年9月17日"])
    assert texts == [
        *left,
        *("\t".join(row) for row in cells),
        "右栏的一段。" + SENTENCE * 2,
    ]
