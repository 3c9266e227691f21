"""What a person decided about lines, on the records that the rules made: where texts begin, what a line is.

The words keep their place in the ledger: a line that becomes a field is claimed by its article, one that becomes part of
the text is a block of it, and what a field said before stays among the claims, so that it is kept in Note.
"""

from collections.abc import Iterator

from gongbao.bulletin import agency, dates, number
from gongbao.bulletin.article_fields import parse_field
from gongbao.bulletin.markup import ABOVE, LEFT
from gongbao.messages import Message

from ..layout.tables import cell_text
from ..model.decisions import BLOCKS, CONTINUES, OPENS, LineDecision
from ..model.edition import Edition
from ..model.lines import Line, tidy, tidy_title
from ..model.record import Block, Flag, Record
from ..words.names import named
from . import document, sections

_FIELDS_OF_ISSUE = ("publication", "year", "issue", "total", "published", "section")
_LABELS = {"cc": "抄送", "byline": "作者", "credit": "来源"}
_KIND = {"day-of-issue": "date", "attachment-list": "list", "remark": "note"}
_DERIVED = ("agency", "genre")
_TAB = "\t"


def apply(edition: Edition) -> None:
    """Do what was decided about the lines of an edition."""
    bounds = [one for one in edition.decided if one.what in {OPENS, CONTINUES}]
    if bounds:
        _divide(edition, bounds)
    for group in _groups([one for one in edition.decided if one.what == "section"]):
        _section(edition, group)
    for record in edition.records:
        numbers = {line.number for line in record.lines()}
        for group in _groups([one for one in edition.decided if one.line in numbers]):
            _settle(record, group)


def _groups(decided: list[LineDecision]) -> Iterator[list[LineDecision]]:
    """Yield decisions that belong together: the lines of one title, of one list of recipients."""
    group: list[LineDecision] = []
    for one in sorted(decided, key=lambda d: d.line):
        if one.what in {OPENS, CONTINUES, "furniture"}:
            continue
        # Blank lines may stand between; each heading or attachment is one of its own.
        if group and (one.what != group[-1].what or one.line - group[-1].line > 2 or one.what in BLOCKS[1:3]):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _divide(edition: Edition, bounds: list[LineDecision]) -> None:
    """Parse the texts anew whose beginning was decided."""
    opens = {one.line for one in bounds if one.what == OPENS}
    continues = {one.line for one in bounds if one.what == CONTINUES}
    masthead = {line.number for line in edition.masthead}
    parts: list[tuple[list[Line], Record, bool]] = []
    for record in edition.records:
        own_lines = _lines_of(edition, record)
        starts = [n for n, line in enumerate(own_lines) if n and line.number in opens]
        joined = bool(parts) and bool(continues & {line.number for line in own_lines[:1]})
        for first, last in zip([0, *starts], [*starts, len(own_lines)], strict=True):
            if joined and not first:
                above, like, _ = parts.pop()
                parts.append((above + own_lines[:last], like, True))
            else:
                parts.append((own_lines[first:last], record, bool(starts)))
    parts += _out_of_masthead(edition, opens & masthead)
    parts.sort(key=lambda part: part[0][0].number)
    records = [_again(own_lines, like) if anew else like for own_lines, like, anew in parts]
    for order, record in enumerate(records, start=1):
        if edition.issue or len(records) > 1:
            record.fields["order"] = order
    edition.records = records


def _lines_of(edition: Edition, record: Record) -> list[Line]:
    """Return the lines of a record as they were before it was parsed."""
    numbers = {line.number for line in record.lines()} | {drop.line.number for drop in record.drops}
    return [line for line in edition.lines if line.number in numbers]


def _out_of_masthead(edition: Edition, opens: set[int]) -> list[tuple[list[Line], Record, bool]]:
    """Take what was read as part of the masthead, and is a text, up to the next article."""
    found = []
    firsts = [min(line.number for line in record.lines()) for record in edition.records]
    for start in sorted(opens):
        end = min([n for n in (*firsts, *opens) if n > start], default=10**9)
        taken = [line for line in edition.masthead if start <= line.number < end]
        edition.masthead = [line for line in edition.masthead if line not in taken]
        found.append((sorted(taken, key=lambda line: line.number), edition.records[0], True))
    return found


def _again(own_lines: list[Line], like: Record) -> Record:
    """Parse lines as one text; what the issue says of the text that they were in stays."""
    made = sections.parse(own_lines, sections.kind_of(own_lines), None, frozenset())
    for name in _FIELDS_OF_ISSUE:
        if like.fields.get(name) and not made.fields.get(name):
            made.fields[name] = like.fields[name]
    if like.fields.get("page") and min(x.number for x in like.lines()) == own_lines[0].number:
        made.fields["page"] = like.fields["page"]
    return made


def _section(edition: Edition, group: list[LineDecision]) -> None:
    """Take a line that names a section out of the text; what follows, up to the next one, stands in it."""
    numbers = {one.line for one in group}
    lines = [line for record in edition.records for line in _take(record, numbers)]
    if not lines:
        lines = [line for line in edition.masthead if line.number in numbers]
    else:
        edition.masthead += lines
    name = tidy_title(line.text for line in lines)
    others = [one.line for one in edition.decided if one.what == "section" and one.line > max(numbers)]
    for record in edition.records:
        first = min((line.number for line in record.lines()), default=0)
        if max(numbers) <= first < min(others, default=10**9):
            record.fields["section"] = name
            record.where["section"] = min(numbers)


