"""What is told of a text without it is what the text itself says."""

from types import SimpleNamespace

import pytest
from gongbao.issues import facts
from gongbao.issues.markup import Renderer
from gongbao.versions import texts

PARTS = (
    "甲。\n\n乙\n\n| 一 | 二 |\n| --- | --- |\n| 三 | |\n\n## 附 {: .attachment }\n\n"
    "| 四 |\n| --- |\n| 五 |\n\n丁\n\n### 再 {: .annex }\n\n## 空 {: .attachment }\n\n戊"
)


@pytest.mark.parametrize(
    "body", [PARTS, "", "## 附 {: .attachment }\n\n甲", "甲", "| 一 | 二 |\n| --- | --- |\n| 三 | 四 |"]
)
def test_parts_are_told_as_versions_read_them(body: str) -> None:
    rendered = Renderer().render(body)
    known = facts.of(rendered)
    article = SimpleNamespace(
        bulletin=SimpleNamespace(title="题"),
        blocks=rendered.blocks,
        attachments=known.attachments,
        sizes=known.sizes,
    )
    read = [(t.anchor, t.title, t.size, t.stem, t.stage) for t in texts.of_article(article)]
    assert [(n.anchor, n.title, n.size, n.stem, n.stage) for n in texts.notes_of(article)] == read


def test_items_opening_and_characters_are_told() -> None:
    known = facts.of(Renderer().render("## 甲 {: .item }\n\n一 二\n\n## 乙\n\n" + "三" * 300))
    assert [item.text for item in known.items] == ["甲"]
    assert (known.opening, known.characters, known.self_contained) == ("一 二" + "三" * 197, 304, True)


@pytest.mark.parametrize("body", ["![图](a.png)", "[甲]({filename}b.md)", "> " * 50 + "甲"])
def test_a_text_that_needs_more_than_its_markdown_is_read_at_once(body: str) -> None:
    assert not facts.of(Renderer().render(body)).self_contained
