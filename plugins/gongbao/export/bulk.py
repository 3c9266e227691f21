"""The archive in bulk, a file for each year: JSON lines with everything that is known of every document. Pure.

A year that is past is never written again, and a file stays below the size that hosts take.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gongbao.export import cite

FOLDER = "data"
UNDATED = "undated"
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Year:
    """The documents of a year: of its issues, and of the documents that came on their own and are dated in it."""

    name: str
    articles: tuple[Any, ...]

    @property
    def url(self) -> str:
        """Return the address of its file."""
        return f"{FOLDER}/{self.name}.jsonl.gz"

    @property
    def label(self) -> str:
        """Return its name for people."""
        return "年份不详" if self.name == UNDATED else f"{self.name}年"


def year_of(meta: Any) -> str:
    """Return the year under which a document is filed: of its issue, else of its date."""
    return str(meta.year or "") or (meta.date or "")[:4] or UNDATED


def years(articles: Iterable[Any]) -> tuple[Year, ...]:
    """Sort articles into years, latest first, undated last; within a year by address."""
    found: dict[str, list[Any]] = {}
    for article in sorted(articles, key=lambda a: a.url):
        found.setdefault(year_of(article.bulletin), []).append(article)
    names = sorted(found.keys() - {UNDATED}, reverse=True)
    return tuple(Year(name, tuple(found[name])) for name in [*names, UNDATED] if name in found)


def pack(lines: Iterable[Mapping[str, Any]]) -> bytes:
    """Return JSON lines as a gzip file that names neither file nor time, so that the same data are the same bytes."""
    text = "".join(f"{_ENCODE(line)}\n" for line in lines)
    return gzip.compress(text.encode(), 6, mtime=0)


def line(detail: Mapping[str, Any], markdown: str, work: cite.Work) -> dict[str, Any]:
    """Return a document's line: its JSON with the text, and what reference managers and editors take."""
    key = work.meta.slug
    return {**detail, "markdown": markdown, "bibtex": cite.bibtex(work, key), "ris": cite.ris(work, key)}
