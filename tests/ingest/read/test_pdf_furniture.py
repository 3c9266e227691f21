"""Running heads and page numbers of PDFs, and what only looks like them."""

from pathlib import Path

import pytest

from tests.ingest.read.sheet import LEFT, RIGHT, SENTENCE, TOP, Sheet, shown


def test_running_heads_and_page_numbers_are_dropped_by_name(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(12, 17):
        odd = number % 2
        sheet.put(
            LEFT if odd else RIGHT - 120, 790, "某某市人民政府公报" if odd else f"2018年第{number}期", 10
        )
        sheet.put(RIGHT - 40 if odd else LEFT, 60, f"·{number}·", 10)
        # A number in the text at the foot is no page number.
        sheet.column(LEFT, TOP, RIGHT - LEFT, [f"第{number}页的正文。" + SENTENCE, "2018"])
        sheet.turn()
    source = sheet.source(tmp_path)
    assert [line.text for line in source.lines if line.drop == "page-number"] == [
        f"·{n}·" for n in range(12, 17)
    ]
    assert [line.text.strip("\f") for line in source.lines if line.drop == "running-head"] == [
        "2018年第12期",
        "某某市人民政府公报",
        "2018年第14期",
        "某某市人民政府公报",
        "2018年第16期",
    ]
    assert shown(source).count("2018") == 5


def test_what_only_looks_like_furniture_stays(tmp_path: Path) -> None:
    sheet = Sheet()
    for text in ("甲", "乙", "丙"):
        sheet.put(LEFT, 790, f"{text}的第一行。")
        sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
        sheet.put(LEFT, 60, f"{text}的最后一行。")
        sheet.turn()
    source = sheet.source(tmp_path)
    assert not [line.text for line in source.lines if line.drop]


@pytest.mark.parametrize(
    "opening",
    [
        ("枫府发〔2018〕9号", "枫府发〔2018〕10号", "枫府办发〔2018〕22号", "枫府发〔2018〕12号"),
        ("附件1", "附件2", "附件3", "附件4"),
        ("第31次会议通过", "第34次会议通过", "第40次会议通过", "第52次会议通过"),
    ],
)
def test_what_each_page_opens_with_stays_though_only_its_number_differs(tmp_path: Path, opening) -> None:
    sheet = Sheet()
    for words in opening:
        sheet.put(LEFT, 790, words)
        sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
        sheet.turn()
    found = shown(sheet.source(tmp_path))
    assert [line.strip("\f") for line in found if SENTENCE not in line] == list(opening)


def test_a_number_that_is_repeated_over_the_following_pages_stays_once(tmp_path: Path) -> None:
    sheet = Sheet()
    for _ in range(3):
        sheet.put(RIGHT - 160, 790, "枫府发〔2018〕9号")
        sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
        sheet.turn()
    source = sheet.source(tmp_path)
    assert [line.drop for line in source.lines if "枫府发" in line.text] == [
        "",
        "running-head",
        "running-head",
    ]


def test_a_large_name_over_each_document_of_an_issue_is_no_running_head(tmp_path: Path) -> None:
    sheet = Sheet()
    for _ in range(3):
        sheet.middle(785, "枫林县人民政府文件", 30)
        sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
        sheet.turn()
    assert sum("枫林县人民政府文件" in line for line in shown(sheet.source(tmp_path))) == 3


@pytest.mark.parametrize(
    ("cells", "rule"),
    [(("水果", "26377", "11.3"), ""), (("枫林政报", "2018年第4期"), "running-head")],
)
def test_the_last_row_of_a_table_over_its_closing_rule_is_no_running_head(
    tmp_path: Path, cells: tuple[str, ...], rule: str
) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
    sheet.turn()
    for column, cell in enumerate(cells):
        sheet.put(LEFT + 170 * column, 770, cell, 12)
    sheet.canvas.line(LEFT, 764, RIGHT, 764)
    sheet.column(LEFT, TOP - 20, RIGHT - LEFT, [SENTENCE])
    assert [line.drop for line in sheet.source(tmp_path).lines if cells[0] in line.text] == [rule]


def test_the_name_and_issue_of_a_bulletin_over_each_page_are_no_document_number(tmp_path: Path) -> None:
    sheet = Sheet()
    for _ in range(4):
        sheet.put(LEFT, 790, "枫岭省人民政府公报 2013年第14号", 10)
        sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
        sheet.turn()
    source = sheet.source(tmp_path)
    assert [line.drop for line in source.lines if "公报" in line.text] == ["running-head"] * 4


def test_an_entry_that_fills_its_line_ends_in_its_page_after_one_leader(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "目录")
    title = "枫林县人民政府关于进一步做好农民养老保险工作的若干"
    sheet.put(LEFT, TOP - 40, f"{title}意见…2")
    sheet.put(LEFT, TOP - 62, f"{title}规定…4")
    assert shown(sheet.source(tmp_path))[1:] == [f"{title}意见…2", f"{title}规定…4"]


def test_an_entry_of_the_contents_whose_page_stands_in_its_first_row_keeps_it(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "目录")
    for n, y in enumerate((TOP - 40, TOP - 100), start=2):
        sheet.put(LEFT, y, "枫林县人民政府办公室关于成立编纂委员会的")
        sheet.put(RIGHT - 20, y, f"({n})")
        sheet.put(LEFT, y - 22, "通知")
    assert [text for text in shown(sheet.source(tmp_path)) if "通知" in text] == ["通知", "通知"]


def test_contents_over_two_columns_below_a_head_set_wide_keep_their_pages(tmp_path: Path) -> None:
    sheet = Sheet()
    middle = (LEFT + RIGHT) / 2
    sheet.put(middle - 40, TOP, "目")
    sheet.put(middle + 24, TOP, "录")
    # A title goes up to its page, and on in the next row.
    for n, x in enumerate((LEFT, middle + 16)):
        for k in range(5):
            y = TOP - 40 - 44 * k
            sheet.put(x, y, "枫林县政府办关于成立编")
            sheet.put(x + 11 * 16 + 4, y, str(5 * n + k))
            sheet.put(x, y - 22, "纂委员会的通知")
    found = shown(sheet.source(tmp_path))
    assert found[0].replace("\u3000", "") == "目录"
    assert [text.replace("\u3000", "") for text in found[1:]] == [
        f"枫林县政府办关于成立编纂委员会的通知{n}" for n in range(10)
    ]


@pytest.mark.parametrize("ornament", ["【{}】", "[{}】", "~ {} ~", "一{}一", "({})"])
def test_page_numbers_between_whatever_marks_are_dropped(tmp_path: Path, ornament: str) -> None:
    sheet = Sheet()
    for n in range(7, 11):
        sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
        sheet.put(LEFT, 60, ornament.format(n), 10)
        sheet.turn()
    source = sheet.source(tmp_path)
    assert [line.text for line in source.lines if line.drop == "page-number"] == [
        ornament.format(n) for n in range(7, 11)
    ]


def test_a_day_of_a_diary_does_not_end_the_line_above(tmp_path: Path) -> None:
    sheet = Sheet()
    full = "枫林县人民政府召开常务会议审议城市管理办法。"
    y = TOP
    for n in range(1, 6):
        sheet.put(LEFT, y, f"8月{n}日")
        sheet.put(LEFT + 32, y - 28, full, (RIGHT - LEFT - 32) / len(full))
        y -= 56
    assert shown(sheet.source(tmp_path)) == [part for n in range(1, 6) for part in (f"8月{n}日", full)]


@pytest.mark.parametrize("upright", [True, False])
def test_the_caption_of_a_table_on_top_of_a_page_is_no_running_head(tmp_path: Path, upright: bool) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE])
    sheet.turn()
    sheet.middle(TOP, "资金来源构成")
    columns = [LEFT, LEFT + 150, LEFT + 300, RIGHT]
    for n, cells in enumerate(
        (["来源", "金额", "占比"], ["财政预算", "84,300", "21.6%"], ["其他", "39,800", "10.2%"])
    ):
        y = TOP - 6 - 28 * n
        for x, cell in zip(columns, cells, strict=False):
            sheet.put(x + 20, y - 21, cell)
        sheet.canvas.line(LEFT, y, RIGHT, y)
    sheet.canvas.line(LEFT, TOP - 90, RIGHT, TOP - 90)
    for x in columns if upright else ():
        sheet.canvas.line(x, TOP - 6, x, TOP - 90)
    assert "\f资金来源构成" in shown(sheet.source(tmp_path))


