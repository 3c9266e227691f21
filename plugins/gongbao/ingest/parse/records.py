"""The articles of a source, by its kind: an issue, a newspaper page, a compilation, or documents that came alone."""

import re
from itertools import pairwise

from gongbao.bulletin import agency, genre
from gongbao.messages import Message, _

from ..forms import dated_lines
from ..forms import heads as heads_of
from ..model.edition import Edition
from ..model.lines import Line, tidy
from ..model.record import Flag, Record
from ..model.source import SourceError
from ..sort import borders, contents, covers, followers, kinds, split
from ..sort.pairing import Start
from ..words import card_fields
from . import compilation, newspaper, sections
from .filling import number_of_card
from .gazette import Issue

_LONGEST_OF_COVER = 60
_MOST_ABOVE = 3


def parse(edition: Edition) -> None:
    """Make the records of an edition out of its lines."""
    _OF_KIND[edition.kind](edition)
    if not edition.records:
        _refuse_contents_alone(edition)
        # An issue or a page of which no text can be told apart is kept whole, as one text.
        edition.masthead = []
        _documents(edition)


def _refuse_contents_alone(edition: Edition) -> None:
    """Raise SourceError where an issue has its cover and contents and no text."""
    if not edition.contents:
        return
    region = range(edition.contents.start, edition.contents.end)
    outside = [line.text.strip() for at, line in enumerate(edition.lines) if at not in region]
    if not any(text.endswith("。") or len(text) > _LONGEST_OF_COVER for text in outside):
        raise SourceError(
            _(
                "{file}: holds the contents of an issue and none of its texts; ingest the file that has the texts",
                file=edition.source.name,
            )
        )


def _gazette(edition: Edition) -> None:
    asked = {"publication": edition.publication} if edition.publication else {}
    titles = [drop.line for drop in edition.drops if drop.rule == "page-title"]
    running = [drop.line for drop in edition.drops if drop.rule == "running-head"]
    given = {**edition.given.file, **asked}
    lines, found = edition.lines, edition.contents
    further = [cover.at for cover in covers.issues(lines)[1:]]
    bounds = [0, *further, len(lines)]
    for at, end in pairwise(bounds):
        # Each issue of a file has its own contents.
        own = contents.find(lines[at:end]) if further else found
        issue = Issue(edition.source.name, lines[at:end], own, given, titles, running)
        edition.records += issue.records
        edition.masthead += issue.masthead if issue.records else lines[at:end]
        edition.flags += issue.flags
        if not at:
            edition.issue = issue.meta
        else:
            _tell_further(edition, lines[at], issue)
    for n, record in enumerate(edition.records, 1):
        record.fields["order"] = n


def _tell_further(edition: Edition, cover: Line, issue: Issue) -> None:
    """Flag a further issue in a file of one; its texts go with the first issue, as the folder does."""
    number = issue.meta.issue if issue.meta else ""
    what = Message(
        "the cover of issue {issue} stands here, and all texts of the file go with its first issue: cut the file "
        "at this line, and ingest each issue by itself",
        issue=number,
    )
    edition.flags.append(Flag(cover.number, cover.text.strip(), what, "another-issue"))
    if edition.issue:
        said = edition.issue
        for record in issue.records:
            record.fields.update(year=said.year, issue=said.issue, total=said.total, published=said.published)


def _newspaper(edition: Edition) -> None:
    edition.records = newspaper.parse(edition.lines)


def _compilation(edition: Edition) -> None:
    records, masthead, dropped, flags = compilation.parse(edition.lines)
    edition.flags += flags
    # Where no piece is left, the source is read as one text.
    if records:
        edition.records, edition.masthead = records, masthead
        edition.drops += dropped


def _documents(edition: Edition) -> None:
    """Parse a file of one or several documents that came on their own."""
    lines = edition.lines
    starts = _of_volume(edition) if kinds.is_volume(lines[0].text) else split.starts(lines, None, range(0))
    # What stands above the first head belongs to the first document.
    heads = [0, *(start.head for start in starts[1:])] if starts else [0]
    if not edition.card:
        # A page with a card is about one document.
        heads = sorted({*heads, *(start.head for start in followers.find(lines, starts, edition.source))})
    bounds = [*heads, len(lines)]
    # The card of a page has the number of its one document.
    numbered = len(heads) == 1 and (number_of_card(edition.card) is not None or _is_issued(edition))
    above = _name_of_collection(lines, starts[0].head) if len(starts) > 1 else 0
    heads[0] = above
    for n, head in enumerate(heads):
        if own_lines := lines[head : bounds[n + 1]]:
            kind = "document" if numbered else sections.kind_of(own_lines)
            edition.records.append(
                _in_order(sections.parse(own_lines, kind, None, frozenset()), n, len(heads))
            )
    for line in lines[:above]:
        edition.records[0].add_note(tidy(line.text))
        edition.records[0].claims.append(line)


def _of_volume(edition: Edition) -> list[Start]:
    """Return where the documents of a volume begin, told as those of an issue without contents are."""
    lines = edition.lines
    name = next((n for n, line in enumerate(lines[1:], 1) if not _is_beside_name(line.text.strip())), 1)
    skip = range(name)
    starts = split.starts(lines, None, skip, is_issue=True)
    others = borders.between(lines, starts, skip, {})
    borders.tell(edition.flags, lines, others)
    return sorted([*starts, *others], key=lambda start: start.head)


def _is_issued(edition: Edition) -> bool:
    """Tell whether the card says who issued a text and when, and the text is called by its genre: 关于某事的通知."""
    stated = {card_fields().get(label) for label, text in edition.card.items() if text}
    return {"agency", "issued"} <= stated and any(
        "关于" in line.text and genre.from_title(line.text.strip()) for line in edition.lines[:3]
    )


def _name_of_collection(lines: list[Line], end: int) -> int:
    """Return how many lines above the first of several documents are what a collection of them is called: 3月发文汇总."""
    if end and kinds.is_volume(lines[0].text):
        # Below its name stand who compiled it and when.
        beside = [line.text.strip() for line in lines[1:end]]
        return end if all(_is_beside_name(text) for text in beside) and end <= _MOST_ABOVE + 2 else 0
    for at in range(end):
        text = lines[at].text.strip()
        of_document = (
            heads_of.element(lines, at)
            or agency.split_joint(text)
            or genre.from_title(text)
            or re.search("关于|[。：:]", text)
        )
        if of_document or end > _MOST_ABOVE or len(text) > _LONGEST_OF_COVER:
            return 0
    return end


def _is_beside_name(text: str) -> bool:
    """Tell whether a line below the name of a volume says who compiled it, when, or which part of it this is."""
    return bool(
        agency.split_joint(re.sub("编印?$|汇编$", "", text).strip())
        or dated_lines.is_month(text)
        or dated_lines.signed_date(text)
        or re.fullmatch(r"[（(][^（()）]{1,20}[)）]|第.{1,4}[卷册辑期]", text)
    )


def _in_order(record: Record, at: int, count: int) -> Record:
    if count > 1:
        record.fields["order"] = at + 1
    return record


_OF_KIND = {
    "gazette": _gazette,
    "newspaper": _newspaper,
    "compilation": _compilation,
    "document": _documents,
}
