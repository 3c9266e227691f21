"""Tables of PDFs: cells between rules, rows that a page cuts, what only looks like a table."""

from pathlib import Path

import pytest
from gongbao.ingest import pipeline

from tests.ingest.read.sheet import LEFT, RIGHT, SENTENCE, TOP, Sheet, shown


def test_a_ruled_table_keeps_its_cells_and_merged_cells(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
    xs, ys = [LEFT, LEFT + 60, LEFT + 260, RIGHT], [600.0, 560.0, 520.0, 440.0]
    for x in xs:
        sheet.canvas.line(x, ys[0] if x != xs[2] else ys[1], x, ys[-1])
    for y in ys:
        sheet.canvas.line(xs[0] if y != ys[1] else xs[1], y, xs[-1], y)
    sheet.put(LEFT + 14, 556, "序号", 12)
    sheet.put(LEFT + 200, 575, "任务", 12)
    sheet.put(LEFT + 140, 535, "内容", 12)
    sheet.put(LEFT + 320, 545, "责任", 12)
    sheet.put(LEFT + 320, 530, "单位", 12)
    sheet.put(LEFT + 26, 480, "1", 12)
    for row, text in enumerate(["健全制度，完善措施，加强领导，", "形成合力，做好各项有关的工作。"]):
        sheet.put(LEFT + 66, 490 - 16 * row, text, 12)
    source = sheet.source(tmp_path)
    assert [line.text for line in source.lines if line.hint == "table"] == [
        "序号\t任务\t<<",
        "^^\t内容\t责任单位",
        "1\t健全制度，完善措施，加强领导，形成合力，做好各项有关的工作。\t",
    ]


def test_a_table_of_boxes_is_one_table(tmp_path: Path) -> None:
    sheet = Sheet()
    for row in range(3):
        for column in range(2):
            sheet.canvas.rect(LEFT + 200 * column, 500 - 30 * row, 200, 30)
            sheet.put(LEFT + 200 * column + 10, 508 - 30 * row, f"第{row}行{column}列", 12)
    assert shown(sheet.source(tmp_path)) == [f"第{row}行0列\t第{row}行1列" for row in range(3)]


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas.rect(LEFT - 20, 100, RIGHT - LEFT + 40, 660)
    sheet.canvas.line(LEFT, TOP - 20, RIGHT, TOP - 20)
    sheet.middle(TOP, "某某市人民政府文件", 22)
    sheet.column(LEFT, TOP - 60, RIGHT - LEFT, [SENTENCE])
    assert shown(sheet.source(tmp_path)) == ["某某市人民政府文件", SENTENCE]


def test_a_row_of_a_table_alone_on_its_page_is_still_a_row(tmp_path: Path) -> None:
    sheet = Sheet()
    xs = [LEFT, LEFT + 60, LEFT + 260, RIGHT]
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
    sheet.grid(xs, [160.0, 120.0])
    for x, text in zip(xs, ("序号", "任务", "单位"), strict=False):
        sheet.put(x + 6, 135, text, 12)
    sheet.turn()
    sheet.grid(xs, [740.0, 700.0, 660.0])
    for x, text in zip(xs, ("1", "甲事", "县"), strict=False):
        sheet.put(x + 6, 715, text, 12)
    sheet.turn()
    sheet.grid([LEFT, LEFT + 200, RIGHT], [740.0, 700.0])
    sheet.put(LEFT + 6, 715, "框里的字", 12)
    source = sheet.source(tmp_path)
    assert [(line.text.strip("\f"), line.hint) for line in source.lines][1:] == [
        ("序号\t任务\t单位", "table"),
        ("1\t甲事\t县", "table"),
        ("框里的字", ""),
    ]


def test_a_row_that_the_page_cuts_is_one_row_also_where_the_next_page_is_set_off(tmp_path: Path) -> None:
    sheet = Sheet()
    xs = [90.0, 140.0, 380.0, 500.0]
    sheet.grid(xs, [600, 640, 680])
    for x in xs:
        sheet.canvas.line(x, 600, x, 565)
    rows = (("序号", "任务", "单位"), ("1", "完善制度", "县农业局"), ("2", "加强监管", "县市场监管"))
    for n, row in enumerate(rows):
        for x, words in zip(xs, row, strict=False):
            sheet.put(x + 4, 654 - 40 * n, words)
    sheet.turn()
    moved = [x + 15 for x in xs]
    sheet.grid(moved, [620, 660, 700, 740])
    for n, row in enumerate((("序号", "任务", "单位"), ("", "", "局"), ("3", "做好宣传", "县广电局"))):
        for x, words in zip(moved, row, strict=False):
            sheet.put(x + 4, 714 - 40 * n, words)
    assert [line.strip("\f") for line in shown(sheet.source(tmp_path))] == [
        "序号\t任务\t单位",
        "1\t完善制度\t县农业局",
        "2\t加强监管\t县市场监管局",
        "3\t做好宣传\t县广电局",
    ]


def test_a_row_that_the_page_cuts_is_one_row_beside_a_cell_merged_over_it(tmp_path: Path) -> None:
    sheet = Sheet()
    xs = [90.0, 140.0, 380.0, 500.0]
    for top, rows in (
        (680, [("领域", "任务", "单位"), ("", "完善制度", "县农业局"), ("", "加强监管，", "县水利局")]),
        (740, [("领域", "任务", "单位"), ("", "规范执法", ""), ("", "做好宣传", "县广电局")]),
    ):
        for n, row in enumerate(rows):
            for x, words in zip(xs, row, strict=False):
                sheet.put(x + 4, top - 26 - 40 * n, words)
        for n in range(len(rows) + 1):
            sheet.canvas.line(xs[1] if n > 1 and n < len(rows) else xs[0], top - 40 * n, xs[-1], top - 40 * n)
        for x in xs:
            sheet.canvas.line(x, top, x, top - 40 * len(rows))
        if top == 680:
            sheet.put(94, 594, "农业")
            sheet.turn()
    assert [line.strip("\f") for line in shown(sheet.source(tmp_path))] == [
        "领域\t任务\t单位",
        "农业\t完善制度\t县农业局",
        "^^\t加强监管，规范执法\t县水利局",
        "^^\t做好宣传\t县广电局",
    ]


ROWS = [
    ["序号", "项目名称", "总投资额度", "完成时限"],
    ["1", "东门小学教学楼扩建", "2860", "2021年8月"],
    ["2", "城区雨污分流管网改造及附属设施建设", "1345.6", "2021年10月"],
    ["3", "沱溪公园", "980", ""],
    ["", "合计", "5185.6", ""],
]


@pytest.mark.parametrize("ruled", ["three rules", "each row"])
def test_a_table_with_level_rules_only_has_cells(tmp_path: Path, ruled: str) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
    y, edges = 620.0, [638.0]
    for n, row in enumerate(ROWS):
        for x, cell in zip((LEFT + 6, LEFT + 60, LEFT + 230, LEFT + 340), row, strict=True):
            # The head breaks in one of its cells, a row in another; what is beside stands in the middle.
            parts = [cell[:3], cell[3:]] if (n == 0 and len(cell) > 4) else [cell[:12], cell[12:]]
            lines = [part for part in parts if part]
            for k, part in enumerate(lines):
                sheet.put(x, y + (8 if len(lines) > 1 else 0) - 16 * k, part, 12)
        y -= 38
        edges.append(y + 16)
    drawn = edges if ruled == "each row" else [edges[0], edges[1], edges[-1]]
    for edge in drawn:
        sheet.canvas.line(LEFT, edge, RIGHT, edge)
    sheet.put(LEFT, y - 20, "注：资金由县财政安排。", 12)
    assert shown(sheet.source(tmp_path))[1:] == [*("\t".join(row) for row in ROWS), "注：资金由县财政安排。"]


def test_the_rule_below_a_running_head_is_none_of_a_table_with_level_rules(tmp_path: Path) -> None:
    """As long as those of the table, whose title stands between; a word of the head across columns is not cut."""
    sheet = Sheet()
    sheet.middle(790, "某县人民政府公报", 10)
    sheet.middle(745, "2018年主要指标", 16)
    for y in (780, 725, 665, 545):
        sheet.canvas.line(LEFT, y, RIGHT, y)
    xs = [LEFT + 10, LEFT + 160, LEFT + 300]
    sheet.put(xs[0], 700, "指标", 12)
    # One word over both columns of figures.
    sheet.put((xs[1] + xs[2]) / 2 - 20, 700, "上半年实绩", 12)
    sheet.put(xs[1], 680, "一季", 12)
    sheet.put(xs[2], 680, "二季", 12)
    for row, cells in enumerate([("粮食", "1236", "2410"), ("油料", "311", "608"), ("生猪", "75", "144")]):
        for x, cell in zip(xs, cells, strict=True):
            sheet.put(x, 640 - 40 * row, cell, 12)
    sheet.column(LEFT, 500, RIGHT - LEFT, [SENTENCE])
    lines = [(line.text, line.hint == "table") for line in sheet.source(tmp_path).lines]
    assert [text for text, is_row in lines if is_row] == [
        "指标\t上半年实绩一季\t二季",
        "粮食\t1236\t2410",
        "油料\t311\t608",
        "生猪\t75\t144",
    ]
    assert ("2018年主要指标", False) in lines


def test_three_columns_between_rules_are_no_table(tmp_path: Path) -> None:
    sheet = Sheet()
    for edge in (TOP + 60, TOP + 20, 100):
        sheet.canvas.line(LEFT, edge, RIGHT, edge)
    sheet.middle(TOP + 34, "枫林日报", 18)
    texts = [[f"第{n}栏。" + SENTENCE * 2] for n in range(3)]
    for index, text in enumerate(texts):
        sheet.column(LEFT + index * 152.5, TOP, 135, text, 9, 14)
    assert shown(sheet.source(tmp_path)) == ["枫林日报", *(text[0] for text in texts)]


@pytest.mark.parametrize(("apart", "tables"), [(40.0, 2), (0.0, 1)])
def test_tables_with_an_empty_line_between_them_are_two(tmp_path: Path, apart: float, tables: int) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "枫林县土地等级表", 22)
    sheet.column(LEFT, TOP - 40, RIGHT - LEFT, [SENTENCE])
    first, second = [LEFT, LEFT + 200, RIGHT], [LEFT, LEFT + 100, LEFT + 200, RIGHT]
    for xs, top, rows in (
        (first, 560.0, ["等级税额", "一级八元"]),
        (second, 500.0 - apart, ["乡镇范围备注", "南镇全镇暂定"]),
    ):
        sheet.grid(xs, [top, top - 30, top - 60])
        for row, text in enumerate(rows):
            for column, x in enumerate(xs[:-1]):
                sheet.put(x + 20, top - 22 - 30 * row, text[2 * column : 2 * column + 2], 12)
    (made,) = pipeline.make(sheet.source(tmp_path)).records
    assert [len(part.rows) for part in made.blocks if part.kind == "table"] == [4 // tables] * tables


@pytest.mark.parametrize(
    ("second", "tables"),
    [
        ([["车型", "白天", "夜间"], ["小车", "3", "5"]], [3, 2]),  # words over columns of figures: a head
        ([["三级", "4", "2"], ["四级", "3", "1"]], [5]),  # rows like those above: they go on
        ([["等级", "市区", "县城"], ["三级", "4", "2"]], [4]),  # the head again
    ],
)
def test_tables_of_as_many_columns_are_two_where_the_second_has_a_head(
    tmp_path: Path, second: list[list[str]], tables: list[int]
) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "枫林县停车收费表", 22)
    sheet.column(LEFT, TOP - 40, RIGHT - LEFT, [SENTENCE])
    xs = [LEFT, LEFT + 130, LEFT + 260, RIGHT]
    first = [["等级", "市区", "县城"], ["一级", "12", "8"], ["二级", "9", "6"]]
    for top, rows in ((600.0, first), (460.0, second)):
        sheet.grid(xs, [top - 30 * n for n in range(len(rows) + 1)])
        for n, row in enumerate(rows):
            for x, cell in zip(xs, row, strict=False):
                sheet.put(x + 20, top - 22 - 30 * n, cell, 12)
    (made,) = pipeline.make(sheet.source(tmp_path)).records
    assert [len(part.rows) for part in made.blocks if part.kind == "table"] == tables