def test_a_title_that_each_page_opens_with_stays_though_its_type_is_not_larger(tmp_path: Path) -> None:
    sheet = Sheet()
    for matter in ("春季植树造林工作的通知", "夏季防汛抗旱工作的通知"):
        sheet.middle(770, "枫林县农业局关于")
        sheet.middle(742, matter)
        sheet.column(LEFT, TOP - 60, RIGHT - LEFT, [SENTENCE])
        sheet.turn()
    assert not [line for line in sheet.source(tmp_path).lines if line.drop]


def test_the_page_of_an_entry_is_no_index_though_its_type_is_small(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "目　录")
    for n, title in enumerate(("市政府文件", "人事任免", "大事记")):
        sheet.put(LEFT, TOP - 40 - 30 * n, title)
        sheet.put(RIGHT - 8, TOP - 38 - 30 * n, str(n + 2), 9)
    found = [text.replace("\u3000", "") for text in shown(sheet.source(tmp_path))[1:]]
    assert found == ["市政府文件2", "人事任免3", "大事记4"]


def test_the_page_of_a_bulletin_alone_has_its_number_at_the_foot(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE * 2])
    sheet.middle(60, "15", 10.5)
    assert shown(sheet.source(tmp_path)) == [SENTENCE * 2]


def test_words_and_numbers_in_the_margin_beside_the_text_are_no_text(tmp_path: Path) -> None:
    sheet = Sheet()
    for number, words in ((41, "枫林政务"), (42, "枫林政务"), (43, "枫林改务")):
        at = RIGHT + 20 if number % 2 else LEFT - 30
        for n, sign in enumerate(words):
            # In a scan no sign stands quite below the other, and one may be read otherwise.
            sheet.put(at + n % 3, TOP - 40 - 24 * n, sign, 14)
        sheet.put(at, 400, str(number), 10)
        sheet.column(LEFT, TOP, RIGHT - LEFT, [SENTENCE] * 4)
        sheet.turn()
    source = sheet.source(tmp_path)
    dropped = [(line.text.strip("\f"), line.drop) for line in source.lines if line.drop]
    assert [text for text, rule in dropped if rule == "running-head"] == [*"枫林政务枫林政务枫林改务"]
    assert [text for text, rule in dropped if rule == "page-number"] == ["41", "42", "43"]
    assert shown(source).count(SENTENCE) == 12
