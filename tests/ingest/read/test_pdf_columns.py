"""Columns of PDFs, and what only looks like them."""

from pathlib import Path

import pytest
from gongbao.ingest.read.pdf.geometry import Char, Page, Piece, pieces, rows
from gongbao.ingest.read.pdf.turned import upright
from gongbao.ingest.read.pdf.upright_heads import upright_heads

from tests.ingest.read.sheet import LEFT, RIGHT, SENTENCE, TOP, Sheet, shown


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = [SENTENCE * 2, "左栏的一段。" + SENTENCE], ["右栏的一段。" + SENTENCE * 2, SENTENCE]
    sheet = Sheet()
    sheet.middle(TOP, "全宽的标题横跨两栏的文字", 22)
    # The columns do not share their baselines.
    sheet.column(LEFT, TOP - 60, 205, left, 10.5, 17)
    sheet.column(LEFT + 235, TOP - 67, 205, right, 10.5, 17)
    sheet.column(LEFT, TOP - 400, RIGHT - LEFT, ["下面又是全宽的一段。" + SENTENCE * 2], 10.5, 17)
    assert shown(sheet.source(tmp_path)) == [
        "全宽的标题横跨两栏的文字",
        *left,
        *right,
        "下面又是全宽的一段。" + SENTENCE * 2,
    ]


def test_a_masthead_far_below_both_columns_stands_behind_them(tmp_path: Path) -> None:
    left, right, masthead = (
        [SENTENCE * 2],
        ["右栏的一段。" + SENTENCE],
        ["编辑：某公报编辑部", "电话：665544"],
    )
    sheet = Sheet()
    sheet.column(LEFT, TOP, 205, left, 10.5, 17)
    sheet.column(LEFT + 235, TOP, 205, right, 10.5, 17)
    sheet.column(LEFT, TOP - 300, 205, masthead, 10.5, 17)
    assert shown(sheet.source(tmp_path)) == [*left, *right, *masthead]


def test_three_columns_are_read_in_turn(tmp_path: Path) -> None:
    sheet = Sheet()
    texts = [[f"第{n}栏的文字。" + SENTENCE * 2] for n in "一二三"]
    for index, text in enumerate(texts):
        sheet.column(LEFT + index * 150, TOP, 135, text, 9, 14)
    assert shown(sheet.source(tmp_path)) == [text for (text,) in texts]


def test_a_mark_that_hangs_into_the_gutter_leaves_it_a_gutter(tmp_path: Path) -> None:
    sheet = Sheet()
    size, gutter = 16.0, 25.0
    words = [
        "全区各县报送的情况报告",
        "经过汇总分析已形成意见",
        "现将有关问题说明如下面",
        "数据截至本年度最后一日",
    ]
    for x in (LEFT, LEFT + 11 * size + gutter):
        for row in range(8):
            sheet.put(x, TOP - 23 * row, words[row % 4] + ("，" if row % 3 == 1 else ""), size)
    one = "".join(words[row % 4] + ("，" if row % 3 == 1 else "") for row in range(8))
    assert "".join(shown(sheet.source(tmp_path))) == one * 2


def test_a_paragraph_that_is_cut_by_a_column_is_joined(tmp_path: Path) -> None:
    sheet = Sheet()
    width, size = 210.0, 10.5
    first = "".join(SENTENCE for _ in range(4))
    per_line = int(width / size)
    lines = ["\u3000\u3000" + first[: per_line - 2]]
    rest = "".join(char for char in first[per_line - 2 :] if char > "\x7f")
    lines += [rest[at : at + per_line] for at in range(0, len(rest), per_line)]
    half = len(lines) // 2
    for x, part in ((LEFT, lines[:half]), (LEFT + 235, lines[half:])):
        for row, line in enumerate(part):
            sheet.put(x + (2 * size if line.startswith("\u3000") else 0), TOP - 17 * row, line.strip(), size)
    sheet.column(LEFT, TOP - 17 * half, width, ["又一段。" + SENTENCE], size, 17)
    sheet.column(LEFT + 235, TOP - 17 * (len(lines) - half), width, ["再一段。" + SENTENCE * 2], size, 17)
    found = shown(sheet.source(tmp_path))
    assert len(found) == 4 or found[0].replace(" ", "") == "".join(lines).strip()


