"""The fields of an article's header: their keys, in English and Chinese, and what the value of each may be."""

import re
import unicodedata
from datetime import date

from gongbao.messages import _

from . import dates
from .handwritten import is_reserved

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
CHINESE_KEYS: dict[str, str] = {
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
# Years in which a bulletin can have appeared; more figures than that are a date or a slip of the hand.
_FIRST_YEAR, _LAST_YEAR, _MOST_FIGURES = 1800, 2199, 5
# Room for the longest ending (.source.html, .table-12.csv) in the 255 bytes of a file's name, and for a path on Windows.
_LONGEST_SLUG = 150


class MetadataError(ValueError):
    """A header that breaks the contract; str() says which line, what was expected and what to do."""


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
