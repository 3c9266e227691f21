"""What is made by a shorter way is what the longer way would make: lines that can only be paragraphs, words alone."""

import random
import re

import pytest
from gongbao.issues import markup, plain
from gongbao.issues.markup import Renderer
from gongbao.issues.structure import MarkupError

# What bodies are put together of: all that the shorter ways must leave to the longer one, among what they take.
PIECES = [
    *("第一条 甲", "（一）甲。乙", "一、甲", "“甲”", "①甲", "\u3000\u3000甲", "甲#", "甲|乙", "甲\n乙", "甲  \n乙", "《甲》"),
    *("1\\. 甲", "1) 甲", "1.5 甲", "甲\n{: .signature }", "## 甲 {: .attachment }", "甲\n# 乙", "甲\n- 乙", "甲|乙\n一|二", "\n", " "),
    *("1. 甲", "- 甲", "> 甲", "## 甲", "***", "---", "\t甲", "* 甲\n\n    乙", "| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |"),
    *("**甲**", "[甲](b.html)", "~~甲~~", "^{2}", "\\#", "![图](a.png)", "<b>甲</b>", "&nbsp;", "&amp;", "<!-- 甲 -->"),
    *("\xa0", "\u200b", "\x0b", "\x85", "\u2028", "甲\r乙", "\ufeff甲", "\x02", '"', "'"),
]  # fmt: skip
NEVER = re.compile("(?!)")


# Of these alone most bodies are of words alone.
WORDS = [
    *("第一条 甲", "一、甲", "①甲", "\u3000\u3000甲", "1\\. 甲", "1) 甲", "1.5 甲", "甲\n乙", "甲 ", "\\# 甲", "甲\\~\\~乙", "甲|乙", "-"),
    *("# 甲", "## 甲", "####### 甲", "##甲 ##", "甲\n{: .signature }", "## 甲 {: .attachment }", "甲 {: .date }", "甲\n# 乙", "1.", "\n"),
    *("&amp;", "&", ">", "甲\n- 乙", "\xa0", "\x0b", "\u2028", "\\", "\\甲", "{\\: .date }", "附件：甲", "各位代表：", "**甲**", "<!-- 甲 -->", "<甲@b.cn>", "<http://b.cn>", " "),
]  # fmt: skip


def _outcome(renderer: Renderer, body: str) -> object:
    try:
        return renderer.render(body)
    except MarkupError as error:
        return str(error)


@pytest.mark.parametrize("pieces", [PIECES, WORDS], ids=["all", "words"])
@pytest.mark.parametrize("seed", range(40))
def test_the_shorter_ways_make_the_same(
    seed: int, pieces: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    bodies = [
        "\n\n".join(
            "".join(chance.choices(pieces, k=chance.randint(1, 3))) for _ in range(chance.randint(1, 5))
        )
        for _ in range(50)
    ]
    shorter = [_outcome(Renderer(), body) for body in bodies]
    monkeypatch.setattr(markup, "_HARMLESS", NEVER)
    monkeypatch.setattr(plain, "tree", lambda *_: None)
    whole = Renderer()
    whole._markdown.parser.blockprocessors.deregister("line")
    assert [_outcome(whole, body) for body in bodies] == shorter


def test_a_law_of_words_alone_takes_the_shorter_way() -> None:
    body = "## 第一章 总则\n\n第一条 为了甲。\n\n1\\. 乙。丙 & 丁\n\n甲市人民政府\n{: .signature }\n"
    assert plain.tree(body, ".") is not None
    assert markup._HARMLESS.fullmatch(Renderer().render(body).html)


@pytest.mark.parametrize(
    "html",
    [
        '<p id="a" onclick="b()">甲</p>', "<script>甲</script>", "<p>甲<img src=x></p>", "<p>甲</p><p>乙", "<p><p>甲</p></p>",
        '<p id="a"><a href="b">甲</a></p>', "<p>&nbsp;</p>", "<p>\xa0</p>", "<p>甲\x00</p>", "<!-- 甲 -->", "甲<p>乙</p>",
    ],
)  # fmt: skip
def test_anything_else_is_cleaned(html: str) -> None:
    assert not markup._HARMLESS.fullmatch(html)
