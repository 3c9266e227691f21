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
