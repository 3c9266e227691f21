"""References in a text: every document number and every 《title》, with the relation that its sentence states."""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from operator import attrgetter
from typing import Protocol

from gongbao.once import once
from gongbao.patterns import late

from . import mentions, titles
from .agency import is_agency
from .headings import marker
from .mentions import Mention
from .number_grammar import DocumentNumber
from .relations import MENTION, REACH, SIGN, Finding, Relation, read, swept_along


class Block(Protocol):
    """A stretch of text that can be pointed at."""

    @property
    def id(self) -> str:
        """The id that its element has on the page."""

    @property
    def kind(self) -> str:
        """What it is: paragraph, heading, attachment, caption, cell, list-item, …"""

    @property
    def text(self) -> str:
        """Its words."""


@dataclass(frozen=True)
class Reference:
    """A document that a text names: its number, its title or both, and what the sentence says about it.

    number is None where the text gives none or somebody masked its digits (masked then holds what is printed).
    sentence[start:end] is the reference; block is the id of the paragraph.
    """

    title: str | None
    number: DocumentNumber | None
    relation: Relation
    rule: str
    block: str
    sentence: str
    start: int
    end: int
    issuer: str | None = None
    masked: str | None = None

    @once
    def card(self) -> str:
        """Return what stands for all that it says."""
        said = (self.number and astuple(self.number), *(getattr(self, name) for name in _SAID))
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:32]


_SAID = tuple(one.name for one in fields(Reference) if one.name != "number")
_SENTENCE_MARK = late("[《》（）()。！？；]")
_SHORT_ISSUER = late(
    r"(?:中共中央|国务院|中央军委|全国人大|[省市区县州]委|[省市区县州]政府|[一-鿿]{0,6}(?:部|局|委|厅|署|院|办))$"
)
_SHORT_ISSUER_RUN = late(
    r"(?:(?:中共中央|国务院|中央|全国|国家|最高|[省市区县州镇乡]|公安|教育|财政|司法|民政|人力资源)[一-鿿]{0,16}、)*"
    r"(?:中共中央|国务院|中央|全国|国家|最高|[省市区县州镇乡]|公安|教育|财政|司法|民政|人力资源)[一-鿿]{0,16}$"
)
_LISTED = late(r"(?P<title>[^《》。；（(]{4,80}(?:（[^（）]{1,20}）)?)[（(〔\[【，,\s]+")
_WORDS = late("[一-鿿]{4}")
# A sentence may be a list of thousands: so far behind a reference, each other one as one sign, its verb is looked for.
_WINDOW = 400
# So much of a sentence stands as evidence.
LONGEST_EVIDENCE = 1000
# A list whose lead or heading says what becomes of everything in it.
_LEAD = late(r"(?:下列|以下|如下|附件|目录|附后).{0,40}[：:。]$")
_HEADING_REPEALS = late(r"(?:废止|宣布失效|失效).{0,16}(?:目录|清单|文件|名单|一览|决定|通知|规章)?")
_HEADING_OTHER = late(r"继续有效|保留|拟修改|予以修改|修改的")
# A notice of correction says in its title what it is; what it names is what it corrects.
_TITLE_CORRECTS = late(r"更正|勘误")
_HEADINGS = ("heading", "attachment", "annex", "caption", "item", "day")


def find(
    blocks: Iterable[Block],
    known: frozenset[str] = frozenset(),
    title: str = "",
) -> list[Reference]:
    """Find the references of a document, in order.

    blocks: its paragraphs; known: issuing codes that are certain; title: its own, which may announce a list of
    repealed documents.
    """
    found: list[Reference] = []
    listing = _announced(title)
    lead: Finding | None = None
    for block in blocks:
        if block.kind in _HEADINGS:
            heading = _announced(block.text)
            if heading or _HEADING_OTHER.search(block.text):
                listing = heading
            lead = None
            found += _of_block(block, known, None)
            continue
        listed = (
            block.kind in ("cell", "list-item") or marker(block.text) is not None or block.text[:1] == "《"
        )
        if not listed and lead:
            lead = None
        found += _of_block(block, known, (lead or listing) if listed else None)
        if _LEAD.search(block.text):
            lead = _announced(block.text[-60:])
    if _TITLE_CORRECTS.search(re.sub("《[^》]*》", "", title)):
        return [
            replace(r, relation="corrects", rule="notice-of-correction") if r.rule == MENTION.rule else r
            for r in found
        ]
    return found


def _announced(text: str) -> Finding | None:
    """Return what a title, heading or lead says about a list that follows."""
    if _HEADING_OTHER.search(text) or not _HEADING_REPEALS.search(text):
        return None
    return Finding("repeals", "listed-as-repealed")


