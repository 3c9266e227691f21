"""What ledgers and sources say of articles, kept from build to build: one that did not change is not read again.

The lines themselves are read when the page of an original is made anew; they lie in the source already.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from gongbao.bulletin import ledger as ledgers
from gongbao.cache import keys, stamps
from gongbao.cache.derived import Derived
from gongbao.cache.store import Store
from gongbao.messages import site

from . import doubts
from .originals import Ledgers, Line, Original, OriginalError, another


@dataclass(frozen=True)
class Facts:
    """What is known of the original of an article without its lines; key: of the whole; flags: key of its source's flags."""

    file: str
    as_read: bool
    pages: str
    key: str
    flags: str


@dataclass(frozen=True)
class _Kept:
    """What a source said of an article, None if nothing, and the stamp that the source had."""

    source: str
    stamp: stamps.Stamp
    facts: Facts | None


class LateOriginal:
    """The original of an article, whose lines are read when they are asked for."""

    def __init__(self, facts: Facts, read: Callable[[], Original]) -> None:
        self.file, self.as_read, self.pages, self.card = facts.file, facts.as_read, facts.pages, facts.key
        self.flags_key = facts.flags
        self._read = read

    @cached_property
    def whole(self) -> Original:
        """Return it with its lines; raise OriginalError where the source changed since the build began."""
        return self._read()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return its lines."""
        return self.whole.lines

    @property
    def left_out(self) -> int:
        """Return how many lines have something that the article does not hold."""
        return self.whole.left_out

    @property
    def joins(self) -> int:
        """Return how many broken sentences were joined."""
        return self.whole.joins


class KeptLedgers:
    """Ledgers and sources, read where they are others than an earlier build read."""

    def __init__(self, sources: Path, store: Store) -> None:
        self._began = stamps.now()
        self._sources = sources
        self._ledgers = Ledgers(sources)
        self._kept = Derived(store, "originals")
        self._doubts = Derived(store, "doubts")
        self._stamps: dict[str, stamps.Stamp | None] = {}

    def has_ledger(self, folder: str) -> bool:
        """Tell whether there is a ledger in a folder, or something in its place: of most articles more need not be asked."""
        return self._stamp(os.path.join(folder, ledgers.FILE)) != ()  # noqa: PTH118 - of thousands

    def original(self, article: Path) -> LateOriginal | None:
        """Return the original of an article's file; None if its ledger, or the source, is not there.

        Raise OriginalError or LedgerError where ledger and source do not fit.
        """
        ledger = article.parent / ledgers.FILE
        stamp = self._stamp(str(ledger))
        if stamp == ():
            return None
        key = self._key("original", article.parent, article.name)
        kept: _Kept | None = self._kept.get(key)
        if kept is not None and kept.stamp == self._stamp(kept.source):
            return LateOriginal(kept.facts, lambda: self._again(article)) if kept.facts else None
        whole = self._ledgers.original(article)
        facts = self._facts(article, whole) if whole else None
        source = self._ledgers.source(ledger)
        mark = self._stamp(str(source)) if source else None
        # Of what came or went while it was read, the stamp tells nothing.
        if mark is not None and self._ledgers.has_lines(ledger) == bool(mark):
            self._kept.put(key, _Kept(str(source), mark, facts))
        return LateOriginal(facts, lambda: whole or self._again(article)) if facts else None

    def _facts(self, article: Path, whole: Original) -> Facts:
        flags = keys.digest(self._ledgers.flags(article))
        return Facts(whole.file, whole.as_read, whole.pages, keys.digest(whole), flags)

    def doubts(
        self, article: Any, original: LateOriginal, right: Iterable[tuple[str, int, str]]
    ) -> tuple[doubts.Doubt, ...]:
        """Return what is doubtful in an article; right: flags that a person found right, as rule, line, text."""
        right = set(right)
        text = getattr(article, "text_key", "")
        inputs = (text, original.card, original.flags_key, sorted(right), site.language())
        key = keys.digest("doubts", *inputs) if text else ""
        found: tuple[doubts.Doubt, ...] | None = self._doubts.get(key)
        if found is None:
            flags: list[Mapping[str, Any]] = [
                flag
                for flag in self._ledgers.flags(Path(article.source_path))
                if (flag["rule"], flag["line"], flag["text"]) not in right
            ]
            # Where there is no flag, there is no doubt, and the text need not be read.
            found = doubts.of_article(flags, article.blocks, original.whole) if flags else ()
            self._doubts.put(key, found)
        return found

    def received(self, article: Path) -> Path | None:
        """Return the file or folder that an article was made of, as received; None where it is not there.

        Raise OriginalError or LedgerError where it is another than the one that the ledger knows.
        """
        key = self._key("received", article.parent)
        kept: tuple[str, stamps.Stamp] | None = self._kept.get(key)
        if kept is not None and kept[1] == self._stamp(kept[0]):
            place = Path(kept[0])
            # What is not there has an empty stamp, and so has a folder.
            if kept[1] or not place.exists():
                return place if kept[1] else None
        found = self._ledgers.received(article)
        looked = self._ledgers.place(article.parent / ledgers.FILE)
        stamp = self._stamp(str(looked)) if looked else None
        if stamp is not None and bool(stamp) == bool(found):
            self._kept.put(key, (str(looked), stamp))
        return found

    def save(self) -> None:
        """Keep what is new."""
        self._kept.save()
        self._doubts.save()

    def _again(self, article: Path) -> Original:
        whole = self._ledgers.original(article)
        if whole is None:
            raise OriginalError(another(article.parent / ledgers.FILE, article.name, self._sources))
        return whole

    def _key(self, what: str, folder: Path, *about: str) -> str:
        """Return the key of something that a ledger says; "" where nobody can tell whether it is as it was."""
        ledger = str(folder / ledgers.FILE)
        stamp = self._stamp(ledger)
        return keys.digest(what, ledger, stamp, str(self._sources), *about) if stamp else ""

    def _stamp(self, path: str) -> stamps.Stamp | None:
        if path not in self._stamps:
            self._stamps[path] = stamps.read(path, self._began)
        return self._stamps[path]
