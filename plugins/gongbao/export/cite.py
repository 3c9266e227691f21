"""How to cite an article: GB/T 7714—2015 as text, BibTeX and RIS as downloads. Pure."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from gongbao.bulletin.article import ArticleMeta

_MOST_AUTHORS = 3
# BibTeX counts a brace whether or not a backslash stands before it: one that is alone must not stand there as such.
_BIBTEX = str.maketrans(
    {
        **{c: "\\" + c for c in "&%$#_"},
        **{"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"},
        **{"{": r"\textbraceleft{}", "}": r"\textbraceright{}"},
    }
)
_BLANKS = re.compile(r"\s+")
_RANGE = re.compile(r"(\d+)\s*[-—–~～至]+\s*(\d+)")
# What a reference says in the place of the day on which the reader saw the page; the reader's browser fills it in.
ACCESSED = "引用日期"


@dataclass(frozen=True)
class Work:
    """What a citation is made of. bulletin is the name of the bulletin, None for a document that came on its own.

    appeared: the day of the issue, ISO 8601; url: the full address, None where it is not known.
    """

    meta: ArticleMeta
    bulletin: str | None = None
    publisher: str | None = None
    url: str | None = None
    standing: str = ""
    appeared: str | None = None

    @property
    def authors(self) -> tuple[str, ...]:
        """Return who answers for the text: the agencies, else the persons of the byline."""
        if self.meta.agency:
            return self.meta.agency
        return _persons(self.meta.byline or "")

    @property
    def title(self) -> str:
        """Return the title, with the document number as citations of official documents have it."""
        number = self.meta.doc_number
        return f"{self.meta.title}: {number}" if number else self.meta.title

    @property
    def year(self) -> str:
        """Return the year of the issue, else of the text, "" if neither is known."""
        if self.bulletin and self.meta.year:
            return str(self.meta.year)
        return (self.meta.date or "")[:4]

    @property
    def issue(self) -> str:
        """Return the issue's number as GB/T 7714 writes it: 5, 5/6 for a double issue, 增刊1."""
        number = self.meta.issue or ""
        return f"增刊{number[1:]}" if number.startswith("z") else number.replace("-", "/")

    @property
    def day(self) -> str:
        """Return the day on which what is cited appeared: of the issue, else of the document; "" if not known."""
        if self.bulletin:
            return self.appeared or self.meta.published or ""
        return self.meta.issued or self.meta.date or ""

    @property
    def pages(self) -> tuple[str, str]:
        """Return first and last page, the last "" where only the first is known; what is no range stays as it is."""
        page = self.meta.page or ""
        match = _RANGE.fullmatch(page.strip())
        return (match[1], match[2]) if match else (page, "")

    @property
    def remarks(self) -> str:
        """Return what no field of a journal's article takes: the document's own day, what is known of its force."""
        signed = f"成文日期：{self.meta.issued}" if self.bulletin and self.meta.issued else ""
        return "；".join(filter(None, (signed, self.standing)))


def gbt7714(work: Work) -> str:
    """Return the reference in the form of GB/T 7714—2015 (顺序编码制).

    With an address it is the one of the text on the net, [J/OL], with the day of access as [引用日期].
    """
    authors = list(work.authors[:_MOST_AUTHORS]) + (["等"] if len(work.authors) > _MOST_AUTHORS else [])
    lead = f"{', '.join(authors)}. " if authors else ""
    meta = work.meta
    medium, seen = ("/OL", f"[{ACCESSED}]. {work.url}") if work.url else ("", "")
    if work.bulletin and work.year:
        number = f"({work.issue})" if work.issue else ""
        page = f": {'-'.join(filter(None, work.pages))}" if meta.page else ""
        return f"{lead}{work.title}[J{medium}]. {work.bulletin}, {work.year}{number}{page}{seen}."
    # A newspaper's text whose source names paper and day would be [N]; a document that came on its own is [Z].
    kind = "N" if meta.kind == "news" and meta.credit else "Z"
    where = f" {meta.credit}." if kind == "N" else ""
    when = f"{meta.date or ''}{seen}"
    return f"{lead}{work.title}[{kind}{medium}].{where}{' ' + when + '.' if when else ''}"