def test_a_table_without_rules_has_its_head_once(tmp_path: Path) -> None:
    sheet = Sheet()
    for page in range(2):
        for row, cells in enumerate(
            [("序号", "姓名", "住址")]
            + [(str(n), f"某{n}号", f"第{n}村") for n in range(1 + 20 * page, 21 + 20 * page)]
        ):
            for column, cell in enumerate(cells):
                sheet.put(LEFT + 150 * column, TOP - 20 * row, cell, 11)
        sheet.turn()
    source = sheet.source(tmp_path)
    assert [line.text.split()[0] for line in source.lines if line.drop == "repeated-table-head"] == ["序号"]
    assert [text.split()[0] for text in shown(source)] == ["序号", *(str(n) for n in range(1, 41))]


def test_the_head_of_a_ruled_table_on_top_of_each_page_is_no_running_head(tmp_path: Path) -> None:
    sheet = Sheet()
    for page in range(3):
        sheet.grid([LEFT, LEFT + 100, LEFT + 250, RIGHT], [790.0 - 24 * row for row in range(12)])
        rows = [("序号", "姓名", "住址")] + [
            (str(n), f"某{n}号", f"第{n}村") for n in range(1 + 10 * page, 11 + 10 * page)
        ]
        for row, cells in enumerate(rows):
            for x, cell in zip((LEFT, LEFT + 100, LEFT + 250), cells, strict=True):
                sheet.put(x + 5, 773 - 24 * row, cell, 11)
        sheet.turn()
    source = sheet.source(tmp_path)
    assert [line.text for line in source.lines if line.hint == "table" and not line.drop][:2] == [
        "序号\t姓名\t住址",
        "1\t某1号\t第1村",
    ]
    assert [line.drop for line in source.lines if line.drop] == ["repeated-table-head"] * 2


