"""Bodies become clean HTML: parts, run-in headings, tables, ids, and nothing that could run."""

import re
from itertools import pairwise

import nh3
import pytest
from gongbao.issues.markup import Renderer
from gongbao.issues.rendered import OutlineEntry
from gongbao.issues.structure import MarkupError
from hypothesis import given, settings
from hypothesis import strategies as st

RENDERER = Renderer()


def html(body: str, diary: bool = False) -> str:
    return RENDERER.render(body, diary).html


def lines(entries: tuple[OutlineEntry, ...]) -> list[tuple[int, str, str]]:
    return [line for e in entries for line in [(e.level, e.kind, e.text), *lines(e.children)]]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("甲<b onclick=x>乙</b>", "甲&lt;b onclick=x&gt;乙&lt;/b&gt;"),
        ("<div>\n\n甲\n\n</div>", "&lt;div&gt;"),
        ("<!-- 藏 -->", "&lt;!-- 藏 --&gt;"),
        ("值 < 30 & 报告", "值 &lt; 30 &amp; 报告"),
        ("&lt;b&gt; 与 &amp;lt;", "&lt;b&gt; 与 &amp;lt;"),
        ("    四个空格", "四个空格"),
        ("[1]: 附注一", "[1]: 附注一"),
        ("甲\n---\n乙", "甲</p>\n<hr>"),
        ("下_划_线", "下_划_线"),
        ("反`引`号", "反`引`号"),
    ],
)
def test_text_that_looks_like_html_or_unused_markdown_is_shown_as_text(body: str, shown: str) -> None:
    assert shown in html(body)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript:x",
    ],
)
def test_links_to_scripts_lose_their_target(target: str) -> None:
    assert "href" not in html(f"[甲]({target})")


def test_links_to_pages_stay() -> None:
    assert 'href="https://example.cn/a?b=1&amp;c=2"' in html("[甲](https://example.cn/a?b=1&c=2)")
    assert 'href="http://example.cn/"' in html("<http://example.cn/>")


@given(st.text(alphabet="<>&\"'`*_[](){}#|-~^:.!\\\n ab/=甲乙（一）1、。第条", max_size=80))
@settings(max_examples=300)
def test_no_body_yields_an_element_that_is_not_ours(body: str) -> None:
    try:
        out = html(body)
    except MarkupError:
        return
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z][a-zA-Z0-9]*)", out)}
    assert tags <= set(
        "p h2 h3 h4 h5 h6 section div table caption thead tbody tr th td b strong em a ul ol li blockquote hr br sup sub del ins".split()
    )
    assert not re.search(r"<[^>]*\s(?:on\w+|style)\s*=", out)
    assert out == nh3.clean(
        out,
        tags=tags or {"p"},
        attributes={"*": {"id", "class", "role", "tabindex", "aria-label", "aria-labelledby", "scope",
                          "rowspan", "colspan", "href", "start"}},
        link_rel=None,
    )  # fmt: skip


@given(
    st.lists(
        st.sampled_from(
            [
                "一、甲",
                "（一）乙",
                "1.丙",
                "丁。",
                "# 戊",
                "### （二）己",
                "## 附 {: .attachment }",
                "第三条 庚",
            ]
        )
    )
)
@settings(max_examples=200)
def test_ids_are_unique_and_heading_levels_never_skip(blocks: list[str]) -> None:
    rendered = RENDERER.render("\n\n".join(blocks))
    ids = re.findall(r'\sid="([^"]+)"', rendered.html)
    assert len(ids) == len(set(ids))
    levels = [1, *(int(n) for n in re.findall(r"<h(\d)", rendered.html))]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(entry_id in ids for entry_id in _all_ids(rendered.outline))


def _all_ids(entries: tuple[OutlineEntry, ...]) -> list[str]:
    return [i for e in entries for i in (e.id, *_all_ids(e.children))]


def test_ids_follow_the_numbering() -> None:
    out = html(
        "## 一、要求\n\n总的。\n\n## 二、任务\n\n### （一）体制\n\n1.监管。各级负责。\n\n2.专营。依法。\n\n"
        "## 办法 {: .attachment }\n\n### 第一章 总则\n\n第一条　为了甲。\n\n（一）乙；\n\n### 一、要求"
    )
    for identity in (
        "t1",
        "t2",
        "t2-1",
        "t2-1-1",
        "t2-1-2",
        "fj1",
        "fj1-c1",
        "fj1-art1",
        "fj1-art1-1",
        "fj1-c1-1",
    ):
        assert f'id="{identity}"' in out


