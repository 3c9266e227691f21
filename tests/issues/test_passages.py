"""What the index is told of a text from its blocks is what it would be told from its HTML."""

from types import SimpleNamespace

import pytest
from gongbao.issues.markup import Renderer
from gongbao.issues.passages import passages
from gongbao.search.paragraphs import from_html, from_pairs

BODIES = {
    "parts and numbers": """各有关单位：

## 一、总体要求

1\\. 改革　管理。按照\t要求，  推进。

（一）加强领导。区政府成立领导小组。

云溪县人民政府
{: .signature }

## 云溪县实施方案 {: .attachment }

### 分工表 {: .annex }

第三条 本办法自公布之日起施行。
""",
    "a table with its name": """表的名称
{: .caption }

| 序号 | 任务 |
| --- | --- |
| 1 | 甲 & 乙 <丙> |
| ^^ | |
""",
    "marked words": "面积 m^{2}，**重点**工作，<甲> & 乙，a *b* c\n\n换行的\n一段，English\nwords\n",
    "pictures": "![甲](a.png)\n\n图：乙\n{: .photo }\n",
}


def article(body: str) -> SimpleNamespace:
    made = Renderer().render(body)
    return SimpleNamespace(content=made.html, _content=made.html, blocks=made.blocks)


@pytest.mark.parametrize("name", BODIES)
def test_blocks_say_what_the_html_says(name: str) -> None:
    text = article(BODIES[name])
    found = passages(text)
    assert not isinstance(found, str)
    assert from_pairs(found) == from_html(text.content)


@pytest.mark.parametrize(
    "body", ["- 甲\n    - 乙\n", "> 甲\n>\n> | 乙 |\n> | --- |\n> | 丙 |\n", "甲  \n乙\n"]
)
def test_where_blocks_may_not_say_each_word_once_the_html_does(body: str) -> None:
    text = article(body)
    assert passages(text) == text.content


def test_struck_words_are_not_searched() -> None:
    text = article("甲~~乙~~丙\n")
    assert [words for _, words in passages(text)] == ["甲丙"]


def test_a_page_without_blocks_is_cut_from_its_html() -> None:
    assert passages(SimpleNamespace(content="<p>甲</p>")) == "<p>甲</p>"