def test_a_table_with_level_rules_goes_on_over_the_page_with_its_notes_behind_it(tmp_path: Path) -> None:
    sheet = Sheet()
    columns = (LEFT + 10, LEFT + 180, LEFT + 330)
    for page in range(2):
        y = TOP
        if not page:
            sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE * 2], 14, 24)
            y = TOP - 150
        rules = [y + 16, y - 6]
        head = [("产品", "单位", "产量")]
        for cells in head + [(f"产品{n}", "吨", f"{n}.5") for n in range(1 + 15 * page, 16 + 15 * page)]:
            for x, cell in zip(columns, cells, strict=True):
                sheet.put(x, y, cell, 12)
            y -= 22
        for rule in [*rules, *([y + 14] if page else [])]:
            sheet.canvas.line(LEFT, rule, RIGHT, rule)
        if not page:
            sheet.put(LEFT, 60, "① 均为初步统计数。", 9)
        sheet.turn()
    source = sheet.source(tmp_path)
    kept = [line for line in source.lines if not line.drop]
    assert [line.text.strip("\f") for line in source.lines if line.drop] == ["产品\t单位\t产量"]
    assert [line.hint for line in kept] == ["", *["table"] * 31, "footnote"]
    assert [line.text.strip("\f") for line in source.lines if line.drop] == ["产品\t单位\t产量"]