def test_a_list_in_columns_of_names_stays_in_rows(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
    for row, names in enumerate([("张三", "李四"), ("王五", "赵六"), ("孙七", "周八"), ("吴九", "郑十")]):
        for column, name in enumerate(names):
            sheet.put(LEFT + 60 + 180 * column, TOP - 140 - 28 * row, name)
    found = [line.replace("\u3000", "") for line in shown(sheet.source(tmp_path))[1:]]
    assert found == ["张三李四", "王五赵六", "孙七周八", "吴九郑十"]


def test_names_two_squares_apart_under_a_title_stay_in_rows(tmp_path: Path) -> None:
    rows = [
        "焦玉方　　柴静水　　毋建平　　耿　云",
        "杜　若　　贺兰生　　尉迟明　　苗得水",
        "席慕山　　巩志远　　卫春生　　景　行",
    ]
    sheet = Sheet()
    sheet.put(LEFT, TOP, "附件1")
    sheet.middle(TOP - 40, "优秀教师名单", 20)
    sheet.put(LEFT + 32, TOP - 90, "南岸区（12人）")
    for row, names in enumerate(rows):
        for column, name in enumerate(names.split("　　")):
            sheet.put(LEFT + 80 * column, TOP - 118 - 28 * row, name)
    found = [line.replace("\u3000", "") for line in shown(sheet.source(tmp_path))]
    assert found == ["附件1", "优秀教师名单", "南岸区（12人）", *(row.replace("　", "") for row in rows)]


def test_columns_of_short_notices_are_columns(tmp_path: Path) -> None:
    sheet = Sheet()
    for x, names, step in ((LEFT, ("甲", "乙"), 24), (LEFT + 235, ("丙", "丁"), 27)):
        y = TOP
        for name in names:
            sheet.put(x + 40, y, f"关于{name}同志任职的通知", 12)
            y = sheet.column(
                x,
                y - step,
                205,
                ["经研究，决定：", f"{name}某任县水务局局长，免去其县防汛办公室主任职务。"],
                10.5,
                17,
            )
            sheet.put(x + 120, y, "枫林县人民政府", 10.5)
            y -= 40
    found = [line[2] for line in shown(sheet.source(tmp_path)) if line.startswith("关于")]
    assert found == ["甲", "乙", "丙", "丁"]


def test_a_headline_over_three_columns_comes_first(tmp_path: Path) -> None:
    sheet = Sheet()
    # It is a little wider than the middle column, and reaches over neither gutter.
    sheet.middle(TOP + 40, "霜降过后话秋种", 20)
    texts = [[f"第{n}栏。" + SENTENCE * 3] for n in range(3)]
    for index, text in enumerate(texts):
        sheet.column(LEFT + index * 152.5, TOP, 135, text, 9, 14)
    assert shown(sheet.source(tmp_path)) == ["霜降过后话秋种", *(text[0] for text in texts)]


def test_a_table_without_rules_beside_figures_and_dates_is_not_two_columns(tmp_path: Path) -> None:
    sheet = Sheet()
    rows = [
        ("东门小学教学楼扩建", "城关街道", "2860", "2021年8月"),
        ("北环路排水管网改造", "北环街道", "1345.6", "2021年10月"),
        ("沱溪公园二期绿化", "东湖街道", "980", "2021年12月"),
        ("社区养老服务中心", "双桥街道", "415", "2021年9月"),
    ]
    for n, row in enumerate(rows):
        for x, cell in zip((LEFT, 220, 320, 400), row, strict=True):
            sheet.put(x, TOP - 28 * n, cell, 12)
    assert ["".join(line.split()) for line in shown(sheet.source(tmp_path))] == ["".join(r) for r in rows]


def test_a_title_in_the_middle_of_a_column_is_no_end_of_the_date_above(tmp_path: Path) -> None:
    sheet = Sheet()
    size, width = 10.5, 210.0
    right = LEFT + 235
    sheet.column(right, TOP, width, [SENTENCE * 3], size, 17)
    sheet.column(LEFT, TOP, width, [SENTENCE], size, 17)
    at = TOP - 17 * 6
    for text, end in (("甲县人民政府", width), ("2021年4月2日", width), ("关于公布名单的通知", 0)):
        wide = sum(size if char > "\x7f" else size / 2 for char in text)
        x = LEFT + (end - wide if end else (width - wide) / 2)
        sheet.put(x, at, text, size)
        at -= 17
    sheet.column(LEFT, at, width, [SENTENCE * 2], size, 17)
    found = shown(sheet.source(tmp_path))
    assert [line for line in found if "2021年" in line or line.startswith("关于公布")] == [
        "2021年4月2日",
        "关于公布名单的通知",
    ]


def test_a_gutter_is_where_no_line_of_a_column_juts_out(tmp_path: Path) -> None:
    sheet = Sheet()
    left, right = LEFT, LEFT + 232
    sheet.column(left, TOP, 210, ["左栏第一段。" + SENTENCE * 3], 10.5, 17)
    sheet.column(right, TOP, 210, ["右栏第一段。" + SENTENCE * 3], 10.5, 17)
    # A line that is set wider than the others, then a mark in the middle of the page far below.
    sheet.put(left, TOP - 17 * 20, "这一行比栏里别的行都宽出半个字多一点点的", 11)
    sheet.put(right, TOP - 17 * 20, "右栏的另外一行。", 10.5)
    sheet.column(left, TOP - 17 * 21, 210, ["左栏第二段。" + SENTENCE * 2], 10.5, 17)
    sheet.column(right, TOP - 17 * 21, 210, ["右栏第二段。" + SENTENCE * 2], 10.5, 17)
    sheet.put(left + 221, 60, "＊", 6)
    found = shown(sheet.source(tmp_path))
    assert [text[:6] for text in found if text[2:3] == "第"] == [
        "左栏第一段。",
        "左栏第二段。",
        "右栏第一段。",
        "右栏第二段。",
    ]


def test_a_short_last_page_has_the_columns_of_the_page_before(tmp_path: Path) -> None:
    sheet = Sheet()
    for x in (LEFT, LEFT + 235):
        sheet.column(LEFT if x == LEFT else x, TOP, 205, [SENTENCE * 3, SENTENCE * 2], 10.5, 17)
    sheet.turn()
    rest = "等问题，有关单位应当在三个月以内完成整改，并将整改情况报告市政府办公室。"
    lines = [rest[:19], rest[19:]]
    for row, line in enumerate(lines):
        sheet.put(LEFT, TOP - 17 * row, line, 10.5)
    sheet.put(LEFT + 330, TOP, "甲市人民政府", 10.5)
    sheet.put(LEFT + 330, TOP - 17, "2024年3月25日", 10.5)
    assert shown(sheet.source(tmp_path))[-3:] == ["\f" + rest, "甲市人民政府", "2024年3月25日"]


def test_a_list_below_columns_is_no_columns(tmp_path: Path) -> None:
    sheet = Sheet()
    for x in (LEFT, LEFT + 235):
        sheet.column(x, TOP, 205, [SENTENCE * 3, SENTENCE * 2], 10.5, 17)
    sheet.turn()
    for row, (name, post) in enumerate(
        (("王磊", "市民政局局长"), ("赵丽", "市财政局局长"), ("周立", "市教育局局长"))
    ):
        sheet.put(LEFT, TOP - 17 * row, name, 10.5)
        sheet.put(LEFT + 235, TOP - 17 * row, post, 10.5)
    assert [line.split() for line in shown(sheet.source(tmp_path))[-3:]] == [
        ["王磊", "市民政局局长"],
        ["赵丽", "市财政局局长"],
        ["周立", "市教育局局长"],
    ]


def test_a_sign_of_vertical_writing_stands_in_its_square() -> None:
    text, size = "公告本縣溪流自民國一一二年九月十四日起禁止採捕水產動植物", 20.0
    chars = [
        # Of 一 the font gives the box of its ink, a level line.
        Char(sign, 700, y + 9 if sign == "一" else y, 720, y + 11 if sign == "一" else y + size, size)
        for sign, y in ((sign, 80 + size * at) for at, sign in enumerate(text))
    ]
    (page,) = upright([Page(1, 842, 800, chars)])
    assert [row.text for row in rows(pieces(page.chars))] == [text]


def test_a_headline_as_small_as_its_text_is_set_apart_in_the_middle_of_a_column(tmp_path: Path) -> None:
    sheet = Sheet()
    for x in (LEFT, LEFT + 235):
        y = sheet.column(x, TOP, 205, [SENTENCE, "这里是上一条信息的最后一段。"], 10.5, 17)
        sheet.put(x + 60, y, "我县改造老旧小区", 10.5)
        sheet.column(x, y - 17, 205, [SENTENCE], 10.5, 17)
    lines = [line.text.strip("\f") for line in sheet.source(tmp_path).lines]
    story = [SENTENCE, "这里是上一条信息的最后一段。", "", "我县改造老旧小区", SENTENCE]
    assert lines == story * 2


@pytest.mark.parametrize(("text_at", "heading_at"), [(50, 0), (0, 410)])
def test_a_heading_set_upright_stands_before_the_text_beside_it(
    tmp_path: Path, text_at: int, heading_at: int
) -> None:
    sheet, y = Sheet(), TOP
    sheet.put(LEFT, y, "现将上半年全县重点工作进展情况通报如下：", 12)
    for name, more in (("农业结构调整", ["二是抓好良种推广，全年完成推广面积三千亩。"]), ("民生工程", [])):
        top = y - 40
        y = sheet.column(LEFT + text_at, top, 390, [SENTENCE * 3, *more], 12, 20)
        high = (len(name) - 1) * 18
        for n, sign in enumerate(name):
            sheet.put(LEFT + heading_at, (top + y + 20 + high) / 2 - n * 18, sign, 16)
    lines = [line.text.strip("\f") for line in sheet.source(tmp_path).lines if line.text.strip()]
    story = [SENTENCE * 3]
    assert lines == [
        "现将上半年全县重点工作进展情况通报如下：",
        *("农业结构调整", *story, "二是抓好良种推广，全年完成推广面积三千亩。"),
        *("民生工程", *story),
    ]


def test_a_signature_alone_on_its_page_is_no_paragraph_of_two_lines(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(400, TOP, "云栖县人民政府", 14)
    sheet.put(408, TOP - 26, "2011年1月16日", 14)
    assert [line.text for line in sheet.source(tmp_path).lines] == ["云栖县人民政府", "2011年1月16日"]


@pytest.mark.parametrize(("columns", "found"), [((50,), 1), ((50, 270), 0)])
def test_a_tab_beside_columns_is_no_heading_of_a_part_of_them(columns: tuple[int, ...], found: int) -> None:
    def char(x: float, y: float, sign: str, size: float) -> Char:
        return Char(sign, x, y, x + size, y + size, size)

    chars = [char(x + 10 * k, 60 + 17 * n, "县", 10) for n in range(20) for x in columns for k in range(20)]
    chars += [char(520, 150 + 19 * n, sign, 16) for n, sign in enumerate("政务动态")]
    assert len(upright_heads(chars)) == found


def test_the_first_signs_of_lines_are_no_upright_heading(tmp_path: Path) -> None:
    sheet = Sheet()
    parts = [SENTENCE[:24], SENTENCE[24:48]]
    for n, sign in enumerate("织和情报"):
        sheet.put(LEFT, TOP - n * 20, sign, 16)
        sheet.put(LEFT + 24, TOP - n * 20, parts[n % 2], 16)
    text = "".join(line.text.strip("\f") for line in sheet.source(tmp_path).lines)
    assert [sign for sign in "织和情报" if sign + parts["织和情报".index(sign) % 2][:4] not in text] == []


def test_a_headline_between_three_columns_and_three_others_parts_them(tmp_path: Path) -> None:
    sheet = Sheet()
    parts = [(TOP, "甲乙丙"), (TOP - 300, "丁戊己")]
    for top, signs in parts:
        sheet.middle(top, f"{signs}之标题", 22)
        for n, sign in enumerate(signs):
            sheet.column(LEFT + 152 * n, top - 40, 136, [f"{sign}栏的文字。" + SENTENCE], 10, 17)
    found = shown(sheet.source(tmp_path))
    assert [line[:1] for line in found if line] == [*"甲甲乙丙丁丁戊己"]


@pytest.mark.parametrize(
    ("spread", "room", "text"),
    [
        (0.0, 2.7, "第四条\u0020本市"),
        (0.0, 0.6, "第四条本市"),
        (1.8, 2.7, "第四条本市"),
        (0.0, 9.0, "第四条\u3000本市"),
    ],
)
def test_a_narrow_blank_stays_behind_the_number_of_an_article(spread: float, room: float, text: str) -> None:
    """Browsers print no blank: they leave room for it. Where a line is spread, all its characters have room."""
    chars, x = [], 0.0
    for sign in "第四条本市":
        x += room if sign == "本" else spread
        chars.append(Char(sign, x, 0, x + 10, 10, 10))
        x += 10
    assert Piece(chars).text == text


def test_a_column_of_links_beside_the_text_of_a_page_that_a_browser_printed_is_set_aside(
    tmp_path: Path,
) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "城市环境秩序整治通告", 18)
    sheet.column(LEFT, TOP - 40, 330, [SENTENCE * 4, SENTENCE * 3], 10.5, 17)
    for n, text in enumerate(("往期公报", "2023年第6期", "2023年第5期", "相关链接")):
        sheet.put(LEFT + 350, TOP - 20 * n, text, 9)
    sheet.put(LEFT, 20, "https://www.example.gov.cn/gb/1.html", 7)
    source = sheet.source(tmp_path)
    assert [line for line in shown(source) if line] == ["城市环境秩序整治通告", SENTENCE * 4, SENTENCE * 3]
    assert next(one.text for one in source.objects if one.kind == "beside-the-text") == "往期公报"


def test_short_lines_that_end_alike_by_chance_are_not_full_where_a_sentence_goes_farther(
    tmp_path: Path,
) -> None:
    """Nothing is indented: a sentence that is broken off says where lines are full, and no sign in front of items."""
    short = [
        "云岭新区人民法院办公室编印",
        "召开主题教育总结会议的消息",
        "物业公司服务合同纠纷的案例",
        "家事审判方式改革几点的思考",
    ]
    full = "四月五日，我院召开总结会，院长出席并讲话。会议指出，要"
    sheet = Sheet()
    for n, text in enumerate([*short, full, "巩固成果。", *short]):
        sheet.put(LEFT, TOP - 28 * n, text)
    assert shown(sheet.source(tmp_path)) == [*short, full + "巩固成果。", *short]
