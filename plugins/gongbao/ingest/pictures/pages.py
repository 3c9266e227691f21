"""Articles of an issue that are nothing but the picture of a page: a map, a certificate. The contents say what they are."""

from collections.abc import Iterator, Sequence

from gongbao.bulletin.fold import fold
from gongbao.messages import Message

from ..model.contents import Entry
from ..model.edition import Edition
from ..model.lines import Drop
from ..model.record import Flag, Record
from ..model.source import SourceObject

_WHOLE = (0.0, 0.0, 1.0, 1.0)
WORDS = "words-of-picture"


def articles(edition: Edition) -> dict[str, Record]:
    """Add an article for each entry of the contents whose page is a picture; return them by the key of the picture."""
    pages = {item.place.page: item for item in edition.source.objects if is_page(item) and item.place}
    found: dict[str, Record] = {}
    if not (pages and edition.contents and edition.issue):
        return found
    page_of = {line.number: line.page for line in edition.source.lines if line.page}
    known = [(_record_of(edition, entry), entry) for entry in edition.contents.entries]
    begins = [_first_page(record, page_of) if record else 0 for record, _ in known]
    missing = {flag.text for flag in edition.flags if flag.rule == "contents-without-heading"}
    left = [n for n, (record, entry) in enumerate(known) if record is None and entry.title in missing]
    for n, page in _pages_of(left, [entry for _, entry in known], begins, sorted(pages)):
        entry = known[n][1]
        before = next((record for record, _ in reversed(known[:n]) if record), None)
        record = _article(edition, entry)
        known[n] = (record, entry)
        at = edition.records.index(before) + 1 if before else 0
        edition.records.insert(at, record)
        _take_words(edition, record, page)
        edition.flags = [
            flag
            for flag in edition.flags
            if (flag.rule, flag.text) != ("contents-without-heading", entry.title)
        ]
        found[pages[page].file] = record
    if found:
        for n, record in enumerate(edition.records, 1):
            record.fields["order"] = n
    return found


def is_page(item: SourceObject) -> bool:
    """Tell whether an object is the picture of a whole page."""
    return bool(item.kind == "picture" and item.file and item.place and item.place.box == _WHOLE)


def is_outside(edition: Edition, item: SourceObject) -> bool:
    """Tell whether a page that is a picture stands before all texts, or behind those of an issue: its cover."""
    numbers = [line.number for record in edition.records for line in record.lines()]
    if not numbers:
        return True
    return item.line <= min(numbers) or (edition.kind == "gazette" and item.line > max(numbers))


def _record_of(edition: Edition, entry: Entry) -> Record | None:
    title = fold(entry.title)
    return next((one for one in edition.records if fold(str(one.fields.get("title") or "")) == title), None)


def _first_page(record: Record, page_of: dict[int, int]) -> int:
    return min((page_of[line.number] for line in record.lines() if line.number in page_of), default=0)


def _pages_of(
    left: Sequence[int], entries: Sequence[Entry], begins: Sequence[int], pages: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Give, for the entries that are left, the page that is theirs: by its printed number, else by their neighbours.

    begins: on which page of the source the text of each entry begins, 0 where none was found.
    """
    offsets = {
        page - int(entry.page)
        for entry, page in zip(entries, begins, strict=True)
        if page and entry.page.isdecimal()
    }
    taken: set[int] = set()
    rest = []
    for n in left:
        number = entries[n].page
        at = int(number) + min(offsets) if number.isdecimal() and len(offsets) == 1 else 0
        if at in pages and at not in taken:
            taken.add(at)
            yield n, at
        else:
            rest.append(n)
    while rest:
        before = max((page for page in begins[: rest[0]] if page), default=0)
        after = next((page for page in begins[rest[0] :] if page), 0)
        group = [n for n in rest if next((page for page in begins[n:] if page), 0) == after]
        rest = [n for n in rest if n not in group]
        # Before all texts stands the cover, which may be a picture too.
        between = [
            page for page in pages if before < page and page not in taken and (not after or page < after)
        ]
        if before and len(between) == len(group):
            taken.update(between)
            yield from zip(group, between, strict=True)


def _article(edition: Edition, entry: Entry) -> Record:
    said = edition.issue
    record = Record({"title": entry.title})
    record.fields.update({"page": entry.page} if entry.page else {})
    record.fields.update({"section": entry.section} if entry.section else {})
    if said:
        record.fields.update(
            publication=said.publication,
            year=said.year,
            issue=said.issue,
            total=said.total,
            published=said.published,
        )
    line = entry.lines[0] if entry.lines else 0
    number = edition.lines[line].number if line < len(edition.lines) else 1
    what = Message(
        "its page is a picture with hardly a word, and is kept as that; the title is that of the contents: look "
        "whether it is this page, and write down what it says"
    )
    record.flags.append(Flag(number, entry.title, what, "article-is-a-picture"))
    return record


def _take_words(edition: Edition, own: Record, page: int) -> None:
    """Take the words that stand in a picture out of the text of its neighbour; the ledger keeps them."""
    numbers = {line.number for line in edition.source.lines if line.page == page}
    for record in edition.records:
        of_picture = [b for b in record.blocks if b.lines and all(one.number in numbers for one in b.lines)]
        if record is own or not of_picture:
            continue
        gone = {id(block) for block in of_picture}
        record.blocks = [block for block in record.blocks if id(block) not in gone]
        edition.drops += [Drop(WORDS, line) for block in of_picture for line in block.lines]
