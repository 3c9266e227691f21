"""What stands above a title: in a badge, in words, with the sentence and the link that they rest on. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongbao.bulletin.validity import Expiry
from gongbao.citations.graph import Citation
from gongbao.messages.site import W_, words
from gongbao.messages.site import day as in_words

# The gravest first; the first notice of a document is its status.
KINDS = ("withdrawn", "repealed", "lapsed", "amended", "corrected", "expiring", "declared-valid")
BADGES = {
    "withdrawn": W_("已撤下"),
    "repealed": W_("已废止"),
    "lapsed": W_("已失效"),
    "amended": W_("有修改"),
    "corrected": W_("有更正"),
    "expiring": W_("定有期限"),
    "declared-valid": W_("继续有效"),
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
            words("有效期至{day}", day=in_words(self.until))
            if self.until and self.kind == "expiring"
            else words(BADGES[self.kind])
        )

    @property
    def outside(self) -> bool:
        """Tell whether the link leads to another site."""
        return self.url.startswith(("http://", "https://"))


def name_of(source: object) -> str:
    """Return how a notice names a document: by its number, else by its title."""
    b = source.bulletin  # type: ignore[attr-defined]
    return str(b.doc_number or f"《{b.title}》")


def of_citations(kind: str, sentence: str, citations: Iterable[Citation]) -> tuple[Notice, ...]:
    """Return a notice for each document that repeals, changes or corrects this one; {link} stands for it."""
    before, _, after = sentence.partition("{link}")
    seen: dict[str, Notice] = {}
    for citation in citations:
        source = citation.source
        seen.setdefault(
            source.url,
            Notice(
                kind,
                before,
                name_of(source),
                after,
                source.url,
                Evidence(*citation.evidence, citation.source_url),
            ),
        )
    return tuple(seen.values())


def of_corrections(citations: Iterable[Citation]) -> tuple[Notice, ...]:
    """Return a notice for each text that corrects this one."""
    return of_citations("corrected", words("刊登后有更正，见{link}"), citations)


def of_expiry(expiry: Expiry, article_url: str) -> Notice:
    """Return the notice of a term that the document sets itself."""
    since = words("（自{day}起算）", day=in_words(expiry.start)) if expiry.start else ""
    return Notice(
        "expiring",
        words("依文中所述推算，有效期至{day}{since}", day=in_words(expiry.until), since=since),
        "",
        "",
        evidence=Evidence(expiry.sentence, "", "", f"{article_url}#{expiry.block}"),
        until=expiry.until,
    )


def of_withdrawal(day: str, reason: str | None) -> Notice:
    """Return the notice of a text that the archive took down."""
    return Notice(
        "withdrawn",
        words("本库已于{day}撤下这篇文字", day=in_words(day))
        + (words("：{reason}", reason=reason) if reason else ""),
        "",
        "",
    )


def ranked(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return notices with what the office declares first, then the gravest first."""
    return tuple(sorted(notices, key=lambda n: (n.kind != "withdrawn", not n.declared, KINDS.index(n.kind))))
