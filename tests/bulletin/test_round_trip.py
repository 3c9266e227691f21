"""What a header, a masthead or a printed contents page says comes back as it was written, whatever characters it has."""

import re

import pytest
from gongbao.bulletin import article, article_fields, issue
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.article_fields import MetadataError
from gongbao.bulletin.handwritten import CONTROL
from gongbao.bulletin.issue import ContentsEntry, IssueMeta
from hypothesis import given
from hypothesis import strategies as st

# Every character that a file in UTF-8 can hold, and those that end lines and values often.
VALUES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="甲乙 \u3000:：;\r\n\t\x0b\x0c\x1c\x85\u2028\u2029\ufeff#-{}", max_size=20),
)
TEXTS = (
    "title",
    "subtitle",
    "section",
    "recipients",
    "cc",
    "printed_by",
    "disclosure",
    "byline",
    "credit",
    "column",
    "note",
    "source",
)


@given(st.fixed_dictionaries(dict.fromkeys(TEXTS, VALUES)))
def test_a_header_comes_back(values: dict[str, str]) -> None:
    values = {
        name: CONTROL.sub("", text.replace("\x0b", " ").replace("\x0c", " ")) for name, text in values.items()
    }
    meta = ArticleMeta(slug="a", **{**values, "title": f"甲{values['title']}"})
    again, body = article.load(article.dump(meta, "正文。").replace("\r\n", "\n").replace("\r", "\n"))
    for name in TEXTS:
        written = str(getattr(meta, name))
        assert re.sub(r"\s+", "", str(getattr(again, name) or "")) == re.sub(r"\s+", "", written)
    assert article.dump(again, body) == article.dump(meta, "正文。")


@pytest.mark.parametrize("page", ["8", "128", "A3", "封面", "封底", "封二", "封三", "插页", "插3"])
def test_a_page_of_the_printed_contents_comes_back(page: str) -> None:
    contents = (ContentsEntry("文件", "", page), ContentsEntry("文件", "关于防汛的通知", page))
    meta = IssueMeta("jia-gongbao", "甲县公报", 2018, "5", contents=contents)
    assert issue.load(issue.dump(meta)).contents == contents


@pytest.mark.parametrize(
    ("name", "text"),
    [("year", "20180516123"), ("year", "0"), ("year", "20188"), ("year", "9" * 5000), ("issue", "20180516"), ("issue", "9" * 5000),
     ("issue", "1-99999999"), ("issue", "z99999999"), ("order", "9" * 5000), ("order", "1.5")],
)  # fmt: skip
def test_a_slip_of_the_hand_is_no_number(name: str, text: str) -> None:
    with pytest.raises(MetadataError, match=f"^{name.capitalize()}: "):
        article_fields.parse_field(name, text)
    if name in ("year", "issue"):
        header = {"year": "2018", "issue": "5", name: text}
        with pytest.raises(MetadataError, match=f"^{name.capitalize()}: "):
            issue.load(
                f"Title: 甲县公报\nPublication: a\nYear: {header['year']}\nIssue: {header['issue']}\n\n"
            )


@pytest.mark.parametrize(("text", "number"), [("2018年", 2018), ("２０１８", 2018)])
def test_a_year_may_be_written_as_in_print(text: str, number: int) -> None:
    assert issue.load(f"Title: 甲县公报\nPublication: a\nYear: {text}\nIssue: 第5期\n\n").year == number
