"""The marks of a body: what ingest writes into the Markdown of an article, and the site reads out of it.

Both sides, and the list in docs/architecture.md, come from the two tables here: a class that is not named stops the build.
"""

from dataclasses import dataclass

HEADING, PARAGRAPH = "heading", "paragraph"
# What a cell of a table holds that is merged with the one above, or with the one to its left.
ABOVE, LEFT = MERGED = "^^", "<<"


@dataclass(frozen=True)
class Class:
    """A class that a heading or a paragraph may have, `{: .name }`: its name, what has it, what it means."""

    name: str
    on: str
    means: str


CLASSES = (
    Class("attachment", HEADING, "an attachment (附件): opens a part of its own, down to the next one"),
    Class("annex", HEADING, "an attachment of an attachment"),
    Class("item", HEADING, "an item of a digest"),
    Class("day", HEADING, "a day of a diary (大事记)"),
    Class("label", PARAGRAPH, "附件1, right before the heading of its part"),
    Class("author", PARAGRAPH, "who made the text, below the title of a part or of the article"),
    Class("dateline", PARAGRAPH, "when and by whom it was passed, below a title: （2018年5月16日某会议通过）, 2018年5月16日"),
    Class("contents", PARAGRAPH, "a line of the contents that a plan or law has of itself"),
    Class("byline", PARAGRAPH, "who wrote a news item: 本报记者 …"),
    Class("credit", PARAGRAPH, "where a text comes from: 《某报》(2018年5月8日)"),
    Class("deck", PARAGRAPH, "the lines below a headline that sum it up"),
    Class("salutation", PARAGRAPH, "各位代表：, the first line of a speech"),
    Class("caption", PARAGRAPH, "the name of a table, right before it"),
    Class("photo", PARAGRAPH, "the words below a picture"),
    Class("note", PARAGRAPH, "a note that belongs to the text above: 注：…"),
    Class("attachment-list", PARAGRAPH, "附件：1. …, what is attached"),
    Class("signature", PARAGRAPH, "who issued the text, below it (发文机关署名)"),
    Class("date", PARAGRAPH, "the day below the signature (成文日期)"),
)  # fmt: skip
PARTS = tuple(known.name for known in CLASSES if known.on == HEADING)
PARAGRAPHS = tuple(known.name for known in CLASSES if known.on == PARAGRAPH)


@dataclass(frozen=True)
class Inline:
    """Words that mean something by their form: the signs around them in Markdown, the element on the page."""

    name: str
    opens: str
    closes: str
    element: str
    means: str


# Not the single ^ and ~ of other dialects: 1~6月 and 10^4 stand in texts that people type.
INLINES = (
    Inline("raised", "^{", "}", "sup", "raised: 10^{-a}"),
    Inline("lowered", "_{", "}", "sub", "lowered: K_{甲}"),
    Inline("struck", "~~", "~~", "del", "struck out, holds no longer: ~~三元~~"),
    Inline("inserted", "^^", "^^", "ins", "put in afterwards: ^^五元^^"),
)


def attribute(name: str) -> str:
    """Return the mark that gives a heading or paragraph its class."""
    return f"{{: .{name} }}"
