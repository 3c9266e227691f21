from unittest import mock

import pytest
from gongbao.search import paragraphs
from gongbao.search.document import Paragraph
from gongbao.search.paragraphs import from_html, with_room

CASES = [
    ("<p id='a'>甲</p><p id='b'>乙</p>", [("a", "甲"), ("b", "乙")]),
    ("<p>没有编号</p>", [("", "没有编号")]),
    ("<p id='a'>盐<b>业</b>改<a href='x'>革</a></p>", [("a", "盐业改革")]),
    ("<p id='a'>一<br>二</p>", [("a", "一 二")]),
    ("<p id='a'>前半\n后半</p>", [("a", "前半后半")]),
    ("<p id='a'>，前半，\n后半</p>", [("a", "，前半，后半")]),
    ("<p id='a'>two\nlines</p>", [("a", "two lines")]),
    ("<h2 id='h'>一、总则</h2><ul><li id='x'>子项<ul><li>孙项</li></ul>后文</li></ul>",
     [("h", "一、总则"), ("x", "子项"), ("x", "孙项"), ("x", "后文")]),
    ("<table id='t'><caption id='c'>表</caption><tr><td id='t1'>序号</td><th>任务</th></tr></table>",
     [("c", "表"), ("t1", "序号"), ("t", "任务")]),
    ("<section id='s'>散文<p id='p'>段</p></section>", [("s", "散文"), ("p", "段")]),
    ("<p id='a'>见<script>no()</script><span hidden>藏</span><span aria-hidden='true'>¶</span>此</p>", [("a", "见此")]),
    ("<p id='a'>&lt;img onerror&gt; &amp;</p><!-- 注 -->", [("a", "<img onerror> &")]),
    ("裸文本", [("", "裸文本")]),
    ("<p id='a'> \n </p>", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "found"), CASES)
def test_paragraphs_are_taken_with_their_anchors(markup: str, found: list[tuple[str, str]]) -> None:
    assert [tuple(p) for p in from_html(markup)] == found


def test_what_the_index_has_no_room_for_is_told_with_its_document(caplog: pytest.LogCaptureFixture) -> None:
    texts = [Paragraph(0, "", "题"), *(Paragraph(1, f"p{n}", "甲" * 10) for n in range(4))]
    with mock.patch.object(paragraphs, "MOST_POSITIONS", 20 + 38 + 18 + 2 * 4):
        kept = with_room(texts, "documents/a.html")
    assert [p.text for p in kept] == ["题", "甲" * 10, "甲" * 4]
    assert [p.anchor for p in kept] == ["", "p0", "p1"]
    assert caplog.messages == [
        "documents/a.html: its text is too long for the index; what stands behind its first 15 characters is not found by "
        "search — part it into several"
    ]
    assert with_room(texts, "documents/a.html") == tuple(texts)
