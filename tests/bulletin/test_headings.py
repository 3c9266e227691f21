"""Headings by their numbering: alone on a line, and set in the line of their paragraph."""

import pytest
from gongbao.bulletin.headings import MAX_OWN_LINE, MAX_RUN_IN, article_clause, marker, own_line, run_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第一章　总则", (1, "第一章", 4)),
        ("一、总体要求", (1, "一、", 2)),
        ("第二节 机构", (2, "第二节", 4)),
        ("（一）健全体制", (2, "（一）", 3)),
        ("1. 甲", (3, "1.", 3)),
        ("（1）甲", (4, "（1）", 3)),
        ("1.2 甲", (3, "1.2", 4)),
        ("1.2.3 甲", (4, "1.2.3", 6)),
        ("总体要求", None),
        ("2024年工作", None),
    ],
)
def test_what_opens_a_text(text: str, found: tuple[int, str, int] | None) -> None:
    assert marker(text) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("一、总体要求", "总体要求"),
        ("（一）指导思想。", "指导思想"),
        ("一、" + "甲" * MAX_OWN_LINE, "甲" * MAX_OWN_LINE),
        ("一、" + "甲" * (MAX_OWN_LINE + 1), None),
        ("1. " + "甲" * 30, "甲" * 30),
        ("1. " + "甲" * 31, None),
        ("1. 甲。", None),
        ("（一）" + "甲" * 26 + "。", "甲" * 26),
        ("（一）" + "甲" * 27 + "。", None),
        ("一、" + "甲" * 30 + "：", "甲" * 30),
        ("一、" + "甲" * 31 + "：", None),
        ("一、征收范围：" + "甲" * 12, "征收范围：" + "甲" * 12),
        ("一、征收范围：" + "甲" * 13, None),
        ("一、甲，", None),
        ("一、甲；乙", None),
        ("一、", None),
        ("总体要求", None),
    ],
)
def test_a_heading_on_a_line_of_its_own(text: str, words: str | None) -> None:
    found = own_line(text)
    assert (found.text if found else None) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("（一）普查对象。我区全部住户。", "普查对象"),
        ("（一）普查对象：我区全部住户。", "普查对象"),
        ("（一）普查对象。", None),
        ("（一）。我区", None),
        ("（一）" + "甲" * MAX_RUN_IN + "。乙", "甲" * MAX_RUN_IN),
        ("（一）" + "甲" * (MAX_RUN_IN + 1) + "。乙", None),
        ("（一）甲，乙，丙。丁", "甲，乙，丙"),
        ("（一）甲，乙，丙，丁。戊", None),
        ("（一）甲；乙。丙", None),
        ("普查对象。我区", None),
    ],
)
def test_a_heading_in_the_line_of_its_paragraph(text: str, words: str | None) -> None:
    found = run_in(text)
    assert (found.text if found else None) == words
    assert not found or text[: found.end].rstrip("。：") == found.label


@pytest.mark.parametrize(
    ("text", "clause"),
    [("第十二条 甲", "第十二条"), ("第三条之一　甲", "第三条之一"), ("依第三条", None), ("条", None)],
)
def test_the_clause_that_a_paragraph_opens_with(text: str, clause: str | None) -> None:
    found = article_clause(text)
    assert (found.strip() if found else None) == clause
