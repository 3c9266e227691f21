"""Foot- and endnotes and comments of a Word document, each given once, where its mark stands."""

from collections.abc import Iterable, Iterator

from lxml import etree

from ...model.source import SourceObject
from .package import Package
from .styles import value, w

_STYLES = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """The notes and comments of a document that have not been read yet."""

    def __init__(self, package: Package, root: etree._Element) -> None:
        self._places = [*root.iter(w("sectPr")), package.related("settings")]
        self._notes = {
            kind: {note.get(w("id"), ""): note for note in part.iter(w(kind))}
            for kind in _STYLES
            if (part := package.related(kind + "s")) is not None
        }
        comments = package.related("comments")
        self._comments = {
            one.get(w("id"), ""): one for one in (comments.iter(w("comment")) if comments is not None else ())
        }

    def style(self, kind: str) -> str:
        """Return how the notes of a kind are numbered, as in Word's numFmt."""
        stated = (value(place, f"{kind}Pr/numFmt") for place in self._places)
        return next((style for style in stated if style is not None), _STYLES[kind])

    def take(self, kind: str, key: str) -> etree._Element | None:
        """Return a note where its mark stands for the first time."""
        return self._notes.get(kind, {}).pop(key, None)

    def left(self) -> Iterator[etree._Element]:
        """Give the notes that no mark leads to; separators are none."""
        for notes in self._notes.values():
            yield from (note for note in notes.values() if note.get(w("type")) is None)

    def comments(self, keys: Iterable[str]) -> Iterator[SourceObject]:
        """Give entries for the comments whose marks stand in a paragraph: what editors say is no text."""
        for key in keys:
            comment = self._comments.pop(key, None)
            if comment is not None:
                words = "".join(text.text or "" for text in comment.iter(w("t")))
                who = comment.get(w("author"), "")
                yield SourceObject("comment", text=f"{who}：{words}" if who else words, rule="word-comment")

    def comments_left(self) -> Iterator[SourceObject]:
        """Give entries for comments without a mark."""
        yield from self.comments(list(self._comments))
