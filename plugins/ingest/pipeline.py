"""From a source to an edition: everything that ingest makes of one file, before anything is written."""

from dataclasses import replace

from plugins.bulletin import dates, number
from plugins.bulletin.article import parse_field
from plugins.bulletin.fold import fold

from .check import flags
from .clean import noise as clean
from .layout import columns, wrapping
from .model.edition import Edition
from .model.lines import Drop, Line, of_source
from .model.record import Inference, Record
from .model.source import Source, SourceError
from .parse import compilation, newspaper, sections
from .parse.gazette import Issue
from .sidecar import Given
from .sort import card, contents, kinds, split

# Labels of a web page's index card, and the field that each one states.
_CARD = {
    "发文字号": "doc_number",
    "文号": "doc_number",
    "发文机关": "agency",
    "发布机构": "agency",
    "发布机关": "agency",
    "发文机构": "agency",
    "制发机关": "agency",
    "成文日期": "issued",
    "成文时间": "issued",
    "发文时间": "issued",
    "生成时间": "issued",
    "公布时间": "published",
    "发布时间": "published",
    "公文名称": "title",
    "生成日期": "issued",
    "产生日期": "issued",
    "发布日期": "published",
    "发文日期": "issued",
    "公开日期": "published",
    "公布日期": "published",
    "日期": "published",
    "时间": "published",
    "发文单位": "agency",
    "发布单位": "agency",
    "文件编号": "doc_number",
    "信息名称": "title",
    "文件名称": "title",
    "标题": "title",
    "名称": "title",
}


def make(
    source: Source, kind: str | None = None, publication: str | None = None, given: Given | None = None
) -> Edition:
    """Parse a source. kind and publication override what the text says. Raise SourceError with what to do."""
    given = given or Given()
    lines, drops = of_source(source)
    lines, noise = clean.clean(lines)
    if not lines:
        raise SourceError(f"{source.name}: holds nothing but page furniture; check that it is the right file")
    # The lines of a Word file or a web page are whole paragraphs; those of a text may be lines of print.
    if source.form not in {"docx", "html"}:
        lines = _single_spaced(lines)
    if source.form == "text":
        lines = columns.unfold(lines)
    width = -1 if source.form in {"docx", "html"} else wrapping.wrap_width(lines)
    if width:
        lines = [replace(line, wrap=line.wrap or width) for line in lines]
    facts_of_card, carded, lines = _without_card(source, lines)
    found = contents.find(lines)
    kind = kind or given.file.get("kind") or kinds.kind_of(lines, found)
    edition = Edition(source, kind, drops=[*drops, *noise], given=given)
    facts = {**given.file, **({"publication": publication} if publication else {})}
    if kind == "gazette":
        titles = [drop.line for drop in drops if drop.rule == "page-title"]
        issue = Issue(source.name, lines, found, facts, titles)
        edition.records, edition.masthead, edition.issue = issue.records, issue.masthead, issue.meta
        edition.flags = issue.flags
    elif kind == "newspaper":
        edition.records = newspaper.parse(lines)
    elif kind == "compilation":
        edition.records, edition.masthead, dropped, edition.flags = compilation.parse(lines)
        # Where no piece is left, the source is read as one text below.
        edition.drops += dropped if edition.records else []
    elif kind != "document":
        raise SourceError(f"{source.name}: {kind} is no kind of source; give one of {', '.join(kinds.KINDS)}")
    if not edition.records:
        # An issue of which no document can be told apart is kept whole, as one text.
        edition.records = _documents(
            lines, bool(number.parse(facts_of_card.get("发文字号") or facts_of_card.get("文号") or ""))
        )
        edition.masthead = []
    if len(edition.records) == 1:
        _call_as_the_page_does(edition.records[0], drops)
    flags.add(edition.records)
    edition.flags = [*edition.flags, *flags.of_source(source)]
    for record in edition.records:
        edition.drops += record.drops
    _fill_from_card(edition, facts_of_card, carded)
    _fill_from_given(edition)
    for record in edition.records:
        _entitle(record, source.name)
    return edition


