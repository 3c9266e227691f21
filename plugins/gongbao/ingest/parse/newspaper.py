"""Parse a newspaper page: articles with headline, subtitle, byline, subheads, photographs.

Where the page has marks (#, ##, ###) they tell headline, subtitle and subhead apart. Where it has none, a block of
short lines without an end mark is a headline if a byline follows it, if it opens the page, or if it has two lines or
more of headline length; a single one is a subhead.
"""

import re
from dataclasses import replace

from gongbao.bulletin import agency, dates
from gongbao.messages import Message

from ..forms import press
from ..layout.blocks import Assembler
from ..layout.wrapping import wrap_width
from ..model.lines import Drop, Line, tidy
from ..model.record import Block, Flag, Record
from . import lead_in
from .units import Unit, units_of

_NARROWEST = 10


def parse(lines: list[Line]) -> list[Record]:
    """Return the articles of a page, in the order of the file."""
    furniture = [line for line in lines if press.PAGE_LINE.match(line.text.strip())]
    lines = [line for line in lines if line not in furniture]
    if not lines:
        return []
    marked = any(line.hint == "h1" for line in lines)
    if not marked and (width := wrap_width(lines, _NARROWEST)):
        lines = [replace(line, wrap=width) for line in lines]
    units = units_of(lines)
    starts = [n for n, unit in enumerate(units) if _is_headline(units, n, marked)]
    if not starts or starts[0]:
        starts = [0, *starts]
    records = []
    for n, start in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else len(units)
        records.append(_article(units[start:end], n + 1, marked))
    records[0].drops += [Drop("page-line", line) for line in furniture]
    return records


def headline(text: str) -> str:
    """Return a headline: its blanks part two halves and stay, one wide."""
    return tidy_halves(text)


def tidy_halves(text: str) -> str:
    """Tidy each half of a headline by itself."""
    return " ".join(tidy(half) for half in re.split(r"[\s\u3000]+", text.strip()) if half)


def _is_headline(units: list[Unit], n: int, marked: bool) -> bool:
    unit = units[n]
    if unit.kind != "head":
        return False
    if marked:
        # A line over a headline (引题) opens the story.
        over = n > 0 and units[n - 1].lines[0].hint == press.LEAD_IN
        return unit.lines[0].hint in ("h1", press.LEAD_IN) and not over
    if (
        n + 1 < len(units)
        and units[n + 1].kind == "text"
        and press.DATELINE.match(units[n + 1].lines[0].text.strip())
    ):
        return True
    if n == 0:
        return True
    if (
        n + 1 < len(units)
        and units[n + 1].kind == "byline"
        and n + 2 < len(units)
        and units[n + 2].kind == "text"
    ):
        return True
    if n + 1 >= len(units):
        return False
    # A short label with its deck is a subhead of two lines.
    long_enough = len(unit.lines[0].text.strip()) >= 7 and len(unit.lines) >= 2
    ends_article = units[n - 1].kind != "head"
    return long_enough and ends_article


def _article(units: list[Unit], order: int, marked: bool) -> Record:
    record = Record(fields={"kind": "news", "order": order})
    rest = list(units)
    while rest and rest[0].lines[0].hint == press.LEAD_IN:
        lead_in.note(record, rest.pop(0).lines, headline)
    if rest and rest[0].kind == "head":
        _head(record, rest.pop(0).lines)
        while (
            marked
            and rest
            and rest[0].kind == "head"
            and rest[0].lines[0].hint == "h2"
            and "subtitle" not in record.fields
        ):
            for line in rest.pop(0).lines:
                _subtitle(record, line)
    _closing_names(rest)
    signed = _signature(record, rest)
    text: list[Line] = []
    photos: list[Block] = []
    assembler = Assembler(keep_blanks=True)

    def flush() -> None:
        assembler.assemble(text)
        text.clear()

    for unit in rest:
        if unit.kind == "jump":
            record.claims += unit.lines
            record.add_note(tidy(unit.lines[0].text).strip("（）"))
        elif unit.kind == "byline":
            _byline(record, unit.lines[0])
        elif unit.kind == "photo":
            photos += [Block("photo", tidy_halves(line.text), lines=[line]) for line in unit.lines]
        elif unit.kind == "head":
            flush()
            _subhead(assembler, unit.lines)
        else:
            text += unit.lines
    flush()
    record.blocks = assembler.blocks + signed + photos
    record.joins = assembler.joins
    record.drops += assembler.drops
    _flag_unfinished(record)
    return record


