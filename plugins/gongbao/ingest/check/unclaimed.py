"""Keep what was read of head, foot, card and masthead and has no field: in Note, or among the remarks of the issue."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from gongbao.bulletin import issue
from gongbao.bulletin.fold import simplify
from gongbao.messages import Message

from ..model.edition import Edition
from ..model.lines import Drop, Line, tidy
from ..model.record import Flag, Record
from ..words import table
from .claims import StatedWords, body_of, header_of, left_over

_SUMMARY = 40


def keep(edition: Edition) -> None:
    """Keep the words of every claimed line of an edition, or drop them by a named rule."""
    carded = {id(line) for line in edition.carded}
    for record in edition.records:
        _note_card(record, record.card)
        _keep_of_record(record, [line for line in record.claims if id(line) not in carded])
    if edition.carded and edition.records:
        _keep_of_card(edition, edition.records[0])
    if edition.masthead:
        _keep_of_masthead(edition)


def _keep_of_record(record: Record, lines: list[Line]) -> None:
    # A label of its own card is said by the field, or in Note.
    said = StatedWords([*header_of(record), *record.card], body_of(record))
    for line, words in left_over(lines, said):
        record.add_note(tidy(line.text.strip().replace("\t", "\u3000")))
        what = Message("{words} has no field; the line is kept in Note", words="、".join(words))
        record.flags.append(Flag(line.number, line.text.strip()[:40], what, "kept-in-note"))


def _keep_of_card(edition: Edition, record: Record) -> None:
    """Keep in Note what a card says and no field has; what is of the page and not of the document is dropped."""
    _note_card(record, edition.card)
    # What a form leaves open (会签：) says nothing that could be lost.
    left_open = (label for label, value in edition.card.items() if not value)
    in_file = StatedWords([*header_of(record), *left_open], body_of(record))
    gone = {id(line) for line, _ in left_over(edition.carded, in_file)}
    edition.drops += [Drop("card-of-page", line) for line in edition.carded if id(line) in gone]
    record.claims = [line for line in record.claims if id(line) not in gone]


def _note_card(record: Record, card: Mapping[str, str]) -> None:
    """Add to Note what a card says and no field has, each value with its label."""
    if not card:
        return
    # 有效, 通知 stand somewhere in any text by chance; only a summary is looked for there.
    in_header, anywhere = StatedWords(header_of(record)), StatedWords(header_of(record), body_of(record))
    kept = []
    for label, stated in card.items():
        value = _of_page().split(stated)[0].strip()
        in_file = in_header if len(value) < _SUMMARY else anywhere
        if not _of_page().match(simplify(_bare(label)) + "：") and in_file.lacks(value):
            said = " ".join(value.split())
            kept.append(f"{_bare(label)}：{said}" if label else said)
    if kept:
        record.add_note("；".join(kept))


@cache
def _of_page() -> re.Pattern[str]:
    """Match a label of the page; it may stand right behind a value: 作者：办公室阅读：208."""
    return re.compile(f"(?:{'|'.join(map(re.escape, table('card')['page']['labels']))})(?=[:：])")


def _bare(label: str) -> str:
    return "".join(label.split()).strip("：:")


def _keep_of_masthead(edition: Edition) -> None:
    """Keep the lines of a masthead that an issue's page does not say; where there is no such page they are dropped."""
    values = [text for record in edition.records for text in header_of(record)]
    if edition.issue:
        values += issue.dump(edition.issue).split("\n")
    rest = left_over(edition.masthead, StatedWords(values))
    if edition.issue:
        remarks = tuple(tidy(line.text.strip().replace("\t", "\u3000")) for line, _ in rest)
        edition.issue = replace(edition.issue, remarks=edition.issue.remarks + remarks)
        return
    gone = {id(line) for line, _ in rest}
    edition.drops += [Drop("masthead-without-issue", line) for line, _ in rest]
    edition.masthead = [line for line in edition.masthead if id(line) not in gone]
