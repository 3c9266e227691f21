"""From a source to an edition: everything that ingest makes of one file, before anything is written."""

from dataclasses import dataclass, field, replace

from plugins.bulletin.fold import fold
from plugins.bulletin.issue import ContentsEntry, IssueMeta

from . import clean, contents, kinds, masthead, sections, split
from .lines import Drop, Line, of_source
from .publication import publication_id
from .record import Flag, Record
from .source import Source, SourceError


@dataclass
class Edition:
    """A parsed source: kind, the issue it is (gazettes only), its records, the lines of its masthead, what was dropped."""

    source: Source
    kind: str
    records: list[Record] = field(default_factory=list)
    issue: IssueMeta | None = None
    masthead: list[Line] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)


def make(source: Source, kind: str | None = None, publication: str | None = None) -> Edition:
    """Parse a source. kind and publication override what the text says. Raise SourceError with what to do."""
    lines, drops = of_source(source)
    lines, noise = clean.clean(lines)
    drops += noise
    if not lines:
        raise SourceError(f"{source.name}: holds nothing but page furniture; check that it is the right file")
    found = contents.find(lines)
    kind = kind or kinds.kind_of(lines, found)
    edition = Edition(source, kind, drops=drops)
    if kind == "gazette":
        _gazette(edition, lines, found, publication)
    elif kind == "document":
        _documents(edition, lines, None)
    else:
        raise SourceError(f"{source.name}: reads like a {kind}; that kind is not read yet")
    for record in edition.records:
        edition.drops += record.drops
    if not edition.records:
        raise SourceError(f"{source.name}: no article was found; give --kind if the kind ({kind}) is wrong")
    return edition


def _gazette(
    edition: Edition, lines: list[Line], found: contents.Contents | None, publication: str | None
) -> None:
    skip = range(found.start, found.end) if found else range(0)
    starts = split.starts(lines, found, skip)
    if not starts:
        raise SourceError(
            f"{edition.source.name}: looks like an issue, but no document was found in it; "
            "check that the text is whole, or give --kind document"
        )
    bounds = [start.head for start in starts] + [len(lines)]
    outside = [lines[at] for at in range(starts[0].head) if at not in skip]
    inside = [lines[at] for at in skip if found and at not in found.used]
    entries = [lines[at] for at in skip if found and at in found.used]
    # An article before the contents: what is between the contents and the next article is masthead.
    for n, start in enumerate(starts):
        held = [lines[at] for at in range(start.head, bounds[n + 1]) if at not in skip]
        edition.records.append(_article(held, start, found, n + 1))
    head = masthead.parse([*outside, *inside])
    _closing_masthead(edition, head)
    edition.masthead += [*outside, *inside, *entries]
    edition.issue = _issue(edition, head, found, publication)
    dated = edition.issue
    for record in edition.records:
        record.fields.update(
            publication=dated.publication,
            year=dated.year,
            issue=dated.issue,
            total=dated.total,
            published=dated.published,
        )


def _article(held: list[Line], start: split.Start, found: contents.Contents | None, order: int) -> Record:
    entry = start.entry
    names = found.sections if found else frozenset()
    kind = sections.kind_of(held)
    record = sections.parse(
        held, kind, entry.title if entry else None, entry.section if entry else None, names
    )
    record.fields["order"] = order
    if entry:
        record.fields["page"] = entry.page
        if entry.section:
            record.fields["section"] = entry.section
    return record


def _closing_masthead(edition: Edition, head: masthead.Masthead) -> None:
    """Take a masthead that stands after the last article (主办… 地址… 电话…) out of it."""
    last = edition.records[-1]
    tail: list[Line] = []
    for block in reversed(last.blocks):
        lines = block.lines
        if block.kind != "paragraph" or not lines or any(len(line.text) > 60 for line in lines):
            break
        tail = [*lines, *tail]
    if not tail:
        return
    found = masthead.parse(tail)
    first = next((n for n, line in enumerate(tail) if line.number in found.recognised), None)
    if first is None or len(found.labels) < 2:
        return
    taken = {line.number for line in tail[first:]}
    edition.masthead += [line for line in tail[first:]]
    last.blocks = [b for b in last.blocks if not b.lines or b.lines[0].number not in taken]
    for name in ("title", "year", "issue", "total", "published", "romanised"):
        if getattr(head, name) is None:
            setattr(head, name, getattr(found, name))
    head.labels += found.labels
    head.editors += found.editors
    head.slogans += found.slogans


def _issue(
    edition: Edition, head: masthead.Masthead, found: contents.Contents | None, publication: str | None
) -> IssueMeta:
    name = edition.source.name
    missing = [
        label
        for label, value in (("name", head.title), ("year", head.year), ("issue number", head.issue))
        if not value
    ]
    if head.title is None and publication:
        missing.remove("name")
    if missing:
        raise SourceError(
            f"{name}: an issue without its {' and '.join(missing)}; write {'it' if len(missing) == 1 else 'them'} into "
            f"{name.rsplit('.', 1)[0]}.toml beside it (title = …, year = …, issue = …), or give --kind document"
        )
    title = head.title or str(publication)
    entries = (
        [ContentsEntry(e.section, "" if e.own_section else e.title, e.page) for e in found.entries]
        if found
        else []
    )
    return IssueMeta(
        publication=publication or publication_id(title),
        title=title,
        year=head.year or 0,
        issue=str(head.issue),
        total=head.total,
        published=head.published,
        romanised=head.romanised,
        masthead=tuple(head.labels),
        editors=tuple((role, tuple(names)) for role, names in head.editors),
        slogans=tuple(head.slogans),
        contents=tuple(entries),
        source=edition.source.name,
    )


def _documents(edition: Edition, lines: list[Line], publication: str | None) -> None:
    """Parse a file of one or several documents that came on their own."""
    starts = split.starts(lines, None, range(0))
    # What stands above the first head belongs to the first document.
    heads = [0, *(start.head for start in starts[1:])] if starts else [0]
    bounds = [*heads, len(lines)]
    for n, head in enumerate(heads):
        held = lines[head : bounds[n + 1]]
        kind = sections.kind_of(held)
        record = sections.parse(held, kind, None, None, frozenset())
        edition.records.append(record)


def titles(edition: Edition) -> list[str]:
    """Return the folded titles of an edition's records."""
    return [fold(str(record.fields.get("title", ""))) for record in edition.records]


__all__ = ["Edition", "make", "replace", "titles"]