def _without_card(source: Source, lines: list[Line]) -> tuple[dict[str, str], list[Line], list[Line]]:
    """Part the index card from the text: what it says, its lines, the others."""
    facts = dict(source.card)
    if not facts:
        facts, lines = card.take(lines)
    carded = [line for line in lines if line.hint == "card"]
    text = [line for line in lines if line.hint != "card"]
    if not text:
        raise SourceError(
            f"{source.name}: holds an index card and no text; save the page that shows the text, and ingest that"
        )
    return facts, carded, text


def _single_spaced(lines: list[Line]) -> list[Line]:
    """Take one blank line from between any two, where a conversion has set it behind every line of print."""
    spaced = sum(1 for line in lines[1:] if line.gap)
    if len(lines) < 8 or spaced < 0.9 * (len(lines) - 1):
        return lines
    closer = [replace(line, gap=max(0, line.gap - 1)) for line in lines]
    # Blank lines between whole paragraphs stay: only lines that break off in mid-sentence are lines of print.
    return closer if wrapping.wrap_width(closer) else lines


def _entitle(record: Record, source: str) -> None:
    """Give a text without a title its first words, else the name of its file, and say so."""
    if record.fields.get("title"):
        return
    words = next((block.text for block in record.blocks if block.text.strip()), "")
    title, rule = (words[:24], "first-words") if words else (source, "file-name")
    record.fields["title"] = title
    record.inferred.append(Inference("title", title, rule))


def _call_as_the_page_does(record: Record, drops: list[Drop]) -> None:
    """Call an order by the one text that it issues, where the page itself is called so."""
    issued = [block.text for block in record.blocks if block.kind == "attachment"]
    named_by_head = record.order_of and record.where.get("title") == record.where.get("order_of")
    if not named_by_head or len(issued) != 1:
        return
    pages = [fold(drop.line.text) for drop in drops if drop.rule == "page-title"]
    if any(page.startswith(fold(issued[0])) for page in pages):
        record.fields["title"] = issued[0]
        record.inferred.append(Inference("title", issued[0], "page-title"))


def _documents(lines: list[Line], numbered: bool = False) -> list[Record]:
    """Parse a file of one or several documents that came on their own; numbered if a card has the number of one."""
    starts = split.starts(lines, None, range(0))
    # What stands above the first head belongs to the first document.
    heads = [0, *(start.head for start in starts[1:])] if starts else [0]
    bounds = [*heads, len(lines)]
    records = []
    for n, head in enumerate(heads):
        held = lines[head : bounds[n + 1]]
        if held:
            kind = "document" if numbered and len(heads) == 1 else sections.kind_of(held)
            records.append(sections.parse(held, kind, None, frozenset()))
    if len(records) > 1:
        for order, record in enumerate(records, start=1):
            record.fields["order"] = order
    return records


def _fill_from_card(edition: Edition, facts: dict[str, str], lines: list[Line]) -> None:
    """Fill from the index card what the text of a single document does not state."""
    if not edition.records:
        return
    first = edition.records[0]
    first.claims += lines
    if len(edition.records) > 1:
        return
    for label, text in facts.items():
        name = _CARD.get("".join(label.split()).strip("：:"))
        if not name or first.fields.get(name):
            continue
        value: object = text.strip()
        if name == "doc_number":
            found = number.parse(text)
            value = str(found) if found else None
        elif name in {"issued", "published"}:
            days = dates.find(text)
            value = days[0].iso if days else None
        elif name == "agency":
            value = tuple(parse_field("agency", text.replace("、", ";").replace(" ", ";")))  # type: ignore[arg-type]
        if value:
            first.fields[name] = value
            shown = "；".join(value) if isinstance(value, tuple) else str(value)
            first.inferred.append(Inference(name, shown, "index-card"))


def _fill_from_given(edition: Edition) -> None:
    """Fill from the sidecar what the text does not state, and mark it as given."""
    for order, record in enumerate(edition.records, start=1):
        facts = edition.given.for_article(order)
        if edition.given.file.get("published") and not edition.issue:
            facts["published"] = edition.given.file["published"]
        names = []
        for name, text in facts.items():
            if not record.fields.get(name):
                record.fields[name] = parse_field(name, text)
                names.append(name.capitalize())
        if names:
            record.fields["given"] = tuple(names)
