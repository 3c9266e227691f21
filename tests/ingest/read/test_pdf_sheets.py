"""How large pages of PDFs are, and two of them on one sheet."""

import io
from pathlib import Path

import pypdf
import pytest
from gongbao.ingest import pipeline
from gongbao.ingest.read.pdf.page_numbers import is_decorated, printed, states
from pypdf.generic import ArrayObject, FloatObject, NameObject

from tests.ingest.read.sheet import LEFT, SENTENCE, TOP, Sheet, saved, shown

TOP_OF_TEXT = 730.0


def _half(sheet: Sheet, x: float, words: str, number: str) -> None:
    sheet.column(x, 500, 340, [words + SENTENCE * 2, SENTENCE], 11, 18)
    sheet.put(x + 160, 30, number, 9)


def test_two_pages_on_one_sheet_are_read_one_after_the_other(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas.setPageSize((842, 595))
    for number in (2, 4):
        _half(sheet, 40, f"第{number}面。", f"— {number} —")
        _half(sheet, 462, f"第{number + 1}面。", f"— {number + 1} —")
        sheet.turn()
    source = sheet.source(tmp_path)
    assert [text.strip("\f")[:4] for text in shown(source)][::2] == [
        "第2面。",
        "第3面。",
        "第4面。",
        "第5面。",
    ]
    assert [line.text for line in source.lines if line.drop] == [f"— {n} —" for n in range(2, 6)]
    places = [line.place.box[0] for line in source.lines if line.place and line.place.box and not line.drop]
    assert places[0] < 0.5 < places[2]


def test_sheets_of_a_booklet_are_read_in_the_order_of_their_pages(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas.setPageSize((842, 595))
    for left, right in ((8, 5), (6, 7)):
        _half(sheet, 40, f"第{left}面。", f"— {left} —")
        _half(sheet, 462, f"第{right}面。", f"— {right} —")
        sheet.turn()
    found = [text.strip("\f")[:4] for text in shown(sheet.source(tmp_path))][::2]
    assert found == ["第5面。", "第6面。", "第7面。", "第8面。"]


def test_two_columns_on_a_wide_page_are_one_page(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.canvas.setPageSize((842, 595))
    _half(sheet, 40, "左栏。", "")
    _half(sheet, 462, "右栏。", "")
    sheet.put(410, 30, "— 2 —", 9)
    assert [text[:3] for text in shown(sheet.source(tmp_path))][::2] == ["左栏。", "右栏。"]


def test_pages_whose_size_is_stated_above_them_are_read_whole(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(79, 826, "顶边的一行")
    sheet.column(79, 740, 440, [SENTENCE])
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(sheet.data()))
    page = writer.pages[0]
    box = ArrayObject([FloatObject(value) for value in page.mediabox])
    del page[NameObject("/MediaBox")]
    page["/Parent"].get_object()[NameObject("/MediaBox")] = box
    out = io.BytesIO()
    writer.write(out)
    source = saved(tmp_path, out.getvalue())
    assert shown(source)[0] == "顶边的一行"
    assert not [line for line in source.lines if line.drop]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("— 12 —", 12),
        ("·3·", 3),
        ("〔7〕", 7),
        ("第 3 页 共 10 页", 3),
        ("第三页", 3),
        ("－ 十二 －", 12),
        ("3/10", 3),
        ("3 / 10", 3),
        ("Page 3 of 10", 3),
        ("iv", 4),
        ("XII", 12),
        ("012", 12),
        ("3 10", None),
        ("2018年", None),
        ("三、", None),
        ("（一）某事", None),
        ("", None),
    ],
)
def test_numbers_of_pages(text: str, number: int | None) -> None:
    assert printed(text) == number


def test_a_page_that_says_which_of_how_many_it_is() -> None:
    assert states("1/3", 1, 3) and states("第一页 共三页", 1, 3)
    assert not states("1/3", 2, 3) and not states("1/3", 1, 4) and not states("1", 1, 3)
    assert is_decorated("— 1 —") and is_decorated("Page 1 of 1") and not is_decorated("1/2")


def test_what_a_browser_prints_around_a_page_is_furniture(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(40, 815, "2023/3/20 10:12　关于道路养护的批复-某县交通运输局", 7)
    sheet.middle(TOP_OF_TEXT, "关于道路养护的批复", 20)
    sheet.column(79, 680, 440, [SENTENCE * 4])
    sheet.put(40, 20, "https://www.example.com/art/2023/3/20/art_11_2.html　　1/1", 7)
    source = sheet.source(tmp_path)
    assert shown(source)[0] == "关于道路养护的批复"
    assert [line.drop for line in source.lines if line.drop] == ["running-head", "running-head"]


def test_figures_that_a_blank_parts_at_the_edges_of_pages_are_read(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in ("1 2", "12"):
        sheet.column(79, 740, 440, [SENTENCE])
        sheet.put(79, 60, f"第{number}期", 10)
        sheet.turn()
    assert len(shown(sheet.source(tmp_path))) == 2


def test_titles_that_open_pages_are_no_running_heads(tmp_path: Path) -> None:
    sheet = Sheet()
    for subject in ("修路", "植树", "防汛", "清淤"):
        sheet.middle(790, "某县人民政府", 20)
        sheet.middle(762, f"关于{subject}的通知", 20)
        sheet.column(79, 700, 440, [SENTENCE])
        sheet.turn()
    assert [text.strip("\f") for text in shown(sheet.source(tmp_path))].count("某县人民政府") == 4


def test_a_head_that_names_the_issue_on_few_pages_is_furniture(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(1, 6):
        if number > 2:
            sheet.put(79, 800, "某县人民政府公报" if number % 2 else "2021年第3期", 16)
        sheet.column(79, 740, 440, [SENTENCE] * (5 if number > 2 else 1))
        sheet.turn()
    source = sheet.source(tmp_path)
    assert [line.text.strip("\f") for line in source.lines if line.drop == "running-head"] == [
        "某县人民政府公报",
        "2021年第3期",
        "某县人民政府公报",
    ]


def test_labels_of_a_masthead_are_lines_of_their_own(tmp_path: Path) -> None:
    labels = ["主办单位：某镇人民政府办公室", "编辑：某镇党政综合办公室编", "电　话：0000-3330001转8001"]
    sheet = Sheet()
    for row, label in enumerate(labels):
        sheet.put(79, 700 - 16 * row, label, 10)
    sheet.column(300, 700, 220, [SENTENCE * 4], 10, 16)
    assert shown(sheet.source(tmp_path))[:3] == labels


def put_notice(sheet: Sheet, number: int, subject: str) -> None:
    """Put a notice on a page of its own, below what stands over it."""
    sheet.middle(740, f"某市人民政府关于{subject}的通知", 20)
    sheet.middle(700, f"某政发〔2022〕{number}号")
    sheet.put(79, 660, "各县人民政府：")
    y = sheet.column(79, 632, 440, [SENTENCE])
    sheet.put(380, y, "某市人民政府")
    sheet.put(380, y - 28, f"2022年9月{number}日")
    sheet.turn()


def test_an_issue_whose_name_stands_over_its_pages_alone_is_known_by_that_and_flagged(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(400, "9", 40)
    sheet.turn()
    for number, subject in enumerate(("修路", "植树", "防汛"), start=1):
        sheet.put(79, 800, "某市人民政府公报　2022年第9期", 9)
        put_notice(sheet, number, subject)
    edition = pipeline.make(sheet.source(tmp_path), kind="gazette")
    assert edition.issue is not None
    assert (edition.issue.title, edition.issue.year, edition.issue.issue) == ("某市人民政府公报", 2022, "9")
    assert {flag.rule for flag in edition.flags} >= {"issue-from-running-head"}
    assert len(edition.records) == 3


@pytest.mark.parametrize("left", ["某市人民政府公报　　2022年第9期", "某市人民政府公报"])
def test_pages_of_an_issue_are_known_by_what_stands_over_them(tmp_path: Path, left: str) -> None:
    sheet = Sheet()
    for number, subject in enumerate(("修路", "植树", "防汛", "住房"), start=1):
        # How far apart the words stand differs from page to page; over a right page may stand others than over a left one.
        over = left if number % 2 else "2022年第9期"
        sheet.put(79, 800, left.replace("　　", "　" * (2 + number)) if "期" in left else over, 9)
        put_notice(sheet, number, subject)
    edition = pipeline.make(sheet.source(tmp_path))
    assert edition.issue is not None
    assert (edition.issue.title, edition.issue.year, edition.issue.issue) == ("某市人民政府公报", 2022, "9")
    assert len(edition.records) == 4


def test_an_entry_behind_its_page_is_no_half_of_the_full_line_above(tmp_path: Path) -> None:
    sheet = Sheet()
    entries = ["某市人民政府关于做好今年春季植树造林工作的通知全文", "某市人民政府关于防汛的通知", "大事记"]
    for n, title in enumerate(entries):
        sheet.put(LEFT, TOP - 28 * n, f"{3 + n:02d}")
        sheet.put(LEFT + 48, TOP - 28 * n, title)
    found = [line.replace("\u3000", "") for line in shown(sheet.source(tmp_path))]
    assert found == [f"{3 + n:02d}{title}" for n, title in enumerate(entries)]


def test_a_number_alone_far_below_the_text_of_a_single_page_is_its_number(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.column(79, 740, 440, [SENTENCE])
    sheet.put(295, 40, "1", 10)
    assert shown(sheet.source(tmp_path)) == [SENTENCE]


def test_the_name_of_a_layout_s_file_beside_the_page_is_furniture(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.put(40, 820, "校验通知.indd　1　2023/10/8　上午9:12", 6)
    sheet.column(79, 740, 440, [SENTENCE * 2])
    assert shown(sheet.source(tmp_path)) == [SENTENCE * 2]


def test_a_section_s_name_down_the_margin_of_pages_is_furniture(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(2):
        x = 560 if number else 25
        for row, sign in enumerate("政府文件"):
            sheet.put(x, 480 - 18 * row, sign, 12)
        sheet.column(79, 740, 440, [SENTENCE] * 6)
        sheet.turn()
    source = sheet.source(tmp_path)
    assert [text.strip("\f") for text in shown(source)] == [SENTENCE] * 12
    assert {line.drop for line in source.lines if line.drop} == {"running-head"}
