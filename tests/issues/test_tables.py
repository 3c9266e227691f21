"""Tables: merged cells, headers, captions, columns of numbers."""

import re

import pytest
from gongbao.issues.markup import Renderer

RENDERER = Renderer()


def table(*rows: str, caption: str = "") -> str:
    head, *body = [f"| {row} |" for row in rows]
    rule = "|" + " --- |" * (head.count("|") - 1)
    named = f"{caption}\n{{: .caption }}\n\n" if caption else ""
    return RENDERER.render(named + "\n".join([head, rule, *body])).html


def cells(html: str) -> list[tuple[str, str]]:
    """Return (spans, text) of every cell."""
    return [
        (" ".join(re.findall(r'(?:rowspan|colspan)="\d+"', attributes)), text)
        for attributes, text in re.findall(r"<t[hd]([^>]*)>(.*?)</t[hd]>", html)
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ("甲 | 乙", "1 | 2", "^^ | 3"),
            [("", "甲"), ("", "乙"), ('rowspan="2"', "1"), ("", "2"), ("", "3")],
        ),
        (("甲 | 乙", "合计 | <<"), [("", "甲"), ("", "乙"), ('colspan="2"', "合计")]),
        (
            ("甲 | 乙 | 丙", "块 | << | 1", "^^ | ^^ | 2"),
            [("", "甲"), ("", "乙"), ("", "丙"), ('colspan="2" rowspan="2"', "块"), ("", "1"), ("", "2")],
        ),
        (("甲 | 乙", "<< | 1"), [("", "甲"), ("", "乙"), ("", ""), ("", "1")]),
    ],
)
def test_marked_cells_are_merged(rows: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    got = cells(table(*rows))
    assert [(" ".join(sorted(spans.split())), text) for spans, text in got] == expected


def test_a_second_header_row_is_known_by_its_merged_cells() -> None:
    html = table("乡镇 | 人数 | <<", "^^ | 男 | 女", "甲乡 | 1 | 2")
    head, body = html.split("</thead>")
    assert head.count("<tr>") == 2
    assert 'rowspan="2"' in head
    assert 'colspan="2" scope="colgroup"' in head or 'scope="colgroup"' in head
    assert "甲乡" in body
    assert "<th" not in body


def test_the_caption_names_the_box_that_scrolls() -> None:
    html = table("甲 | 乙", "1 | 2", caption="物资表")
    identity = re.search(r'<caption class="caption" id="([^"]+)">物资表</caption>', html)
    assert identity
    assert f'aria-labelledby="{identity[1]}"' in html
    assert 'tabindex="0"' in html
    assert "<p" not in html


def test_a_table_without_caption_has_a_name_all_the_same() -> None:
    assert 'aria-label="表1"' in table("甲 | 乙", "1 | 2")


def test_a_caption_without_table_stays_a_paragraph() -> None:
    html = RENDERER.render("物资表\n{: .caption }\n\n甲。").html
    assert html.index("物资表") < html.index("甲。")
    assert '<p class="caption"' in html


@pytest.mark.parametrize(
    ("column", "is_number"),
    [
        (["12", "1,200", "3.5%"], True),
        (["—", "73%", "10.7"], True),
        (["82.47/10万", "5"], True),
        (["下降10%", "5"], False),
        (["", ""], False),
        (["2018年5月", "5"], False),
    ],
)
def test_columns_of_numbers_are_aligned(column: list[str], is_number: bool) -> None:
    html = table("名 | 数", *(f"甲 | {value}" for value in column))
    assert ('class="num"' in html) is is_number


def test_alignment_marks_leave_no_style() -> None:
    html = RENDERER.render("| 甲 | 乙 |\n| :--- | ---: |\n| 1 | 2 |").html
    assert "style" not in html
    assert "align" not in html


def test_an_escaped_bar_stays_in_its_cell() -> None:
    assert cells(table("甲 | 乙", "a\\|b | 2"))[2][1] == "a|b"


@pytest.mark.parametrize(
    "rows",
    [
        (
            "2013年1月5日 | 财政部 | 印发通知",
            "2013年2月6日 | 国务院 | 召开会议",
            "2013年2月20日 | 国务院 | 转发意见",
        ),
        ("1 | 古渡桥 | 清", "2 | 龙王庙 | 明"),
        ("甲镇 | 本镇今年以来按照要求逐项整改到位，共整改问题三个。", "乙镇 | 无。"),
    ],
)
def test_a_first_row_that_says_what_the_others_do_is_no_head(rows: tuple[str, ...]) -> None:
    html = table(*rows)
    assert "<th" not in html
    assert [text for _spans, text in cells(html)] == [cell for row in rows for cell in row.split(" | ")]


@pytest.mark.parametrize(
    "rows",
    [
        ("序号 | 5", "当事人 | 某商行", "处罚内容 | 罚款二万元"),
        ("决定书文号 | 枫市监罚〔2024〕12号", "当事人 | 某商行", "罚款 | 20000"),
        ("项目名称 | ", "申报单位 | ", "申报日期 | "),
    ],
)
def test_labels_of_facts_are_the_heads_of_their_rows(rows: tuple[str, ...]) -> None:
    html = table(*rows)
    assert "<thead" not in html
    assert re.findall(r'<th scope="row">(.*?)</th>', html) == [row.split(" |")[0] for row in rows]
    assert len(cells(html)) == 6


@pytest.mark.parametrize(
    "rows",
    [
        ("指标 | 2020年", "粮食 | 92", "水果 | 95"),
        ("事项 | 2024年目标任务", "粮食 | 达到100吨", "水果 | 达到20吨"),
        ("时间 | 内容", "6月10日 | 公布方案", "6月12日 | 报名"),
        ("年份 | 2019 | 2020", "2018 | 1 | 2", "粮食 | 3 | 4"),
        ("序号 | 名称", "1 | 古渡桥", "2 | 龙王庙"),
    ],
)
def test_a_head_of_years_or_names_stays_a_head(rows: tuple[str, ...]) -> None:
    html = table(*rows)
    assert html.count("<th ") == len(rows[0].split(" | "))
    assert "<thead" in html