def test_a_correction_elsewhere_moves_no_id() -> None:
    before = html("甲段。\n\n乙段。\n\n## 一、丙\n\n丁段。")
    after = html("甲段改正了。\n\n新的一段。\n\n乙段。\n\n## 一、丙\n\n又一段。\n\n丁段。")
    kept = re.findall(r'id="([^"]+)"[^>]*>(乙段|一、丙|丁段)', before)
    assert len(kept) == 3
    assert set(kept) <= set(re.findall(r'id="([^"]+)"[^>]*>(乙段|一、丙|丁段)', after))


def test_the_outline_nests_headings_run_ins_and_attachments() -> None:
    rendered = RENDERER.render(
        "## 一、责任\n\n（一）领导。各乡镇负责。\n\n（二）联动。部门负责。\n\n## 二、值守\n\n甲。\n\n"
        "## 分工 {: .attachment }\n\n### 一、时间\n\n表名\n{: .caption }\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n"
        "### 名单 {: .annex }\n\n丙。"
    )
    assert lines(rendered.outline) == [
        (1, "heading", "一、责任"),
        (2, "run-in", "（一）领导"),
        (2, "run-in", "（二）联动"),
        (1, "heading", "二、值守"),
        (1, "attachment", "分工"),
        (2, "heading", "一、时间"),
        (3, "table", "表名"),
        (2, "annex", "名单"),
    ]


def test_a_run_in_heading_is_strong_to_its_stop() -> None:
    assert '<strong class="run-in">（一）领导。</strong>各乡镇负责。' in html("（一）领导。各乡镇负责。")
    assert '<strong class="run-in minor">1.监管。</strong>' in html("1\\.监管。各级负责。")


def test_a_label_belongs_to_the_attachment_after_it() -> None:
    out = html("正文。\n\n附件1\n{: .label }\n\n## 分工 {: .attachment }\n\n甲。")
    section = out.index("<section")
    assert out.index("正文") < section < out.index("附件1") < out.index("分工")


def test_the_list_of_attachments_links_to_the_one_it_names() -> None:
    out = html(
        "附件：1.分工表\n{: .attachment-list }\n\n2.名单\n{: .attachment-list }\n\n## 分工表 {: .attachment }\n\n甲。"
    )
    assert '附件：1.<a href="#fj1">分工表</a>' in out
    assert "2.名单</p>" in out


def test_items_of_a_digest_and_days_are_sections() -> None:
    rendered = RENDERER.render("## 甲乡建林场 {: .item }\n\n投资。\n\n## 1月3日 {: .day }\n\n开会。")
    assert [e.kind for e in rendered.outline] == ["item", "day"]
    assert '<section aria-labelledby="d-1-3-t" class="day" id="d-1-3">' in rendered.html


def test_a_diary_names_each_day_once() -> None:
    rendered = RENDERER.render(
        "5月2日，甲。\n\n5月2日-5月3日，乙。\n\n5月2日，丙。\n\n5月7日，丁。", diary=True
    )
    assert [(e.kind, e.text) for e in rendered.outline] == [("day", "5月2日"), ("day", "5月7日")]
    assert '<strong class="run-in">5月2日-5月3日</strong>，乙。' in rendered.html


def test_a_class_that_the_contract_does_not_have_is_an_error_that_says_what_may_stand_there() -> None:
    with pytest.raises(MarkupError, match=r"甲.*\.red.*\.signature"):
        html("甲\n{: .red }")
    with pytest.raises(MarkupError, match=r"标题.*\.date.*\.attachment"):
        html("## 标题 {: .date }")


def test_soft_line_breaks_leave_no_blank_between_han_characters() -> None:
    assert ">甲乙 ab cd</p>" in html("甲\n乙 ab\ncd")


def test_one_renderer_carries_nothing_from_one_body_to_the_next() -> None:
    first = RENDERER.render("## 一、甲\n\n乙。")
    RENDERER.render("## 一、丙 {: .attachment }\n\n（一）丁。戊。")
    assert RENDERER.render("## 一、甲\n\n乙。") == first
    assert RENDERER.render("") == RENDERER.render("\n\n")
    assert RENDERER.render("").blocks == ()


def test_blocks_hold_every_word_once() -> None:
    rendered = RENDERER.render(
        "（一）甲。乙。\n\n| 丙 | 丁 |\n| --- | --- |\n| ^^ | 戊 |\n\n- 己\n- 庚\n\n## 辛 {: .attachment }"
    )
    assert [b.text for b in rendered.blocks] == ["（一）甲。乙。", "丙", "丁", "戊", "己", "庚", "辛"]
