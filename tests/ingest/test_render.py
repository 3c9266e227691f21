"""What ingest writes, the site shows as it stood: every sign of a text, and the words that mean something by their form."""

import html
import re

import pytest
from gongbao.ingest.model.marks import MARKS, marked
from gongbao.ingest.model.record import Block, Record
from gongbao.ingest.write import render
from gongbao.issues.markup import Renderer
from hypothesis import example, given
from hypothesis import strategies as st

RENDERER = Renderer()
SIGNS = "~^_*`[](){}<>&|\\#+-=:.!1a甲。，"


def shown(markdown: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", RENDERER.render(markdown).html)).strip("\n")


@example("~~三元~~^^五元^^")
@example("10^{4}，K_{甲}")
@example("甲{: .note }")
@example("甲}{: .x }")
@example("1~6月，7~9月")
@example("==")
@example("~~~")
@given(st.text(SIGNS, min_size=1, max_size=24))
def test_every_sign_of_a_text_is_shown_as_it_stands(text: str) -> None:
    assert shown(render.escape(text)) == text


AWKWARD = st.lists(
    st.sampled_from(
        [*SIGNS, "{:.date}", "{: .evil }", "==", "=-", "---", "&#123;", "![a](b)", "](", "```", "1. ", "- ", "^^", "<<", "{:#id}", ".date}"]
    ),
    min_size=1, max_size=7,
).map(lambda parts: "".join(parts).strip()).filter(bool)  # fmt: skip
KINDS = ("paragraph", "heading", "subhead", "attachment", "item", "signature", "date", "list", "table")


@example("甲#", "heading")
@example("甲\\#", "heading")
@example("甲{:.date}", "table")
@given(AWKWARD.filter(lambda text: text not in ("^^", "<<")), st.sampled_from(KINDS))
def test_every_sign_is_shown_whatever_it_stands_in(text: str, kind: str) -> None:
    rows = [["头", text], [text, "乙"]] if kind == "table" else []
    block = Block(kind, "" if rows else text, level=1, rows=rows)
    record = Record(blocks=[Block("paragraph", "前文。"), block, Block("paragraph", "后文。")])
    blocks = RENDERER.render(render.body(record)).blocks
    assert [one.text for one in blocks[1:-1]] == (["头", text, text, "乙"] if rows else [text])


def inside(kind: str, words: str) -> str:
    return MARKS[kind][0] + words + MARKS[kind][1]


@pytest.mark.parametrize(
    ("text", "markdown", "page"),
    [
        ("处" + inside("struck", "三元") + inside("inserted", "五元") + "罚款",
         "处~~三元~~^^五元^^罚款", "处<del>三元</del><ins>五元</ins>罚款"),
        ("10" + inside("raised", "-甲") + "吨", "10^{-甲}吨", "10<sup>-甲</sup>吨"),
        ("K" + inside("lowered", "甲"), "K_{甲}", "K<sub>甲</sub>"),
        (inside("struck", "面积10" + inside("raised", "甲") + "亩"), "~~面积10^{甲}亩~~", "<del>面积10<sup>甲</sup>亩</del>"),
        (inside("struck", "a~b^c{d}"), "~~a\\~b\\^c\\{d\\}~~", "<del>a~b^c{d}</del>"),
        (inside("raised", "1}"), "^{1\\}}", "<sup>1}</sup>"),
        # A text cut in two leaves half a pair.
        (MARKS["struck"][0] + "三元", "~~三元~~", "<del>三元</del>"),
        ("三元" + MARKS["struck"][1], "三元", "三元"),
        ("甲" + inside("struck", "") + "乙", "甲乙", "甲乙"),
    ],
)  # fmt: skip
def test_marked_words_keep_their_form(text: str, markdown: str, page: str) -> None:
    assert render.escape(text) == markdown
    assert page in RENDERER.render(markdown).html


def test_figures_become_the_signs_that_unicode_has_for_them() -> None:
    assert marked("2", "raised") + marked("2", "lowered") == "²₂"


@given(st.text(SIGNS + "".join(a + b for a, b in MARKS.values()), max_size=24))
def test_no_mark_is_left_over(text: str) -> None:
    assert not re.search("[\ufdd0-\ufdef]", render.escape(text))


def test_marked_words_stand_in_cells_and_headings() -> None:
    struck = inside("struck", "甲")
    record = Record(blocks=[
        Block("attachment", f"办法{struck}", 1),
        Block("table", rows=[["项目", f"m{inside('raised', '甲')}"], ["^^", struck]]),
    ])  # fmt: skip
    page = RENDERER.render(render.body(record)).html
    assert "办法<del>甲</del>" in page
    assert "m<sup>甲</sup>" in page
    assert 'rowspan="2"' in page


def test_a_record_is_written_as_a_whole() -> None:
    blocks = [
        Block("paragraph", "甲*乙"), Block("heading", "一、甲 #", level=1), Block("subhead", "乙", level=9), Block("paragraph"),
        Block("list", "附件：1.甲"), Block("attachment", "附件1"), Block("signature", "某府"),
        Block("table", rows=[["甲", "^^"], ["乙|", "<<"]]), Block("picture", "图[1]", file=b"x", suffix=".png"),
        Block("picture", file=b"y", suffix=".jpg"), Block("picture", "三", file=b"z", suffix=".gif"),
    ]  # fmt: skip
    record = Record(blocks=blocks)
    assert render.body(record, "a") == (
        "甲\\*乙\n\n## 一、甲 \\#\n\n###### 乙\n\n附件：1.甲\n{: .attachment-list }\n\n## 附件1 {: .attachment }\n\n"
        "某府\n{: .signature }\n\n| 甲 | ^^ |\n| --- | --- |\n| 乙\\| | << |\n\n![图（1）](a.picture-1.png)\n\n"
        "![](a.picture-2.jpg)\n\n![三](a.picture-3.gif)\n"
    )
    files = {"a.picture-1.png": b"x", "a.picture-2.jpg": b"y", "a.picture-3.gif": b"z"}
    assert render.pictures(record, "a") == files
