"""What stands above a title: in a badge, in words, with the sentence and the link that they rest on. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongbao.bulletin.validity import Expiry
from gongbao.citations.graph import Citation

# The gravest first; the first notice of a document is its status.
KINDS = ("withdrawn", "repealed", "lapsed", "amended", "corrected", "expiring", "declared-valid")
BADGES = {
    "withdrawn": "已撤下",
    "repealed": "已废止",
    "lapsed": "已失效",
    "amended": "有修改",
    "corrected": "有更正",
    "expiring": "定有期限",
    "declared-valid": "继续有效",
}


@dataclass(frozen=True)
class Evidence:
    """The sentence that a notice rests on, in three parts (the middle one is the reference), and where it stands."""

    before: str
    words: str
    after: str
    url: str

    @property
    def text(self) -> str:
        """Return the sentence."""
        return f"{self.before}{self.words}{self.after}"


@dataclass(frozen=True)
class Notice:
    """What a reader must know of a document before its text.

    words is before + link + after; url is where link leads ("" for nowhere, absolute for a declaration on another
    site). until is the last day in force, for the reader's browser to compare with its own day.
    declared: the office itself says so, in content/validity.toml.
    """

    kind: str
    before: str
    link: str
    after: str
    url: str = ""
    evidence: Evidence | None = None
    until: str | None = None
    declared: bool = False

    @property
    def words(self) -> str:
        """Return what the notice says, as one text."""
        return f"{self.before}{self.link}{self.after}"

    @property
    def badge(self) -> str:
        """Return the notice in a few characters."""
        return (
            f"有效期至{in_words(self.until)}" if self.until and self.kind == "expiring" else BADGES[self.kind]
        )

    @property
    def outside(self) -> bool:
        """Tell whether the link leads to another site."""
        return self.url.startswith(("http://", "https://"))


def name_of(source: object) -> str:
    """Return how a notice names a document: by its number, else by its title."""
    b = source.bulletin  # type: ignore[attr-defined]
    return str(b.doc_number or f"《{b.title}》")


def of_citations(kind: str, verb: str, citations: Iterable[Citation]) -> tuple[Notice, ...]:
    """Return a notice for each document that repeals, changes or corrects this one."""
    seen: dict[str, Notice] = {}
    for citation in citations:
        source = citation.source
        seen.setdefault(
            source.url,
            Notice(
                kind,
                "已被",
                name_of(source),
                verb,
                source.url,
                Evidence(*citation.evidence, citation.source_url),
            ),
        )
    return tuple(seen.values())


def of_corrections(citations: Iterable[Citation]) -> tuple[Notice, ...]:
    """Return a notice for each text that corrects this one."""
    return tuple(
        Notice("corrected", "刊登后有更正，见", n.link, "", n.url, n.evidence)
        for n in of_citations("corrected", "", citations)
    )


def of_expiry(expiry: Expiry, article_url: str) -> Notice:
    """Return the notice of a term that the document sets itself."""
    since = f"（自{in_words(expiry.start)}起算）" if expiry.start else ""
    return Notice(
        "expiring",
        f"依文中所述推算，有效期至{in_words(expiry.until)}{since}",
        "",
        "",
        evidence=Evidence(expiry.sentence, "", "", f"{article_url}#{expiry.block}"),
        until=expiry.until,
    )


def of_withdrawal(day: str, reason: str | None) -> Notice:
    """Return the notice of a text that the archive took down."""
    return Notice(
        "withdrawn", f"本库已于{in_words(day)}撤下这篇文字" + (f"：{reason}" if reason else ""), "", ""
    )


def in_words(iso: str) -> str:
    """Return 2018年5月16日 for 2018-05-16."""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def ranked(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return notices with what the office declares first, then the gravest first."""
    return tuple(sorted(notices, key=lambda n: (n.kind != "withdrawn", not n.declared, KINDS.index(n.kind))))