def _settle(record: Record, group: list[LineDecision]) -> None:
    what, numbers = group[0].what, {one.line for one in group}
    if what == "section":
        return
    lines = sorted(
        (line for line in record.lines() if line.number in numbers),
        key=lambda line: (line.number, line.columns[:1]),
    )
    if what in BLOCKS:
        _take(record, numbers)
        _put(record, lines, what)
        return
    value = value_of(what, [_words(line) for line in lines])
    if value is None:
        text = "".join(map(_words, lines))
        message = Message("it was decided to be {kind}, and has no value of that kind", kind=named(what))
        record.flags.append(Flag(lines[0].number, text[:40], message, "decision-without-line"))
        return
    taken = _take(record, numbers)
    record.claims += taken
    record.fields[what] = value
    record.where[what] = lines[0].number
    record.inferred = [one for one in record.inferred if one.field != what]
    if what == "title":
        _derive_again(record)
    if what == "doc_number" and record.fields.get("kind") == "text":
        record.fields["kind"] = "document"
        _derive_again(record)


def _derive_again(record: Record) -> None:
    """Read agency and genre anew, which a title says."""
    for name in _DERIVED:
        if name not in record.where:
            record.fields.pop(name, None)
    record.opened = ()
    record.inferred = [one for one in record.inferred if one.field not in _DERIVED]
    document.agency_and_genre(record)


def value_of(name: str, texts: list[str]) -> object:
    """Return the value of a field that lines of the original say; None if it is none of its kind."""
    text = tidy("".join(part.strip() for part in texts))
    label = _LABELS.get(name)
    if label and text.startswith(label):
        text = text[len(label) :].lstrip("：: \u3000机关单位")
    if name in {"title", "subtitle"}:
        return tidy_title(texts) or None
    if name == "doc_number":
        found = number.parse(text.strip("（）() "))
        return str(found) if found else None
    if name in {"issued", "printed"}:
        days = dates.find(text)
        return days[0].iso if days else None
    if name == "agency":
        return agency.split_joint(text) or parse_field("agency", text.replace("、", ";"))
    if name == "recipients":
        return text.rstrip("：:") or None
    if name == "printed_by":
        days = dates.find(text)
        return (text[: days[0].start] if days else text).strip("\u3000 ") or None
    if name == "disclosure":
        return text.strip("（）() ") or None
    return text.rstrip("。") if name == "cc" else text or None


def _take(record: Record, numbers: set[int]) -> list[Line]:
    """Take lines out of a record, wherever they stand in it; a block that they were a part of keeps its other words."""
    taken = [line for line in record.claims if line.number in numbers]
    record.claims = [line for line in record.claims if line.number not in numbers]
    blocks: list[Block] = []
    for block in record.blocks:
        inside = [line for line in block.lines if line.number in numbers]
        if not inside:
            blocks.append(block)
            continue
        taken += inside
        before = [line for line in block.lines if line.number < min(numbers)]
        behind = [line for line in block.lines if line.number not in numbers and line not in before]
        for rest in (before, behind):
            if rest:
                blocks.append(_like(block, rest, record))
    record.blocks = blocks
    return taken


def _like(block: Block, lines: list[Line], record: Record) -> Block:
    """Return what is left of a block when other lines of it were taken."""
    if block.kind == "table":
        return Block("table", rows=_rows(block, lines), lines=lines)
    numbers = {line.number for line in lines}
    record.joins = [join for join in record.joins if not (join.first in numbers) ^ (join.second in numbers)]
    return Block(block.kind, _joined(lines), block.level, lines=lines)


def _rows(block: Block, lines: list[Line]) -> list[list[str]]:
    """Return the rows of a table that stand in some of its lines; a cell has what it is merged with, or is empty."""
    if len(block.rows) == len(block.lines):
        numbers = {id(line) for line in lines}
        rows = [list(row) for row, line in zip(block.rows, block.lines, strict=True) if id(line) in numbers]
    else:
        rows = [[cell_text(cell) for cell in line.text.split(_TAB)] for line in lines]
    rows[0] = ["" if cell == ABOVE else cell for cell in rows[0]]
    return rows


def _words(line: Line) -> str:
    """Return the words of a line; of a row of a table those of its cells, without the marks of merged ones."""
    if _TAB not in line.text:
        return line.text.strip()
    cells = (cell.strip() for cell in line.text.split(_TAB))
    return "\u3000".join(cell for cell in cells if cell not in {"", ABOVE, LEFT})


def _put(record: Record, lines: list[Line], what: str) -> None:
    """Put lines into the text as a block of their own, at the place that they have in the source."""
    if not lines:
        return
    at = next(
        (
            n
            for n, block in enumerate(record.blocks)
            if block.lines and min(line.number for line in block.lines) > lines[0].number
        ),
        len(record.blocks),
    )
    level = _level(what, record.blocks[:at])
    record.blocks.insert(at, Block(_KIND.get(what, what), _joined(lines), level, lines=lines))
    # A field that was read from these lines is none any more.
    numbers = {line.number for line in lines}
    for name in [name for name, line in record.where.items() if line in numbers]:
        record.where.pop(name)
        record.fields.pop(name, None)


def _level(what: str, before: list[Block]) -> int:
    """Return how deep a heading is: below the attachment that it stands in."""
    if what == "heading":
        part = next((block for block in reversed(before) if block.kind in {"attachment", "annex"}), None)
        return (part.level or 1) + 1 if part else 1
    return {"attachment": 1, "annex": 2}.get(what, 0)


def _joined(lines: list[Line]) -> str:
    return tidy("".join(map(_words, lines)))
