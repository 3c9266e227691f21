"""Read what ingest wrote back into parts, to compare it with a record of what was expected."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from gongbao.bulletin import article
from gongbao.bulletin.article import ArticleMeta

_CLASS = re.compile(r"\n\{: \.(?P<name>[a-z-]+) \}$")
_HEAD = re.compile(r"^(?P<hashes>#{2,6}) (?P<text>.*?)(?: \{: \.(?P<name>[a-z-]+) \})?$")
_ESCAPE = re.compile(r"\\([\\`*_\[\]#>+\-.)=:~{|])")


@dataclass
class Part:
    """The body of a document, or an attachment, annex or item of it."""

    kind: str = "body"
    title: str = ""
    author: str = ""
    paragraphs: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    classes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return headings and paragraphs as one text."""
        return "".join(self.paragraphs)


def plain(text: str) -> str:
    """Undo Markdown's escapes."""
    return _ESCAPE.sub(r"\1", text).replace("&lt;", "<").replace("&amp;", "&")


def parts_of(body: str) -> list[Part]:
    """Split a Markdown body into its parts."""
    parts = [Part()]
    for block in re.split(r"\n{2,}", body.strip("\n")):
        if head := _HEAD.match(block):
            text, name = plain(head["text"]), head["name"]
            if name in {"attachment", "annex", "item"}:
                parts.append(Part(name, text))
            else:
                parts[-1].headings.append((len(head["hashes"]) - 1, text))
                parts[-1].paragraphs.append(text)
        elif block.startswith("|"):
            rows = [
                [plain(c.strip()) for c in re.split(r"(?<!\\)\|", row.strip()[1:-1])]
                for row in block.split("\n")
            ]
            parts[-1].tables.append([row for n, row in enumerate(rows) if n != 1])
        elif match := _CLASS.search(block):
            text = plain(block[: match.start()])
            parts[-1].classes.setdefault(match["name"], []).append(text)
            if match["name"] == "author":
                parts[-1].author = text
            if match["name"] == "caption":
                parts[-1].captions.append(text)
        else:
            parts[-1].paragraphs.append(plain(block))
    return parts


def read(path: Path) -> tuple[ArticleMeta, list[Part]]:
    """Read an article's file."""
    meta, body = article.load(path.read_text(encoding="utf-8"))
    return meta, parts_of(body)
