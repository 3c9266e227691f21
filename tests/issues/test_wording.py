"""How dates, citations and titles read."""

from types import SimpleNamespace

import pytest
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.issue import IssueMeta
from gongbao.issues.contents import IssuePage
from gongbao.issues.wording import (
    citation,
    cover_lines,
    han_date,
    prefix_ids,
    source_lines,
    title_lines,
    unbracketed,
)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("枫林公报", ["枫林公报"]),
        ("枫林县人民政府公报", ["枫林县", "人民政府公报"]),
        ("云溪市青溪区人民政府公报", ["云溪市青溪区", "人民政府公报"]),
        ("云溪省人民代表大会常务委员会公报", ["云溪省", "人民代表大会", "常务委员会公报"]),
        ("云溪民族自治州政报", ["云溪民族自治州", "政报"]),
        # No words to break at: lines of the same length.
        ("云溪经济技术开发区管理文件汇编", ["云溪经济技", "术开发区管", "理文件汇编"]),
    ],
)
def test_a_bulletins_name_is_set_in_lines_on_a_cover(title: str, lines: list[str]) -> None:
    found = cover_lines(title)
    assert "".join(found) == title
    assert found == lines


@pytest.mark.parametrize(
    ("iso", "shown"),
    [("2018-05-06", "2018年5月6日"), ("2018-12-31", "2018年12月31日"), (None, ""), ("旧", "旧")],
)
def test_dates_have_no_leading_zeros(iso: str | None, shown: str) -> None:
    assert han_date(iso) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("148-246", "第148—246行"), ("5", "第5行"), ("11-27, 34", "第11—27、34行"), (None, "")],
)
def test_source_lines(text: str | None, shown: str) -> None:
    assert source_lines(text) == shown


@pytest.mark.parametrize(
    ("title", "agencies", "segments"),
    [
        (
            "甲市乙区人民政府关于印发甲市乙区盐业改革方案的通知",
            ("甲市乙区人民政府",),
            ["甲市乙区人民政府", "关于印发", "甲市乙区盐业改革方案的通知"],
        ),
        ("甲县人民政府关于周平任职的通知", ("甲县人民政府",), ["甲县人民政府", "关于周平任职的通知"]),
        ("关于做好森林防火工作的通知", (), ["关于做好", "森林防火工作的通知"]),
        ("甲县地名管理规定", ("甲县人民政府",), ["甲县地名管理规定"]),
        ("甲县人民政府", ("甲县人民政府",), ["甲县人民政府"]),
    ],
)
def test_titles_break_at_sense(title: str, agencies: tuple[str, ...], segments: list[str]) -> None:
    assert title_lines(title, agencies) == segments
    assert "".join(segments) == title


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("（此件公开发布）", "此件公开发布"),
        ("(此件公开发布)", "此件公开发布"),
        ("此件公开发布", "此件公开发布"),
        ("网络汇编（x、* 等）", "网络汇编（x、* 等）"),
        ("（甲）乙（丙）", "（甲）乙（丙）"),
        ("（）", "（）"),
    ],
)
def test_only_brackets_around_the_whole_are_taken_off(text: str, shown: str) -> None:
    assert unbracketed(text) == shown


def test_a_citation_names_number_bulletin_issue_and_page() -> None:
    issue = IssuePage(IssueMeta("g", "甲县公报", 2018, "5", "75"), (), "", "")
    notice = ArticleMeta("关于转发《乙办法》的通知", "a", doc_number="甲府发〔2018〕1号", page="8")
    assert (
        citation(SimpleNamespace(bulletin=notice, issue_page=issue))
        == "《关于转发〈乙办法〉的通知》（甲府发〔2018〕1号），载《甲县公报》2018年第5期（总第75期），第8页。"
    )
    single = ArticleMeta("讲话", "b", byline="王某", issued="2021-02-03")
    assert citation(SimpleNamespace(bulletin=single, issue_page=None)) == "王某：《讲话》，2021年2月3日。"


def test_ids_get_their_prefix_in_tags_only() -> None:
    html = '<p id="t1">甲 id="t1" <a href="#t2">乙</a></p><div aria-labelledby="t3" class="b"></div>'
    assert (
        prefix_ids(html, "a1-")
        == '<p id="a1-t1">甲 id="t1" <a href="#a1-t2">乙</a></p><div aria-labelledby="a1-t3" class="b"></div>'
    )
