"""The data of an article: one record for catalogue, page and JSON file. Every field of the metadata, and what is derived."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from gongbao.bulletin import spreadsheet
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.fold import nonblank
from gongbao.bulletin.own_fields import Fields
from gongbao.export import cite

# The columns of catalogue.csv, in order; catalogue.json has the same names.
META = tuple(f.name for f in fields(ArticleMeta) if f.name != "own")
DERIVED = (
    "url",
    "bulletin",
    "issue_label",
    "issue_url",
    "number_url",
    "citation",
    "status",
    "notices",
    "expires",
    "characters",
)
COLUMNS = (*META, *DERIVED)
LIST_MARK = "; "
_EMPTY: tuple[Any, ...] = (None, "", [])


def of(article: Any, number_url: str | None = None) -> dict[str, Any]:
    """Return an article's record. What is not known is None or []; addresses are relative to the archive's root."""
    meta: ArticleMeta = article.bulletin
    record: dict[str, Any] = {}
    for name in META:
        value = getattr(meta, name)
        record[name] = list(value) if isinstance(value, tuple) else value
    issue = article.issue_page
    validity = getattr(article, "validity", None)
    record |= {
        "url": article.url,
        "bulletin": issue.meta.title if issue else None,
        "issue_label": issue.label if issue else None,
        "issue_url": issue.url if issue else None,
        "number_url": number_url,
        "citation": gbt7714(article),
        "status": validity.label if validity and meta.kind == "document" else None,
        "notices": [n.words for n in getattr(article, "notices", ())],
        "expires": validity.expiry.until if validity and validity.expiry else None,
        "characters": characters(article),
    }
    return record


def characters(article: Any) -> int:
    """Return how many characters a text has, blanks aside; where its reader counted them, it is not asked for."""
    known: int | None = getattr(article, "characters", None)
    return sum(nonblank(block.text) for block in article.blocks) if known is None else known


def own(article: Any, known: Fields) -> dict[str, Any]:
    """Return what the archive's own fields say: a text, of those that have several a list."""
    values = dict(article.bulletin.own)
    return {
        field.name: list(values.get(field.key, ()))
        if field.several
        else next(iter(values.get(field.key, ())), None)
        for field in known
    }


def work(article: Any, url: str | None = None) -> cite.Work:
    """Return what a citation of an article is made of."""
    issue = article.issue_page
    publisher = None
    if issue:
        masthead = dict(issue.meta.masthead)
        publisher = masthead.get("编辑出版") or masthead.get("主办单位") or masthead.get("主管单位")
    title, appeared = (issue.meta.title, issue.meta.published) if issue else (None, None)
    return cite.Work(article.bulletin, title, publisher, url, standing(article), appeared)


def gbt7714(article: Any, url: str | None = None) -> str:
    """Return how to cite an article, after GB/T 7714, and what whoever cites it must know of its force.

    url: where the page is; without it, the reference is the one of the printed text.
    """
    return cite.gbt7714(work(article, url)) + _behind(article)


def reference_parts(article: Any) -> cite.Reference:
    """Return the same in parts, for a page that learns its address from the browser."""
    return cite.reference(work(article), _behind(article))


def _behind(article: Any) -> str:
    known = standing(article)
    return f"（{known}）" if known else ""


def standing(article: Any) -> str:
    """Return what a citation says of a document's force: repealed, changed, corrected …; "" if nothing is known."""
    return "；".join(n.words for n in getattr(article, "notices", ()))


def row(record: Mapping[str, Any], more: Iterable[str] = ()) -> list[str]:
    """Return a record as a row of the CSV; lists are joined by '; '. more: the archive's own columns."""
    return [_cell(record[name]) for name in (*COLUMNS, *more)]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = LIST_MARK.join(value) if isinstance(value, list) else str(value)
    return spreadsheet.cell(text)


def brief(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what JSON tells of an article: without what is empty or not known, on every level."""
    return {name: _brief(value) for name, value in data.items() if value not in _EMPTY}


def _brief(value: Any) -> Any:
    if isinstance(value, dict):
        return brief(value)
    return [_brief(one) for one in value] if isinstance(value, list) else value


def detail(article: Any, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the article's own JSON: its record, outline, and citations in both directions; the text is on its page."""
    return {
        **record,
        "outline": [_outline(entry) for entry in article.outline],
        "pictures": [_picture(picture, article.url) for picture in getattr(article, "pictures", ())],
        "references": [
            _reference(c) for group in getattr(article, "references", ()) for c in group.citations
        ],
        "cited_by": [_citing(c) for group in getattr(article, "cited_by", ()) for c in group.citations],
        "line": _line(getattr(article, "line", None)),
        "appointments": [asdict(a) for a in getattr(article, "appointments", ())],
    }


def _line(line: Any) -> list[dict[str, Any]]:
    steps = line.steps if line else ()
    return [
        {"day": s.day or None, "what": s.word, "title": s.title, "number": s.number, "url": s.url}
        for s in steps
    ]


def _picture(picture: Any, url: str) -> dict[str, Any]:
    width, height = picture.size or (None, None)
    return {
        "url": f"{url.rpartition('/')[0]}/{picture.name}".lstrip("/"),
        "text": picture.words,
        "caption": picture.caption or None,
        "width": width,
        "height": height,
    }


def _outline(entry: Any) -> dict[str, Any]:
    return {
        "id": entry.id, "text": entry.text, "kind": entry.kind,
        "children": [_outline(child) for child in entry.children],
    }  # fmt: skip


def _reference(citation: Any) -> dict[str, Any]:
    return {
        "relation": citation.relation,
        "rule": citation.rule,
        "title": citation.reference.title,
        "number": str(citation.number) if citation.number else citation.reference.masked,
        "held": citation.place.url if citation.place else None,
        "paragraph": citation.reference.block,
        "sentence": citation.reference.sentence,
    }


def _citing(citation: Any) -> dict[str, Any]:
    return {
        "relation": citation.relation,
        "rule": citation.rule,
        "title": citation.source.bulletin.title,
        "number": citation.source.bulletin.doc_number,
        "url": citation.source_url,
        "sentence": citation.reference.sentence,
    }
