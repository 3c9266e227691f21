"""Appointments across the archive: by person, by post, as rows. Pure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from gongbao.bulletin.agency import place_of
from gongbao.messages.site import W_, words
from gongbao.romanise import slug

_RANK = re.compile("^[省市区县州旗](?=.{3})")
FOLDER = "appointments"
COLUMNS = ("person", "post", "action", "note", "date", "title", "number", "url", "sentence", "rule")
WORDS = {"任": W_("任"), "免": W_("免"), "辞": W_("辞去")}


@dataclass(frozen=True)
class Row:
    """An appointment or a removal, and the document that announces it. url: of the paragraph."""

    person: str
    post: str
    action: str
    note: str
    date: str | None
    title: str
    number: str | None
    url: str
    sentence: str
    rule: str

    @property
    def word(self) -> str:
        """Return what happened, in a word or two."""
        return words(WORDS[self.action])


@dataclass(frozen=True)
class Group:
    """All rows of a person or a post, in the order of time; anchor: its id on the page of its initial."""

    name: str
    anchor: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Initial:
    """A page of groups: those whose names begin with a letter when read out."""

    letter: str
    url: str
    groups: tuple[Group, ...]


def rows(articles: Iterable[Any]) -> tuple[Row, ...]:
    """Return all appointments, the latest first, undated last; within a document in its order."""
    found = []
    for article in sorted(articles, key=lambda a: a.url):
        b = article.bulletin
        for a in article.appointments:
            url = f"{article.url}#{a.block}"
            found.append(
                Row(
                    a.person,
                    a.post,
                    a.action,
                    a.note,
                    b.issued or b.date,
                    b.title,
                    b.doc_number,
                    url,
                    a.sentence,
                    a.rule,
                )
            )
    # Two printings of one document announce once.
    once: dict[tuple[str, ...], Row] = {}
    for row in found:
        once.setdefault((row.person, row.post, row.action, row.number or row.url, row.date or ""), row)
    return tuple(sorted(once.values(), key=lambda r: r.date or "", reverse=True))


def _bare(name: str) -> str:
    """Return a post without the place that nearly all posts of an archive begin with."""
    place = place_of(name)
    bare = name.removeprefix(place) if place else _RANK.sub("", name)
    return bare if len(bare) > 1 else name


def initials(
    rows: Iterable[Row], kind: str, of: Callable[[Row], str], named: Callable[[str], str] = slug
) -> tuple[Initial, ...]:
    """Sort rows into groups by name, and these into pages by the first letter of how the name is read.

    named: gives the slug of a name.
    """
    names: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: r.date or "9"):
        names.setdefault(of(row), []).append(row)
    pages: dict[str, list[Group]] = {}
    taken: set[str] = set()
    for name in sorted(names, key=lambda n: (named(n), n)):
        anchor = plain = named(name)
        number = 1
        while anchor in taken:
            number += 1
            anchor = f"{plain}-{number}"
        taken.add(anchor)
        letter = named(_bare(name))[0]
        letter = letter if letter.isalpha() else "0"
        pages.setdefault(letter, []).append(Group(name, anchor, tuple(names[name])))
    return tuple(
        Initial(letter, f"{FOLDER}/{kind}/{letter}.html", tuple(pages[letter])) for letter in sorted(pages)
    )
