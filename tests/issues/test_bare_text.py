"""A body that takes too long is shown as its bare text; one paragraph with too many marks as it is written."""

import time
from pathlib import Path

import pytest
from gongbao.cache.store import Store
from gongbao.citations import reference_cache
from gongbao.issues import prerendering
from gongbao.issues.bare_text import bare
from gongbao.issues.markup import Renderer
from gongbao.issues.prerendering import Bodies
from gongbao.workers import chosen

BODY = """各乡镇人民政府：

## 一、总体要求 {: .attachment }

第一行 < & \\*星\\*
第二行

| 项目 | 数量 |
| --- | --- |
| 泵 | 3 |

云岭县人民政府
{: .signature }"""


def test_every_word_is_there_and_nothing_else_is_obeyed() -> None:
    made = bare(BODY + "\n\n<script>alert(1)</script> [甲](javascript:alert(1))")
    assert made.bare
    assert [block.text for block in made.blocks[:4]] == [
        "各乡镇人民政府：",
        "一、总体要求",
        "第一行 < & *星*\n第二行",
        "| 项目 | 数量 |\n| --- | --- |\n| 泵 | 3 |",
    ]
    assert made.blocks[4].text == "云岭县人民政府"
    assert len({block.id for block in made.blocks}) == len(made.blocks)
    assert "<script" not in made.html
    assert "<a" not in made.html
    assert "第一行 &lt; &amp; *星*<br>\n第二行" in made.html


@pytest.mark.parametrize("processes", [1, 2])
def test_what_takes_too_long_is_given_up_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    whole = Renderer.render

    def render(self: Renderer, body: str, diary: bool = False) -> object:
        if "泵" in body:
            time.sleep(60)
        return whole(self, body, diary)

    monkeypatch.setattr(Renderer, "render", render)
    files = []
    for n, body in enumerate([BODY, "甲", "乙"]):
        files.append(tmp_path / f"{n}.md")
        files[-1].write_text(f"Title: 通知\nSlug: s-{n}\n\n{body}\n", encoding="utf-8")
    store = Store(tmp_path / "kept.sqlite")
    bodies = Bodies(store, chosen("", processes), seconds=1.0)
    bodies.prepare(files)
    assert bodies.rendered(BODY + "\n", False).bare
    assert not bodies.rendered("甲\n", False).bare
    assert bodies.kept(bodies.key(BODY + "\n", False)) is None
    assert bodies.kept(bodies.key("甲\n", False)) is not None
    store.close()


def test_the_setting_has_the_name_that_citations_ask_for() -> None:
    assert prerendering.SETTING == reference_cache.SETTING


@pytest.mark.parametrize(
    ("piece", "times"), [("[", 40_000), ("![", 20_000), ("\\[", 40_000), ("*a", 40_000), ("[a](", 20_000), ("<a ", 40_000), ("~~a", 40_000)]
)  # fmt: skip
def test_marks_in_one_paragraph_cost_no_square_of_their_number(piece: str, times: int) -> None:
    text = "甲" + piece * times
    made = Renderer().render(text)
    assert made.blocks[0].text.replace("\\", "") == text.replace("\\", "").strip()
    assert "href" not in made.html
    assert made.too_marked == text[:20]


def test_what_texts_have_is_read_as_before() -> None:
    text = "甲" * 3000 + "[乙](http://example.cn/) **丙** \\[丁\\]" * 40
    made = Renderer().render(text)
    assert made.too_marked == ""
    assert made.html.count("<a href") == 40
    assert made.html.count("<strong>") == 40
