"""The key of an article's page: all that plugins hung on the article, whatever it is."""

import marshal
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from operator import itemgetter
from typing import Any

from .keys import NoKey, digest

# The attribute that stands for all that the reader of an article yields, where that can be told; `read` are their names.
READ_KEY, READ = "read_key", "read"
# The setting that names the generator of articles, where a plugin brings one that keeps what it read.
GENERATOR = "ARTICLES_GENERATOR"
# What Pelican itself hangs on an article, and pages of an archive do not show; the rest counts.
PASSED = {
    *("settings", "metadata", "translations", "author", "authors", "category", "tags", "timezone", "reader"),
    # All three are made of the text that text_key stands for.
    *("blocks", "outline", "_content", "_late"),
    *("source_path", "relative_source_path", "date_format", "_context", "_summary", "key", READ),
}
# Their type stands in what marshal makes of them.
_PLAIN = {str, int, bool, type(None)}
_WITHOUT_REFERENCES = 2
# There is one of it; half of what plugins say of an article is that there is none.
_EMPTY = ()


class TextElsewhere(Exception):
    """The text of an article is asked for on a machine that was not sent it."""


def key(article: Any) -> str:
    """Return the key, "" if something on the article cannot be told; kept on the article, which no longer changes."""
    known: str | None = getattr(article, "key", None)
    if known is None:
        own = _own(vars(article), getattr(article, READ, {}))
        try:
            known = _digest(own) if "text_key" in own or READ_KEY in own else ""
        except NoKey:
            known = ""
        article.key = known
    return known


def _own(named: Mapping[str, Any], read: Mapping[str, Any]) -> dict[str, Any]:
    """Return what plugins hung on an article; what one put in the place of something that was read counts, too."""
    added, of_reader = _parted(tuple(named), tuple(read))
    own = {name: named[name] for name in added}
    # Compared at once, since nearly all are as they were read, and an archive has a quarter of a million of them.
    if of_reader and of_reader(named) != of_reader(read):
        own |= {name: named[name] for name in read if name in named and named[name] is not read[name]}
        own = {name: value for name, value in own.items() if name not in PASSED}
    return own


def _digest(own: Mapping[str, Any]) -> str:
    """Return the digest of named values, as keys.digest would, in a third of the time: nearly all are plain, or empty."""
    parts = [
        value if type(value) in _PLAIN or value is _EMPTY else _stands_for(value) for value in own.values()
    ]
    # In this form, which knows no references, the same values are the same bytes.
    return sha256(marshal.dumps((*own, *parts), _WITHOUT_REFERENCES)).hexdigest()[:32]


def _stands_for(value: Any) -> Any:
    """Return what stands for a value: itself where it is plain, else what it says of itself, else a digest."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return tuple(map(_stands_for, value))
    card = getattr(value, "card", None)
    return ("\0card", card) if type(card) is str else ("\0digest", digest(value))


@cache
def _parted(
    named: tuple[str, ...], read: tuple[str, ...]
) -> tuple[tuple[str, ...], Callable[[Mapping[str, Any]], tuple[Any, ...]] | None]:
    """Return which names stand for themselves, and what gives the values of those that were read; articles have the same."""
    added = sorted(name for name in named if name not in PASSED and (name not in read or name == READ_KEY))
    of_reader = [name for name in read if name in named and name not in PASSED]
    # One that was given nothing to choose from would give no tuple.
    return tuple(added), itemgetter(*of_reader, of_reader[0]) if of_reader else None
