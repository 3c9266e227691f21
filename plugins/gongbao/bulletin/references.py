"""References in a text: every document number and every 《title》, with the relation that its sentence states."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from . import number_text, titles
from .agency import is_agency
from .headings import marker
from .number_grammar import DocumentNumber
from .relations import MENTION, SIGN, Finding, Relation, read, swept_along


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


@dataclass
class _Item:
    """A reference in the making: characters [start, end) of the block."""

    start: int
    end: int
    title: str | None = None
    number: DocumentNumber | None = None
    masked: str | None = None


# Most paragraphs cite nothing; these look before anything is taken apart.
_HINT = re.compile(r"[《号〕\]】]")
_MASK = re.compile(r"[xX×＊*○〇][^。]{0,12}号")
_SENTENCE_MARK = re.compile("[《》（）()。！？；]")
_OPENING = re.compile(
    r"[\s（(〔\[【]{0,3}(?:文号|发文字号|即|见|以|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日)?[：:]?"
)
_OF_TITLE = re.compile(r"(?:的?(?:通知|决定|意见|批复|函|公告|文件)?)")
_CLOSING = re.compile(
    r"[\s]*(?:[，,][^（）()《》]{0,30})?(?:公布|发布|修订|修正|以下简称[^（）()]{0,20})?[）)〕\]】]"
)
_BEFORE_TITLE = re.compile(r"(?:文件)?[，,]?\s*|(?:公布|发布|颁布|印发|下发)的")
_ISSUER = re.compile(r"(?:[一-鿿]{2,20}、)*[一-鿿（）]{2,24}$")
_SHORT_ISSUER = re.compile(
    r"(?:中共中央|国务院|中央军委|全国人大|[省市区县州]委|[省市区县州]政府|[一-鿿]{0,6}(?:部|局|委|厅|署|院|办))$"
)
_SHORT_ISSUER_RUN = re.compile(
    r"(?:(?:中共中央|国务院|中央|全国|国家|最高|[省市区县州镇乡]|公安|教育|财政|司法|民政|人力资源)[一-鿿]{0,16}、)*"
    r"(?:中共中央|国务院|中央|全国|国家|最高|[省市区县州镇乡]|公安|教育|财政|司法|民政|人力资源)[一-鿿]{0,16}$"
)
_LISTED = re.compile(r"(?P<title>[^《》。；（(]{4,80}(?:（[^（）]{1,20}）)?)[（(〔\[【，,\s]+")
# A list whose lead or heading says what becomes of everything in it.
_LEAD = re.compile(r"(?:下列|以下|如下|附件|目录|附后).{0,40}[：:。]$")
_HEADING_REPEALS = re.compile(r"(?:废止|宣布失效|失效).{0,16}(?:目录|清单|文件|名单|一览|决定|通知|规章)?")
_HEADING_OTHER = re.compile(r"继续有效|保留|拟修改|予以修改|修改的")
# A notice of correction says in its title what it is; what it names is what it corrects.
_TITLE_CORRECTS = re.compile(r"更正|勘误")
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
    items = _items(text, known) if _HINT.search(text) else []
    if not items:
        return []
    if listing:
        _take_listed_title(text, items[0])
    references = []
    for start, end in _sentences(text, items):
        inside = [item for item in items if start <= item.start < end]
        findings = _findings(text, start, end, inside)
        for at, (item, finding) in enumerate(zip(inside, findings, strict=True)):
            opens_list = at == 0 and finding == MENTION and not re.search("[一-鿿]{4}", text[: item.start])
            if listing and opens_list:
                finding = listing
            references.append(
                Reference(
                    title=item.title,
                    number=item.number,
                    relation=finding.relation,
                    rule=finding.rule,
                    block=block.id,
                    sentence=text[start:end].strip(),
                    start=item.start - start - _indent(text, start),
                    end=item.end - start - _indent(text, start),
                    issuer=_issuer(text[start : item.start]),
                    masked=item.masked,
                )
            )
    return references


def _take_listed_title(text: str, item: _Item) -> None:
    """Give the number that a list entry ends with the title that stands before it without marks."""
    numbering = marker(text)
    start = numbering[2] if numbering else 0
    match = _LISTED.fullmatch(text, start, item.start)
    if item.number and item.title is None and match and titles.names_document(match["title"]):
        item.title = match["title"]
        item.start = start
        if closing := _CLOSING.match(text, item.end):
            item.end = closing.end()


def _indent(text: str, start: int) -> int:
    rest = text[start:]
    return len(rest) - len(rest.lstrip())


def _findings(text: str, start: int, end: int, items: Sequence[_Item]) -> list[Finding]:
    """Read the relations of the references of one sentence, from left to right."""
    findings: list[Finding] = []
    for at, item in enumerate(items):
        left = _masked(text, start, item.start, items[:at])
        right = _masked(text, item.end, end, items[at + 1 :])
        between = text[items[at - 1].end : item.start] if at else None
        findings.append(
            read(left, right, findings[-1] if findings else None, between, item.title is not None)
        )
    # 1990年甲市发布的《甲》、1998年乙市发布的《乙》同时废止: the end of the list speaks for all of it.
    for at in range(len(items) - 2, -1, -1):
        between = text[items[at].end : items[at + 1].start]
        if (
            findings[at + 1].rule == "repealed-after"
            and findings[at].relation != "basis"
            and swept_along(between)
        ):
            findings[at] = findings[at + 1]
    return findings


def _masked(text: str, start: int, end: int, items: Sequence[_Item]) -> str:
    """Return a stretch of text with its references replaced by one sign each."""
    parts, at = [], start
    for item in items:
        parts += [text[at : item.start], SIGN]
        at = item.end
    return "".join([*parts, text[at:end]])


def _items(text: str, known: frozenset[str]) -> list[_Item]:
    """Return the references of a text as spans: titles joined with the number beside them, and lone numbers."""
    has_title = "《" in text
    numbers = number_text.find_all(text, known)
    masked = number_text.find_masked(text) if _MASK.search(text) else []
    if not (has_title or numbers or masked):
        return []
    items: list[_Item] = []
    used: set[int] = set()
    for title in titles.find(text) if has_title else ():
        item = _Item(title.start, title.end, title.title)
        beside = next(
            (n for n in numbers if n.start not in used and _belongs(text, title.end, n.start)), None
        )
        inner = next((n for n in numbers if title.start < n.start and n.end <= title.end), None)
        before = next((n for n in numbers if n.start not in used and _leads(text, n.end, title.start)), None)
        if number := beside or inner or before:
            used.add(number.start)
            item.number = number.number
            item.start, item.end = min(item.start, number.start), max(item.end, number.end)
            if beside and (closing := _CLOSING.match(text, item.end)):
                item.end = closing.end()
        elif not titles.names_document(title.title):
            continue
        items.append(item)
    inside = [(i.start, i.end) for i in items]
    for found in numbers:
        if found.start not in used and not any(a <= found.start < b for a, b in inside):
            items.append(_Item(found.start, found.end, None, found.number))
    for canonical, start, end in masked:
        if not any(a <= start < b for a, b in inside):
            items.append(_Item(start, end, None, None, canonical))
    return sorted(items, key=lambda i: i.start)


def _belongs(text: str, title_end: int, number_start: int) -> bool:
    """Tell whether a number stands right behind a title: 《…》（甲府发〔2018〕1号）, 《…》的通知（…）."""
    if not title_end <= number_start <= title_end + 24:
        return False
    between = text[title_end:number_start]
    word = _OF_TITLE.match(between)
    rest = between[word.end() :] if word else between
    return bool(_OPENING.fullmatch(rest)) and ("（" in rest or "(" in rest or not (word and word.group()))


def _leads(text: str, number_end: int, title_start: int) -> bool:
    """Tell whether a number stands right before a title: 甲府发〔2018〕1号《…》, …号文件《…》."""
    return number_end <= title_start <= number_end + 4 and bool(
        _BEFORE_TITLE.fullmatch(text[number_end:title_start])
    )


def _sentences(text: str, items: Sequence[_Item]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as spans; marks inside 《》, brackets and references end none."""
    start = depth = 0
    at = 0
    for mark in _SENTENCE_MARK.finditer(text):
        while at < len(items) and items[at].end <= mark.start():
            at += 1
        c = mark.group()
        if c in "《（(":
            depth += 1
        elif c in "》）)":
            depth = max(0, depth - 1)
        elif depth == 0 and not (at < len(items) and items[at].start <= mark.start()):
            yield start, mark.end()
            start = mark.end()
    if start < len(text):
        yield start, len(text)


def _issuer(before: str) -> str | None:
    """Return the issuer that stands right before a title: 国务院《…》, 中共中央、国务院《…》."""
    match = _SHORT_ISSUER_RUN.search(before[-40:])
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
