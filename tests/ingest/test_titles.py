"""Where a title ends that stands in several lines, with no blank line below it."""

from pathlib import Path

from gongbao.ingest import pipeline
from gongbao.ingest.read import read

from tests.ingest.read.sheet import LEFT, RIGHT, SENTENCE, TOP, Sheet


def test_who_issued_a_communique_stands_below_its_title(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "枫林县2019年国民经济和社会发展统计公报", 20)
    sheet.middle(TOP - 30, "枫林县统计局")
    sheet.middle(TOP - 58, "（2020年3月20日）")
    sheet.column(LEFT, TOP - 100, RIGHT - LEFT, [SENTENCE])
    (made,) = pipeline.make(sheet.source(tmp_path)).records
    assert made.fields["title"] == "枫林县2019年国民经济和社会发展统计公报"


def test_a_plans_own_contents_are_no_part_of_its_title(tmp_path: Path) -> None:
    chapters = ["第一章　现状与形势", "第二章　目标与布局", "第三章　重点任务"]
    lines = [
        "枫林县“十三五”水资源保护规划",
        "目　录",
        *(f"{chapter}……{n}" for n, chapter in enumerate(chapters, 1)),
    ]
    for chapter in chapters:
        lines += [chapter, SENTENCE]
    file = tmp_path / "规划.txt"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (made,) = pipeline.make(read(file)).records
    assert made.fields["title"] == "枫林县“十三五”水资源保护规划"
    assert [block.text for block in made.blocks if block.kind == "heading"] == chapters


def test_who_wrote_and_the_first_day_of_a_diary_are_no_part_of_a_title(tmp_path: Path) -> None:
    for words, title in (
        (["古城新韵", "本刊记者　柳青原", SENTENCE], "古城新韵"),
        (["枫林县2012年8月大事记", "8月2日", SENTENCE, "8月6日", SENTENCE], "枫林县2012年8月大事记"),
        (["枫林县2012年大事记", "七　月", SENTENCE, "八　月", SENTENCE], "枫林县2012年大事记"),
    ):
        sheet = Sheet()
        sheet.middle(TOP, words[0], 22)
        y = TOP - 30
        for text in words[1:]:
            y = sheet.column(LEFT, y, RIGHT - LEFT, [text])
        (made,) = pipeline.make(sheet.source(tmp_path)).records
        assert made.fields["title"] == title


def test_the_first_head_below_a_title_over_columns_is_no_part_of_it(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.middle(TOP, "政务动态", 22)
    for x, head in ((LEFT, "青石镇推行一窗受理"), (LEFT + 235, "柳河镇建起图书驿站")):
        sheet.put(x + 21, TOP - 50, head, 10.5)
        sheet.column(x, TOP - 67, 205, [SENTENCE, SENTENCE], 10.5, 17)
    (made,) = pipeline.make(sheet.source(tmp_path)).records
    assert made.fields["title"] == "政务动态"


def test_the_first_row_of_a_table_is_no_title_and_what_has_none_says_so(tmp_path: Path) -> None:
    file = tmp_path / "处罚12.txt"
    rows = [
        "序号\t12",
        "当事人名称\t枫林县某商行",
        "处罚内容\t罚款二万元",
        "作出决定机关\t枫林县市场监督管理局",
    ]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    (made,) = pipeline.make(read(file)).records
    assert made.fields["title"] == "处罚12.txt"
    (table,) = [block for block in made.blocks if block.kind == "table"]
    assert [cell for row in table.rows for cell in row][:4] == ["序号", "12", "当事人名称", "枫林县某商行"]
    assert [(flag.rule, flag.text) for flag in made.flags] == [("title-not-found", "处罚12.txt")]


def test_a_text_that_is_called_by_its_first_words_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(SENTENCE * 3 + "\n", encoding="utf-8")
    (made,) = pipeline.make(read(file)).records
    assert SENTENCE.startswith(str(made.fields["title"])[:20])
    assert "title-not-found" in [flag.rule for flag in made.flags]