def _of_block(block: Block, known: frozenset[str], listing: Finding | None) -> list[Reference]:
    text = block.text
    named = mentions.find(text, known)
    if not named:
        return []
    if listing:
        _take_listed_title(text, named[0])
    words = _WORDS.search(text)
    references, at = [], 0
    for start, end in _sentences(text, named):
        after = bisect_left(named, end, at, key=attrgetter("start"))
        inside, at = named[at:after], after
        sentence = _Sentence(text, start, end)
        for nth, (mention, finding) in enumerate(
            zip(inside, _findings(text, start, end, inside), strict=True)
        ):
            opens_list = nth == 0 and finding == MENTION and not (words and words.end() <= mention.start)
            if listing and opens_list:
                finding = listing
            shown, first = sentence.around(mention)
            references.append(
                Reference(
                    title=mention.title,
                    number=mention.number,
                    relation=finding.relation,
                    rule=finding.rule,
                    block=block.id,
                    sentence=shown,
                    start=first,
                    end=first + mention.end - mention.start,
                    issuer=_issuer(text[max(start, mention.start - REACH) : mention.start]),
                    masked=mention.masked,
                )
            )
    return references


class _Sentence:
    """A sentence as evidence: the whole of it, or of one that runs over pages what stands around a reference."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._words = text[start:end].rstrip()
        self._start = start
        self._indent = len(self._words) - len(self._words.lstrip())
        self._whole = self._words[self._indent :]

    def around(self, mention: Mention) -> tuple[str, int]:
        """Return the words, and where among them the mention begins; "…" stands for what is left out."""
        at, end = mention.start - self._start, mention.end - self._start
        if len(self._whole) <= LONGEST_EVIDENCE:
            return self._whole, at - self._indent
        room = max(0, LONGEST_EVIDENCE - (end - at)) // 2
        first, last = max(self._indent, at - room), min(len(self._words), end + room)
        before = "…" if first > self._indent else ""
        after = "…" if last < len(self._words) else ""
        return before + self._words[first:last] + after, at - first + len(before)


def _take_listed_title(text: str, mention: Mention) -> None:
    """Give the number that a list entry ends with the title that stands before it without marks."""
    numbering = marker(text)
    start = numbering[2] if numbering else 0
    match = _LISTED.fullmatch(text, start, mention.start)
    if mention.number and mention.title is None and match and titles.names_document(match["title"]):
        mention.title = match["title"]
        mention.start = start
        if closing := mentions.CLOSING.match(text, mention.end):
            mention.end = closing.end()


def _findings(text: str, start: int, end: int, named: Sequence[Mention]) -> list[Finding]:
    """Read the relations of the references of one sentence, from left to right."""
    findings: list[Finding] = []
    for at, mention in enumerate(named):
        # A verb before another reference speaks of that one, and what stands far apart is not joined.
        since = named[at - 1].end if at else start
        left = text[max(since, mention.start - REACH) : mention.start]
        right = _behind(text, end, named, at)
        between = text[since : mention.start] if at and mention.start - since <= _WINDOW else None
        findings.append(
            read(left, right, findings[-1] if findings else None, between, mention.title is not None)
        )
    # 1990年甲市发布的《甲》、1998年乙市发布的《乙》同时废止: the end of the list speaks for all of it.
    for at in range(len(named) - 2, -1, -1):
        between = text[named[at].end : named[at + 1].start]
        if (
            findings[at + 1].rule == "repealed-after"
            and findings[at].relation != "basis"
            and swept_along(between)
        ):
            findings[at] = findings[at + 1]
    return findings


def _behind(text: str, end: int, named: Sequence[Mention], at: int) -> str:
    """Return the words behind a reference that can speak of it, each other reference as one sign."""
    parts: list[str] = []
    length, start = 0, named[at].end
    while length < _WINDOW:
        ends = min(named[at + 1].start if at + 1 < len(named) else end, start + _WINDOW)
        parts.append(text[start:ends])
        length += len(parts[-1])
        at += 1
        if at == len(named) or ends < named[at].start:
            break
        parts.append(SIGN)
        length, start = length + 1, named[at].end
    return "".join(parts)


def _sentences(text: str, named: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as spans; marks inside 《》, brackets and references end none."""
    start = depth = 0
    at = 0
    for mark in _SENTENCE_MARK.finditer(text):
        while at < len(named) and named[at].end <= mark.start():
            at += 1
        c = mark.group()
        if c in "《（(":
            depth += 1
        elif c in "》）)":
            depth = max(0, depth - 1)
        elif depth == 0 and not (at < len(named) and named[at].start <= mark.start()):
            yield start, mark.end()
            start = mark.end()
    if start < len(text):
        yield start, len(text)


def _issuer(before: str) -> str | None:
    """Return the issuer that stands right before a title: 国务院《…》, 中共中央、国务院《…》."""
    match = _SHORT_ISSUER_RUN.search(before)
    if match:
        name = (
            re.sub(r"^.*(?:根据|依据|按照|贯彻|落实|执行|将|按|和|及|与|、(?=[^、]*$))", "", match.group())
            or match.group()
        )
        whole = match.group()
        if all(is_agency(part) or _SHORT_ISSUER.fullmatch(part) for part in whole.split("、")):
            return whole
        if is_agency(name) or _SHORT_ISSUER.fullmatch(name):
            return name
    return None
