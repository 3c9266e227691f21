"""What the archive holds and what it lacks: issues, dates, sources, places that could not be read whole."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gongbao.below import files_below
from gongbao.bulletin import archive, gaps
from gongbao.bulletin import ledger as ledgers
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.fold import nonblank
from gongbao.cache import keys, stamps
from gongbao.cache.derived import Derived
from gongbao.cache.store import Store
from gongbao.messages import site
from gongbao.messages.site import W_, words
from gongbao.numbers.register import ArticleLike

# Flags of ingest that mean that text is missing or out of place; the others are slips of the pen.
_BROKEN = {
    "unfinished-paragraph": W_("段落中断"),
    "numbering-gap": W_("编号不连续"),
    "mixed": W_("数篇连排在一个标题下"),
    "contents-without-heading": W_("目录中有而正文中未见"),
    "scanned-page": W_("整页是图像，没有文字"),
    "unreadable-character": W_("有无法识读的字符"),
    "wrong-reading": W_("有些行读出来是乱码"),
}


@dataclass(frozen=True)
class Broken:
    """A place whose text is not whole in the source."""

    line: int
    text: str
    what: str


@dataclass(frozen=True)
class SourceFile:
    """What became of a source, from its ledger."""

    name: str
    articles: int
    characters: int
    dropped: int
    joins: int
    flags: int
    broken: tuple[Broken, ...]


@dataclass(frozen=True)
class PublicationCoverage:
    """A publication, and what is missing of it."""

    publication: Any

    @property
    def gaps(self) -> gaps.IssueGaps:
        """Return what is missing between the issues held."""
        found: gaps.IssueGaps = self.publication.gaps
        return found

    @property
    def first(self) -> Any:
        """Return the earliest issue held; supplements do not count where there are others."""
        return self._by_date()[0]

    @property
    def last(self) -> Any:
        """Return the latest issue held."""
        return self._by_date()[-1]

    def _by_date(self) -> list[Any]:
        issues = [i for i in self.publication.issues if not i.meta.issue.startswith("z")]
        return sorted(issues or self.publication.issues, key=lambda i: (i.meta.year, i.meta.published or ""))


@dataclass(frozen=True)
class Coverage:
    """The archive in figures."""

    first: str | None
    last: str | None
    undated: int
    numbered: int
    publications: tuple[PublicationCoverage, ...]
    sources: tuple[SourceFile, ...]
    unread: tuple[str, ...]


def build(
    articles: Iterable[ArticleLike],
    publications: Iterable[Any],
    content: Path,
    sources: Path | None,
    results: Store | None = None,
) -> Coverage:
    """Count what is held; sources: the folder of sources as received, to tell which of them nothing came of.

    results: of earlier builds, so that no ledger is read twice.
    """
    metas = [article.bulletin for article in articles]
    dates = sorted(meta.date for meta in metas if meta.date)
    gone = [meta for meta in metas if meta.withdrawn]
    files = tuple(_without(file, gone) for file in read_ledgers(content, results))
    return Coverage(
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        undated=len(metas) - len(dates),
        numbered=sum(meta.doc_number is not None for meta in metas),
        publications=tuple(PublicationCoverage(p) for p in publications),
        sources=files,
        unread=unread(sources, {file.name for file in files}),
    )


def _without(file: SourceFile, gone: Iterable[ArticleMeta]) -> SourceFile:
    """Return a source's record without the words of texts that were withdrawn."""
    spans = [
        (int(first), int(last or first))
        for meta in gone
        if meta.source == file.name
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", meta.source_lines or "")
    ]
    if not spans:
        return file
    kept = tuple(b for b in file.broken if not any(first <= b.line <= last for first, last in spans))
    return replace(file, broken=kept)


def read_ledgers(content: Path, results: Store | None = None) -> Iterable[SourceFile]:
    """Read what ingest wrote down about each source, where the ledger is another than an earlier build read."""
    kept = Derived(results or Store(None), "sums of ledgers")
    began = stamps.now()
    for path in archive.files(content, ledgers.FILE):
        stamp = stamps.read(str(path), began)
        key = keys.digest(str(path), stamp, site.language()) if stamp else ""
        facts: SourceFile | None = kept.get(key)
        if facts is None:
            facts = of_ledger(ledgers.read(path))
            kept.put(key, facts)
        yield facts
    kept.save()


def of_ledger(ledger: dict[str, Any]) -> SourceFile:
    """Sum up a ledger."""
    return SourceFile(
        name=str(ledger["source"]["name"]),
        articles=len(ledger.get("articles", ())),
        characters=sum(place.get("characters", 0) for place in ledger.get("places", ())),
        dropped=sum(nonblank(entry.get("text", "")) for entry in ledger.get("dropped", ())),
        joins=len(ledger.get("joins", ())),
        flags=len(ledger.get("flags", ())),
        broken=tuple(
            Broken(flag.get("line", 0), flag.get("text", ""), words(_BROKEN[flag["rule"]]))
            for flag in ledger.get("flags", ())
            if flag.get("rule") in _BROKEN
        ),
    )


def unread(sources: Path | None, read: set[str]) -> tuple[str, ...]:
    """Return the sources that nothing in the archive comes from."""
    if sources is None or not sources.is_dir():
        return ()
    names = (
        p.relative_to(sources).as_posix() for p in files_below(sources) if p.is_file() and p.suffix != ".toml"
    )
    left = sorted(name for name in names if name not in read and not name.startswith("."))
    # A name may hold bytes that are no character of any text.
    return tuple(os.fsencode(name).decode("utf-8", "replace") for name in left)
