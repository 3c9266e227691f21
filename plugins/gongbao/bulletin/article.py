"""The metadata of an article: the contract between ingest and site. It is written and read here and nowhere else.

article_fields says what fields there are and what a value may be, article_header how a header stands in the file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from gongbao.messages import _

from . import agency as agencies
from .article_fields import CHINESE_KEYS, KEYS, MetadataError, parse_field
from .article_header import in_one_line, join, split
from .genre import GENRES
from .own_fields import Fields
from .own_fields import read as read_own


@dataclass(frozen=True)
class ArticleMeta:
    """Metadata of an article. What the source does not have is None or (); dates are ISO 8601 strings.

    issue and total are texts, since double issues (5-6) and supplements (z1) exist; year and order are numbers.
    """

    title: str
    slug: str
    date: str | None = None
    kind: str = "document"
    subtitle: str | None = None
    publication: str = "documents"
    year: int | None = None
    issue: str | None = None
    total: str | None = None
    order: int | None = None
    section: str | None = None
    page: str | None = None
    doc_number: str | None = None
    agency: tuple[str, ...] = ()
    genre: str | None = None
    recipients: str | None = None
    cc: str | None = None
    printed_by: str | None = None
    disclosure: str | None = None
    issued: str | None = None
    printed: str | None = None
    published: str | None = None
    delivered: str | None = None
    byline: str | None = None
    credit: str | None = None
    column: str | None = None
    given: tuple[str, ...] = ()
    note: str | None = None
    withdrawn: str | None = None
    withdrawn_reason: str | None = None
    robots: str | None = None
    source: str | None = None
    source_lines: str | None = None
    # What the archive's own fields say: key and values, in the order of the settings.
    own: tuple[tuple[str, tuple[str, ...]], ...] = ()


def own_fields(setting: Mapping[str, Mapping[str, object]] | None) -> Fields:
    """Read the setting FIELDS; raise own_fields.OwnFieldError where it cannot be."""
    return read_own(setting, {**KEYS, **CHINESE_KEYS, "Own": ""})


def from_header(header: Mapping[str, str], own: Fields = ()) -> ArticleMeta:
    """Type a header; keys may be in any case. Raise MetadataError with line, field and what was expected.

    Where a line of the header stands in the file is its place in the mapping, since the header comes first.
    """
    known = set(KEYS.values())
    mine = {field.name: field for field in own}
    values_of: dict[str, tuple[str, ...]] = {}
    values: dict[str, object] = {}
    lines: dict[str, int] = {}
    for number, (key, raw) in enumerate(header.items(), start=1):
        name = key.lower()
        lines[name] = number
        text = str(raw).strip()
        if name not in known and name not in mine:
            raise MetadataError(_("line {line}: {error}", line=number, error=_no_field(key, known)))
        if not text:
            continue
        try:
            if name in mine:
                values_of[name] = mine[name].values(text)
            else:
                values[name] = parse_field(name, text)
        except ValueError as error:
            raise MetadataError(_("line {line}: {error}", line=number, error=error)) from None
    for required in ("title", "slug"):
        if required not in values:
            raise MetadataError(_("the header has no {key}: — add that line", key=required.capitalize()))
    values["own"] = tuple((field.key, values_of[field.name]) for field in own if values_of.get(field.name))
    meta = ArticleMeta(**values)  # type: ignore[arg-type]
    _refuse_contradictions(meta, lines)
    return meta


def _refuse_contradictions(meta: ArticleMeta, lines: Mapping[str, int]) -> None:
    """Raise MetadataError where two fields cannot both be right, or a value is none of its kind."""
    days = {meta.issued, meta.delivered, meta.published} - {None}
    if meta.date and meta.issued and meta.date not in days:
        raise MetadataError(
            _(
                "line {line}: Date: {date} is the day that sorts the article, and Issued: {issued} is "
                "another — write Date: {issued}, or correct Issued:",
                line=lines["date"],
                date=meta.date,
                issued=meta.issued,
            )
        )
    if meta.genre and not set(re.split("[（(）)]", meta.genre)) & set(GENRES):
        raise MetadataError(
            _(
                "line {line}: Genre: {genre!r} is no genre (文种) — write one of {genres}, or take the "
                "line out",
                line=lines["genre"],
                genre=meta.genre,
                genres="、".join(GENRES),
            )
        )
    for name in meta.agency:
        parts = re.split("[、，,]", name)
        if len(parts) > 1 and all(agencies.is_agency(part) for part in parts):
            raise MetadataError(
                _(
                    "line {line}: Agency: {name!r} are {count} agencies — write {parts}",
                    line=lines["agency"],
                    name=name,
                    count=len(parts),
                    parts="; ".join(parts),
                )
            )


def _no_field(key: str, known: set[str]) -> str:
    """Say which field an unknown key may stand for; left alone, what it says would be shown nowhere."""
    near = get_close_matches(key.lower(), sorted(known), n=1, cutoff=0.8)
    if near:
        right = next(k for k, name in KEYS.items() if name == near[0])
        return _("{key}: is no field — did you mean {right}:?", key=key, right=right)
    return _(
        "{key}: is no field — use one of {known}; a remark goes into Note:", key=key, known=", ".join(KEYS)
    )


def without_text(meta: ArticleMeta) -> ArticleMeta:
    """Return what stays of an article that was withdrawn: what it is called, where it stood, and why it is gone."""
    kept = (
        "title", "slug", "date", "kind", "publication", "year", "issue", "total", "order", "section", "page",
        "doc_number", "agency", "genre", "issued", "printed", "published", "withdrawn", "withdrawn_reason", "source", "source_lines",
    )  # fmt: skip
    return ArticleMeta(**{name: getattr(meta, name) for name in kept}, robots="noindex")


def to_header(meta: ArticleMeta) -> dict[str, str]:
    """Return the header of an article, key → text, in the order of KEYS; absent fields are left out."""
    header = {}
    for key, name in KEYS.items():
        value = getattr(meta, name)
        if isinstance(value, tuple):
            value = "; ".join(value)
        if value is not None and (text := in_one_line(str(value))):
            header[key] = text
    return header | {key: "; ".join(map(in_one_line, values)) for key, values in meta.own}


def load(text: str, own: Fields = ()) -> tuple[ArticleMeta, str]:
    """Read the text of an article's file: (metadata, Markdown body); own: the fields that the archive adds."""
    header, body = split(text, own)
    return from_header(header, own), body


def dump(meta: ArticleMeta, body: str) -> str:
    """Return the text of an article's file."""
    return join(to_header(meta), body)
