"""The metadata of an article: the contract between ingest and site. The one module that writes and reads it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from gongbao.messages import _

from . import agency as agencies
from . import dates
from .genre import GENRES
from .handwritten import CONTROL, is_reserved
from .own_fields import Fields
from .own_fields import read as read_own

# Header keys in the order in which they are written; ASCII, since Python-Markdown drops others.
KEYS: dict[str, str] = {
    "Title": "title",
    "Subtitle": "subtitle",
    "Slug": "slug",
    "Date": "date",
    "Kind": "kind",
    "Publication": "publication",
    "Year": "year",
    "Issue": "issue",
    "Total": "total",
    "Order": "order",
    "Section": "section",
    "Page": "page",
    "Doc_number": "doc_number",
    "Agency": "agency",
    "Genre": "genre",
    "Recipients": "recipients",
    "CC": "cc",
    "Printed_by": "printed_by",
    "Disclosure": "disclosure",
    "Issued": "issued",
    "Printed": "printed",
    "Published": "published",
    "Delivered": "delivered",
    "Byline": "byline",
    "Credit": "credit",
    "Column": "column",
    "Given": "given",
    "Note": "note",
    "Withdrawn": "withdrawn",
    "Withdrawn_reason": "withdrawn_reason",
    "Robots": "robots",
    "Source": "source",
    "Source_lines": "source_lines",
}
# What people write who have no list of the keys at hand; read as the keys that they stand for.
_CHINESE: dict[str, str] = {
    "标题": "Title", "题名": "Title", "年": "Year", "年份": "Year", "期": "Issue", "期号": "Issue", "总期号": "Total", "顺序": "Order",
    "发文单位": "Agency", "署名": "Byline", "出处": "Credit", "演讲日期": "Delivered", "来源文件": "Source",
    "副标题": "Subtitle", "日期": "Date", "栏目": "Section", "页码": "Page", "总期": "Total",
    "发文字号": "Doc_number", "文号": "Doc_number", "发文机关": "Agency", "机关": "Agency", "文种": "Genre",
    "主送": "Recipients", "主送机关": "Recipients", "抄送": "CC", "抄送机关": "CC", "印发机关": "Printed_by",
    "附注": "Disclosure", "成文日期": "Issued", "印发日期": "Printed", "刊登日期": "Published", "作者": "Byline",
    "来源": "Credit", "专栏": "Column", "备注": "Note",
}  # fmt: skip
KINDS = ("document", "text", "digest", "diary", "news", "piece")
_LISTS = {"agency", "given"}
_NUMBERS = {"year", "order"}
_DATES = {"date", "issued", "printed", "published", "delivered", "withdrawn"}
_COUNTED = {"year", "issue", "total", "order", "page"}
_ISSUE = re.compile(r"z?[0-9]{1,4}(-[0-9]{1,4})?")
_COUNT = re.compile(r"总?第?(?P<figures>[0-9]+(?:[-—–~～、至][0-9]+)?)[年期号页篇版]?")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HEADER = re.compile(
    rf"^(?P<key>[A-Za-z][A-Za-z_]*|{'|'.join(_CHINESE)})[ \t]*[:：][ \t\u3000]*(?P<value>.*)$"
)
_ANY = re.compile(r"^(?P<key>[^:：]*)[:：][ \t\u3000]*(?P<value>.*)$")
# What ends a line for some reader or other: a value has one line.
_LINE_END = re.compile(r"(?<!\s)\s*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")
# Years in which a bulletin can have appeared; more figures than that are a date or a slip of the hand.
_FIRST_YEAR, _LAST_YEAR, _MOST_FIGURES = 1800, 2199, 5
# Room for the longest ending (.source.html, .table-12.csv) in the 255 bytes of a file's name, and for a path on Windows.
_LONGEST_SLUG = 150


class MetadataError(ValueError):
    """A header that breaks the contract; str() says which line, what was expected and what to do."""


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
    return read_own(setting, {**KEYS, **_CHINESE, "Own": ""})


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


def parse_field(name: str, text: str) -> object:
    """Type one field of a header; raise MetadataError with what was expected."""
    if name in _LISTS:
        return tuple(part.strip() for part in re.split("[;；]", text) if part.strip())
    if name in _COUNTED:
        text = _counted(text)
    if name in _NUMBERS:
        return _number(name, text)
    if name == "issue" and not _ISSUE.fullmatch(text):
        message = _("Issue: {issue!r} — write 5, a double issue 5-6, a supplement z1", issue=text[:30])
        raise MetadataError(message)
    if name in _DATES:
        if day := day_of(text):
            return day
        raise MetadataError(
            _(
                "{key}: {text!r} is not a date — write it as 2018-05-16",
                key=name.capitalize(),
                text=text,
            )
        )
    if name == "kind" and text not in KINDS:
        raise MetadataError(
            _("Kind: {text!r} is not known — write one of {kinds}", text=text, kinds=", ".join(KINDS))
        )
    if name == "robots" and text != "noindex":
        raise MetadataError(
            _(
                "Robots: {text!r} is not known — write noindex, or take the line out",
                text=text,
            )
        )
    if name == "slug" and (wrong := _no_slug(text)):
        raise MetadataError(wrong)
    return text


def _number(name: str, text: str) -> int:
    if not re.fullmatch(f"[0-9]{{1,{_MOST_FIGURES}}}", text):
        raise MetadataError(
            _(
                "{key}: {text!r} is not a whole number of {most} figures at most — write digits only",
                key=name.capitalize(),
                text=text[:30],
                most=_MOST_FIGURES,
            )
        )
    if name == "year" and not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise MetadataError(_("Year: {year!r} is not a year — write four digits", year=text))
    return int(text)


def _no_slug(text: str) -> str:
    """Say what is wrong with a slug, "" if nothing is."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", text):
        return _("Slug: {text!r} — use small letters, digits and hyphens only", text=text)
    if len(text) > _LONGEST_SLUG:
        return _(
            "Slug: {text!r}… has {count} characters — use {most} at most",
            text=text[:30],
            count=len(text),
            most=_LONGEST_SLUG,
        )
    if is_reserved(text):
        return _("Slug: {text!r} is a name that Windows keeps to itself — choose another", text=text)
    return ""