def test_words_that_are_cut_away_where_they_are_drawn_are_told_as_hidden(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
    sheet.canvas.saveState()
    path = sheet.canvas.beginPath()
    path.rect(LEFT, 300, 200, 100)
    sheet.canvas.clipPath(path, stroke=0, fill=0)
    sheet.put(LEFT, 340, "看得见的")
    sheet.put(LEFT, 420, "看不见的")
    sheet.canvas.restoreState()
    source = sheet.source(tmp_path)
    assert shown(source) == [SENTENCE, "看得见的"]
    assert [(line.text, line.drop) for line in source.lines if line.drop] == [("看不见的", "hidden-text")]


def test_rows_that_end_in_agencies_right_above_the_signature_stay_in_their_table(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "枫林县人民政府关于公布非遗名录的通知", 22)
    sheet.column(LEFT, TOP - 40, RIGHT - LEFT, [SENTENCE])
    xs, rows = (
        [LEFT, LEFT + 60, LEFT + 260, RIGHT],
        [["序号", "项目", "单位"], ["1", "踏歌会", "枫林县文化馆"]],
    )
    sheet.grid(xs, [600.0 - 30 * n for n in range(3)])
    # A frame without a word is no table.
    sheet.grid([LEFT, LEFT + 60, LEFT + 90], [200.0, 180.0, 160.0])
    for n, row in enumerate(rows):
        for x, cell in zip(xs, row, strict=False):
            sheet.put(x + 10, 578 - 30 * n, cell, 12)
    sheet.put(RIGHT - 160, 500, "枫林县人民政府")
    sheet.put(RIGHT - 150, 472, "2020年10月21日")
    (made,) = pipeline.make(sheet.source(tmp_path)).records
    assert [part.rows for part in made.blocks if part.kind == "table"] == [rows]
    assert [part.text for part in made.blocks if part.kind == "signature"] == ["枫林县人民政府"]