def _head(record: Record, lines: list[Line]) -> None:
    """Read headline, subtitle and column of a block of short lines."""
    if len(lines) > 1 and (label := re.sub(r"\s", "", lines[0].text).strip("【】[]■●◆·")) in press.LABELS:
        record.claims.append(lines[0])
        record.set("column", label, lines[0])
        lines = lines[1:]
    lines = _lead_in(record, lines)
    record.claims.append(lines[0])
    record.set("title", headline(lines[0].text), lines[0])
    rest = lines[1:]
    dashed = any(press.HEADLINE_MARK.match(line.text.strip()) for line in rest)
    if len(rest) >= 2 and rest[1].gap == 0 and not dashed:
        # Lines set close together beside a headline name a column of the paper.
        record.claims += rest
        record.set("column", " ".join(tidy_halves(line.text) for line in rest), rest[0])
        return
    if (
        rest
        and not rest[0].hint
        and not dashed
        and abs(len(rest[0].text.strip()) - len(lines[0].text.strip())) <= 1
    ):
        record.claims.append(rest[0])
        record.fields["title"] = f"{record.fields['title']} {headline(rest[0].text)}"
        rest = rest[1:]
    for line in rest:
        _subtitle(record, line)


def _lead_in(record: Record, lines: list[Line]) -> list[Line]:
    """Take the line over a headline for its lead-in (引题): a word or two, or what stands above headline and subtitle."""
    dashed = next((n for n, line in enumerate(lines) if press.HEADLINE_MARK.match(line.text.strip())), 0)
    short = (
        len(lines) == 2 and not lines[0].hint and 2 * len(lines[0].text.strip()) <= len(lines[1].text.strip())
    )
    count = dashed - 1 if dashed > 1 else int(short and len(lines[0].text.strip()) <= press.LONGEST_LEAD_IN)
    lead_in.note(record, lines[:count], headline)
    return lines[count:]


def _subtitle(record: Record, line: Line) -> None:
    match = press.HEADLINE_MARK.match(line.text)
    if match:
        record.drops.append(Drop("headline-mark", line.cut(0, match.end())))
        line = line.cut(match.end())
    record.claims.append(line)
    present = record.fields.get("subtitle")
    record.set(
        "subtitle", " ".join(filter(None, [str(present) if present else "", headline(line.text)])), line
    )


def _byline(record: Record, line: Line) -> None:
    match = press.BYLINE_MARK.match(line.text)
    if match:
        record.drops.append(Drop("byline-mark", line.cut(0, match.end())))
        line = line.cut(match.end())
    record.claims.append(line)
    text = re.sub(r"[\s　]+", " ", line.text.strip())
    present = record.fields.get("byline")
    record.set("byline", f"{present} {text}" if present else text, line)


def _closing_names(units: list[Unit]) -> None:
    """Take a bare name at the end of an article, above its photo credit, for the byline."""
    for unit in units[-2:]:
        if unit.kind == "head" and len(unit.lines) == 1 and press.NAME.match(unit.lines[0].text.strip()):
            unit.kind = "byline"


def _signature(record: Record, units: list[Unit]) -> list[Block]:
    """Take the agency and the day below a notice that a paper prints; they stay in its text, as those of a document do."""
    lines = [line for unit in units[-2:] for line in unit.lines][-2:]
    if len(lines) < 2 or not (issued := dates.parse(lines[1].text.strip())):
        return []
    agencies = agency.split_joint(lines[0].text.strip())
    if not agencies:
        return []
    record.set("agency", agencies, lines[0])
    record.set("issued", issued, lines[1])
    for line in lines[::-1]:
        units[-1].lines.remove(line)
        if not units[-1].lines:
            units.pop()
    return [
        Block(kind, tidy(line.text), lines=[line])
        for kind, line in zip(("signature", "date"), lines, strict=True)
    ]


def _subhead(assembler: Assembler, lines: list[Line]) -> None:
    first, *rest = lines
    assembler.blocks.append(Block("subhead", tidy_halves(first.text), 1, lines=[first]))
    assembler.blocks += [Block("deck", tidy_halves(line.text), lines=[line]) for line in rest]


def _flag_unfinished(record: Record) -> None:
    for block in record.blocks:
        if (
            block.kind == "paragraph"
            and len(block.text) > 40
            and not re.search(r"[。！？…”’）)：；]$", block.text)
        ):
            line = block.lines[-1]
            record.flags.append(
                Flag(
                    line.number,
                    block.text[-16:],
                    Message("the paragraph breaks off; its other half may stand elsewhere"),
                    "unfinished-paragraph",
                )
            )
