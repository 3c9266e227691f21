"""What a person should look at, over all sources, the most dangerous first; what was decided is not shown again."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongbao.bulletin.expected import expected
from gongbao.ingest.check.severity import ORDER
from gongbao.ingest.model import decisions
from gongbao.ingest.model.source import SourceError
from gongbao.messages import Message, from_data

from .rules import MISSING_FIELDS
from .shelf import Article, Folder, Shelf

# Flags about fields that the text does not state come after losses and before marks of the print.
_MISSING_RANK = ORDER.index("opening-by-position")
_UNREAD_DAYS = {"unreadable-date", "date-without-day"}
_OPENINGS = {"heading-without-contents", "opening-by-position"}


@dataclass(frozen=True)
class Doubt:
    """A thing to look at: where (folder, article, line, page), which rule says so, the words, and what is said of them."""

    folder: Folder
    rule: str
    line: int
    text: str
    what: Message | str
    article: Article | None
    suggest: str = ""

    @property
    def id(self) -> str:
        """Return a name that stays the same as long as the doubt is the same."""
        identity = "\n".join((self.folder.name, self.rule, str(self.line), self.text))
        return hashlib.sha256(identity.encode()).hexdigest()[:16]

    @property
    def danger(self) -> int:
        """Return its place in the order of danger, 0 the most dangerous."""
        if self.rule in MISSING_FIELDS:
            return _MISSING_RANK
        return ORDER.index(self.rule) if self.rule in ORDER else len(ORDER)

    def right(self) -> decisions.Right:
        """Return the decision that it is right as it stands."""
        return decisions.Right(self.rule, self.line, self.text)


def queue(shelf: Shelf) -> list[Doubt]:
    """Return all doubts that nobody has decided yet, the most dangerous first, then by folder and line."""
    found = [doubt for folder in shelf.folders() for doubt in of_folder(folder)]
    return sorted(found, key=lambda doubt: (doubt.danger, doubt.folder.name, doubt.line, doubt.text))


def of_folder(folder: Folder) -> Iterator[Doubt]:
    """Yield the open doubts of a folder in the order of the source."""
    try:
        known = decisions.load(folder.path / decisions.NAME)
    except SourceError:
        known = decisions.Decisions()
    decided = set(known.right)
    opened = {one.line for one in known.lines if one.what == decisions.OPENS}
    for doubt in every(folder):
        # Who said that a text begins there has answered whether it is one of its own.
        answered = doubt.rule in _OPENINGS and doubt.line in opened
        if doubt.right() not in decided and not answered:
            yield doubt


def every(folder: Folder) -> Iterator[Doubt]:
    """Yield all doubts of a folder, decided or not."""
    seen: set[str] = set()
    for doubt in (*_flags(folder), *_missing(folder)):
        # The same flag may stand for a record and for its source.
        if doubt.id not in seen:
            seen.add(doubt.id)
            yield doubt


def _flags(folder: Folder) -> Iterator[Doubt]:
    for flag in folder.ledger.get("flags", ()):
        line = int(flag.get("line") or 0)
        rule, text = str(flag.get("rule", "")), str(flag.get("text", ""))
        what = from_data(str(flag.get("what", "")), flag.get("values"))
        yield Doubt(folder, rule, line, text, what, folder.holding(line), str(flag.get("suggest", "")))


def _missing(folder: Folder) -> Iterator[Doubt]:
    """Yield what official documents have, and these do not: a number, an agency, a day."""
    elements: dict[str, dict[str, Any]] = {
        str(entry["slug"]): entry.get("elements", {}) for entry in folder.ledger.get("articles", ())
    }
    # Of a day that stands there and cannot be read is asked already.
    undated = {
        doubt.article.slug
        for doubt in _flags(folder)
        if doubt.rule in _UNREAD_DAYS and doubt.article is not None
    }
    for one in folder.articles:
        if one.meta is None or one.meta.kind != "document" or one.meta.withdrawn:
            continue
        where = elements.get(one.slug, {})
        line = int(where.get("title") or min(where.values(), default=0))
        names = expected(one.meta.title, one.meta.genre, one.meta.agency, one.meta.recipients)
        if one.slug in undated:
            names -= {"issued"}
        for rule, name in MISSING_FIELDS.items():
            if name in names and not getattr(one.meta, name):
                yield Doubt(folder, rule, line, one.meta.title, "", one)