def day_of(text: str) -> str | None:
    """Return the day that a text is, however written (2024年3月8日, 2024.3.8), as 2024-03-08; None if it is none."""
    text = unicodedata.normalize("NFKC", text).strip()
    return text if is_date(text) else dates.parse(text)


def _counted(text: str) -> str:
    """Return the figures of 第19页, 2018年, 总第75期, 第5-6期; any other text as it is."""
    match = _COUNT.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    return match["figures"] if match else text


def is_date(text: str) -> bool:
    """Tell whether a text is a day of the calendar, written as 2018-05-16."""
    if not _ISO.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def without_text(meta: ArticleMeta) -> ArticleMeta:
    """Return what stays of an article that was withdrawn: what it is called, where it stood, and why it is gone."""
    kept = (
        "title", "slug", "date", "kind", "publication", "year", "issue", "total", "order", "section", "page",
        "doc_number", "agency", "genre", "issued", "printed", "published", "withdrawn", "withdrawn_reason", "source", "source_lines",
    )  # fmt: skip
    return ArticleMeta(**{name: getattr(meta, name) for name in kept}, robots="noindex")


def in_one_line(text: str) -> str:
    """Return a value as it stands in a header: whatever ends a line is a blank."""
    return _LINE_END.sub(" ", text).strip()


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


def split(text: str, own: Fields = ()) -> tuple[dict[str, str], str]:
    """Split the text of a Markdown file into header and body; own: what else has a name in Chinese."""
    header: dict[str, str] = {}
    lines = text.lstrip("\ufeff").split("\n")
    if found := CONTROL.search(text):
        before = text[: found.start()]
        raise MetadataError(
            _(
                "line {line}: behind {before!r} stands a character that cannot be shown "
                "(U+{code:04X}) — delete it",
                line=before.count(chr(10)) + 1,
                before=before.rpartition(chr(10))[2][-12:],
                code=ord(found[0]),
            )
        )
    for at, line in enumerate(lines):
        if not line.strip():
            return header, "\n".join(lines[at + 1 :])
        match = _HEADER.match(line)
        named = next((f for f in own if re.match(rf"{re.escape(f.label)}[ \t]*[:：]", line)), None)
        if named:
            match = _ANY.match(line)
        if not match:
            raise MetadataError(
                _(
                    "line {number}: {line!r} is no header line — {advice}",
                    number=at + 1,
                    line=line[:30],
                    advice=_advice(line),
                )
            )
        key = named.key if named else _CHINESE.get(said := match["key"].rstrip(" \t"), said)
        if key in header:
            raise MetadataError(
                _("line {line}: {key} stands twice — keep one of them", line=at + 1, key=match["key"])
            )
        header[key] = match["value"].strip()
    return header, ""


def _advice(line: str) -> str:
    """Say what to do with a line that is no header line."""
    if line.strip() == "---":
        return _("take the lines '---' out")
    if line[:1].isspace() and line.strip():
        return _("put a value on the line of its key; several agencies are separated by ;")
    return _("the header is lines 'Key: value' (keys: `inv manual metadata`), then a blank line")


def join(header: Mapping[str, str], body: str) -> str:
    """Return the text of a Markdown file."""
    lines = [f"{key}: {value}" for key, value in header.items()]
    return "\n".join(lines) + "\n\n" + body.strip("\n") + "\n"


def load(text: str, own: Fields = ()) -> tuple[ArticleMeta, str]:
    """Read the text of an article's file: (metadata, Markdown body); own: the fields that the archive adds."""
    header, body = split(text, own)
    return from_header(header, own), body


def dump(meta: ArticleMeta, body: str) -> str:
    """Return the text of an article's file."""
    return join(to_header(meta), body)