class Reference(NamedTuple):
    """A reference in parts: title, day, what stands last.

    On a page with an address, /OL comes behind `title`; behind `day` come `opening`, day of access, address and a full
    stop. On one without, `plain` stands there.
    """

    title: str
    day: str
    opening: str
    plain: str
    last: str


def reference(work: Work, last: str = "") -> Reference:
    """Return the reference of `gbt7714` in parts; last: what follows it."""
    title, _, rest = gbt7714(replace(work, url="{address}")).rpartition("/OL]")
    day = rest.partition(f"[{ACCESSED}]. {{address}}.")[0]
    # Without a day, nothing stands before the day of access: "[Z]." and "[Z/OL]. [2026-01-01]. https://….".
    dated = day != ". "
    return Reference(title, f"]{day if dated else '.'}", "" if dated else " ", "." if dated else "", last)


def bibtex(work: Work, key: str) -> str:
    """Return a BibTeX entry; double braces keep names of organs from being taken apart as persons."""
    meta = work.meta
    fields: list[tuple[str, str]] = []
    if work.authors:
        joined = " and ".join(f"{{{_tex(a)}}}" if meta.agency else _tex(a) for a in work.authors)
        fields.append(("author", joined))
    fields.append(("title", f"{{{_tex(meta.title)}}}"))
    if work.bulletin:
        fields.append(("journal", _tex(work.bulletin)))
    fields += [
        ("year", work.year),
        ("number", _tex(work.issue) if work.bulletin else ""),
        ("pages", _tex("--".join(filter(None, work.pages)))),
        ("date", work.day),
        ("note", _tex("；".join(filter(None, (meta.doc_number, work.remarks))))),
        ("publisher", _tex(work.publisher or "")),
        ("url", _address(work.url or "")),
        ("langid", "chinese"),
    ]
    kind = "article" if work.bulletin else "misc"
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@{kind}{{{key},\n{body}}}\n"


def ris(work: Work, key: str) -> str:
    """Return a RIS record; its lines end in CR LF."""
    meta = work.meta
    kind = "JOUR" if work.bulletin else "NEWS" if meta.kind == "news" else "GOVDOC"
    lines = [("TY", kind), ("ID", key)]
    lines += [("AU", author) for author in work.authors]
    lines += [
        ("TI", meta.title),
        ("JO", work.bulletin or ""),
        ("PY", work.year),
        ("DA", work.day.replace("-", "/")),
        ("IS", work.issue if work.bulletin else ""),
        ("SP", work.pages[0]),
        ("EP", work.pages[1]),
        ("PB", work.publisher or ""),
        ("C1", meta.doc_number or ""),
        ("N1", work.remarks),
        ("UR", work.url or ""),
        ("LA", "zh"),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in lines if value or tag == "ER")


def beyond_meta_tags(work: Work) -> list[tuple[str, str]]:
    """Return what no meta tag of the page says of a work, for the script that writes BibTeX and RIS in the browser."""
    meta = work.meta
    known = {
        "key": meta.slug,
        "year": work.year,
        "number": meta.doc_number,
        "remarks": work.remarks,
        "persons": "" if meta.agency else "1",
        "news": "1" if meta.kind == "news" else "",
    }
    return [(name, value) for name, value in known.items() if value]


def _persons(byline: str) -> tuple[str, ...]:
    """Return the persons that a byline names: 记者 甲 乙, 甲、乙."""
    text = re.sub(r"[（(][^）)]*[）)]", "", byline)
    text = re.sub(
        r"(?:本报|本刊)?(?:首席|特约)?(?:记者|通讯员|评论员|作者|文|摄影|编辑)(?:\s*[:：/／])?", " ", text
    )
    return tuple(name for name in re.split(r"[\s、，,;；/／]+", text) if name)


def _address(url: str) -> str:
    """Return an address for BibTeX, where braces count and nothing is escaped."""
    return url.replace("{", "%7B").replace("}", "%7D")


def _tex(text: str) -> str:
    return _line(text).translate(_BIBTEX)


def _line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
