"""What lies beside a page as data: JSON, each table as CSV, and, where an archive wants them, Markdown, BibTeX, RIS."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao.bulletin.article import dump
from gongbao.export import cite, tables, text
from gongbao.messages.site import W_, words

# The others are in the bulk data, and the page makes citations by itself: a file each would double the number of files.
FORMATS = ("json", "csv")


@dataclass(frozen=True)
class Download:
    """A file beside an article: what it is called on the page, its address, its media type."""

    label: str
    url: str
    type: str

    @property
    def card(self) -> str:
        """Return all that it says, for keys."""
        return f"{self.label}\n{self.url}\n{self.type}"


_LABELS = {
    "json": (W_("数据（JSON）"), "application/json"),
    "md": (W_("正文（Markdown）"), "text/markdown"),
    "bib": ("BibTeX", "application/x-bibtex"),
    "ris": ("RIS", "application/x-research-info-systems"),
}


def beside(url: str, suffix: str) -> str:
    """Return the address of a file beside a page: …/slug.html and json give …/slug.json."""
    return f"{url.removesuffix('.html')}.{suffix}"


def downloads(article: Any, formats: tuple[str, ...]) -> tuple[Download, ...]:
    """Return what an article's page offers."""
    offered = [
        Download(words(label), beside(article.url, name), media)
        for name, (label, media) in _LABELS.items()
        if name in formats
    ]
    if "csv" in formats:
        for at, caption in enumerate(article.tables, 1):
            label = words("{name}（CSV）", name=caption)
            offered.append(Download(label, beside(article.url, f"table-{at}.csv"), "text/csv"))
    return tuple(offered)


def of_article(
    article: Any, detail: dict[str, Any], formats: tuple[str, ...], work: cite.Work
) -> Iterator[tuple[str, str]]:
    """Yield address and text of every file beside an article's page; detail: what its JSON tells."""
    key = article.bulletin.slug
    if "json" in formats:
        yield beside(article.url, "json"), text.to_json(detail)
    if "md" in formats:
        yield beside(article.url, "md"), markdown(article)
    if "bib" in formats:
        yield beside(article.url, "bib"), cite.bibtex(work, key)
    if "ris" in formats:
        yield beside(article.url, "ris"), cite.ris(work, key)
    if "csv" in formats:
        for at, (_, cells) in enumerate(tables.of(article._content), 1):
            yield beside(article.url, f"table-{at}.csv"), tables.to_csv(cells)


def markdown(article: Any) -> str:
    """Return the archive's own Markdown; of what was withdrawn, only the header that is left."""
    if article.bulletin.withdrawn:
        return dump(article.bulletin, "")
    return Path(article.source_path).read_text(encoding="utf-8")
