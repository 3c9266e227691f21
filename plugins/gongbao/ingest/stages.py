"""The stages of ingest, in their order: what each does to an edition, what it reads and writes of it.

Before the first stage `read` has taken the source out of its container; after the last one `write` lays the edition out
as files, and `check.ledger` fails if a character of the source has no place in them. Each step lives in the folder that
it is named by.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from gongbao.messages import Message, _

from .check import completeness, flags, unclaimed
from .clean import decided_lines, noise, one_line_documents
from .layout import columns, entries, spacing
from .model.decisions import LineDecision, by_rules, resolved
from .model.edition import Edition
from .model.lines import of_source
from .model.record import Flag
from .model.source import SourceError
from .parse import decided_fields, filling, furniture, naming, records
from .sort import (
    approval,
    card,
    contents,
    kinds,
    masthead,
    newspapers,
    page_parts,
    standard_cover,
    title_size,
)
from .words import card_fields
from .words.names import explained, named


def _lines(edition: Edition) -> None:
    """Take the lines that are not blank; what the reader itself told to be no content is dropped."""
    edition.lines, edition.drops = of_source(edition.source)


def _decided_lines(edition: Edition) -> None:
    """Drop and bring back what a person decided, for this source or for each issue of its bulletin."""
    found, lost = resolved(edition.decisions, edition.source)
    settled = {one.line for one in found}
    found += [one for one in by_rules(edition.rules, edition.source) if one.line not in settled]
    edition.decided = found
    edition.lines, drops = decided_lines.drop(edition.lines, found)
    edition.drops += drops
    edition.lines, edition.drops = decided_lines.keep(edition.lines, edition.drops, found)
    tell_lost(edition, lost)


def tell_lost(edition: Edition, lost: list[LineDecision]) -> None:
    """Flag the decisions that find no line to be done on."""
    for one in lost:
        what = Message(
            "it was decided that this line is {kind}; the source has no such line now, or several",
            kind=named(one.what),
        )
        edition.flags.append(Flag(one.line, one.text.strip()[:40], what, "decision-without-line"))


def _unrolling(edition: Edition) -> None:
    """Cut a document that stands on one line, or on a few, where its elements meet."""
    if edition.source.form in {"text", "markdown"}:
        named = (text for label, text in edition.source.card.items() if card_fields().get(label) == "title")
        edition.lines = one_line_documents.unroll(edition.lines, next(named, ""))


def _noise(edition: Edition) -> None:
    """Drop what is no content, by named rules."""
    edition.lines, drops = noise.clean(edition.lines, noise.of_archive())
    edition.lines, edition.drops = decided_lines.keep(edition.lines, edition.drops + drops, edition.decided)
    if not edition.lines:
        raise SourceError(
            _(
                "{file}: holds nothing but page furniture; check that it is the right file",
                file=edition.source.name,
            )
        )


def _spacing(edition: Edition) -> None:
    """Close up lines that a conversion has set apart."""
    if edition.source.form not in spacing.WHOLE_PARAGRAPHS:
        edition.lines = spacing.single_spaced(edition.lines)


def _columns(edition: Edition) -> None:
    """Put columns of print, which a text shows side by side, one after the other; so entries of contents in cells."""
    if edition.source.form == "text":
        edition.lines = columns.unfold(edition.lines)
    edition.lines = entries.unfold(edition.lines)


def _wrapping(edition: Edition) -> None:
    """Measure at which width the source wraps its lines."""
    edition.lines = spacing.measured(edition.lines, edition.source.form)


def _card(edition: Edition) -> None:
    """Part the index card from the text."""
    edition.card, lines = dict(edition.source.card), edition.lines
    # What a scraper says of a text stands above the card that the text itself may have.
    if not edition.card or edition.source.form in {"text", "markdown"}:
        found, lines = card.take(lines)
        edition.card = {**found, **edition.card}
    form, lines = approval.take(lines)
    cover, lines = standard_cover.take(lines)
    edition.card = {**form, **cover, **edition.card}
    edition.carded = [line for line in lines if line.hint == "card"]
    edition.lines = [line for line in lines if line.hint != "card"]
    if not edition.lines:
        name = edition.source.name
        raise SourceError(
            _(
                "{name}: holds an index card and no text; save the page that shows the text, and ingest that",
                name=name,
            )
        )


def _contents(edition: Edition) -> None:
    """Find the printed table of contents."""
    edition.contents = contents.find(edition.lines)


def _kind(edition: Edition) -> None:
    """Tell an issue, a document, a newspaper page and a compilation apart, unless a person said it; mark the headlines of a page."""
    # What a web page is called, or what stands over the pages of a print, may say that it is an issue.
    titles = [drop.line.text for drop in edition.drops if drop.rule == "page-title"]
    # How far apart its words are set differs from page to page; on left and right ones other words may stand.
    running = (" ".join(drop.line.text.split()) for drop in edition.drops if drop.rule == "running-head")
    heads = [text for text, count in Counter(running).items() if count > 1]
    titles += [*heads, " | ".join(heads)]
    said = edition.kind or edition.given.file.get("kind")
    by_layout = None
    # What lists its texts is an issue, however its pages are headed.
    if said == "newspaper" or (said is None and edition.contents is None):
        dropped = (drop.line.text for drop in edition.drops)
        by_layout = newspapers.marked(edition.lines, edition.source, dropped)
    if by_layout is not None:
        edition.lines = by_layout
    edition.kind = (
        said
        or ("newspaper" if by_layout is not None else None)
        or kinds.kind_of(edition.lines, edition.contents, titles)
    )
    if edition.kind == "document":
        edition.lines = title_size.marked(edition.lines, edition.source)
    if edition.kind not in kinds.KINDS:
        name, known = edition.source.name, explained(kinds.KINDS)
        raise SourceError(
            _(
                "{name}: {kind} is no kind of source; give one of {known}",
                name=name,
                kind=edition.kind,
                known=known,
            )
        )


def _cards_of_texts(edition: Edition) -> None:
    """Give back to an issue what was taken for its card and stands below its cover: the head of its first text."""
    if edition.kind != "gazette" or not edition.carded:
        return
    first = edition.carded[0].number
    cover = masthead.parse([line for line in edition.lines if line.number < first])
    if not cover.issue:
        return
    whole = [*edition.lines, *(replace(line, hint="") for line in edition.carded)]
    edition.lines = sorted(whole, key=lambda line: line.number)
    edition.card, edition.carded = dict(edition.source.card), []
    edition.contents = contents.find(edition.lines)


def _page_heading(edition: Edition) -> None:
    """Part a document from what its page has above and below it, and tell what was not known for a page's."""
    if edition.kind == "document":
        page_parts.part(edition)


def _flags(edition: Edition) -> None:
    """Flag what a person should look at."""
    flags.add(edition.records)
    edition.flags += flags.of_source(edition.source)


def _fill(edition: Edition) -> None:
    """Fill what the texts do not state from the index card, then from the sidecar; collect what records dropped."""
    filling.from_card(edition)
    filling.from_rules(edition)
    filling.from_note(edition)
    filling.from_title(edition)
    filling.number_of_kind_alone(edition)
    furniture.fill(edition)
    filling.from_given(edition)
    for record in edition.records:
        edition.drops += record.drops


def _pictures(edition: Edition) -> None:
    """Put the pictures of a source into the text, where they stand in it."""
    if any(item.kind == "picture" for item in edition.source.objects):
        from .pictures import place  # noqa: PLC0415 - the library of pictures takes longer to load than a text to read

        place.place(edition)


def _titles(edition: Edition) -> None:
    """Give a text without a title its first words, or the name of its file; no field has marks of form."""
    for record in edition.records:
        naming.entitle(record, edition.source.name)
        filling.unmark(record)


@dataclass(frozen=True)
class Stage:
    """A step of the work: its folder and name, the parts of the edition that it reads and writes, the function."""

    folder: str
    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Edition], None]


STAGES = (
    Stage("model", "lines", ("source",), ("lines", "drops"), _lines),
    Stage(
        "clean",
        "decided-lines",
        ("source", "decisions", "rules"),
        ("decided", "lines", "drops", "flags"),
        _decided_lines,
    ),
    Stage("clean", "unrolling", ("source", "lines"), ("lines",), _unrolling),
    Stage("clean", "noise", ("source", "lines", "drops", "decided"), ("lines", "drops"), _noise),
    Stage("layout", "spacing", ("source", "lines"), ("lines",), _spacing),
    Stage("layout", "columns", ("source", "lines"), ("lines",), _columns),
    Stage("layout", "wrapping", ("source", "lines"), ("lines",), _wrapping),
    Stage("sort", "card", ("source", "lines"), ("card", "carded", "lines"), _card),
    Stage("sort", "contents", ("lines",), ("contents",), _contents),
    Stage("sort", "kind", ("source", "given", "lines", "contents", "drops"), ("kind", "lines"), _kind),
    Stage(
        "sort",
        "page-heading",
        ("source", "kind", "lines", "carded", "drops"),
        ("lines", "above", "drops", "flags"),
        _page_heading,
    ),
    Stage(
        "sort",
        "cards-of-texts",
        ("source", "kind", "lines", "carded"),
        ("lines", "card", "carded", "contents"),
        _cards_of_texts,
    ),
    Stage(
        "parse",
        "records",
        ("source", "kind", "publication", "given", "lines", "contents", "card"),
        ("records", "issue", "masthead", "drops", "flags"),
        records.parse,
    ),
    Stage("parse", "decided", ("decided", "lines", "issue"), ("records", "masthead"), decided_fields.apply),
    Stage("parse", "page-name", ("records", "drops"), (), naming.call_as_the_page_does),
    Stage(
        "parse",
        "fill",
        ("records", "issue", "card", "carded", "above", "given", "own", "rules"),
        ("drops",),
        _fill,
    ),
    Stage("parse", "titles", ("source", "records"), (), _titles),
    Stage("pictures", "pictures", ("source", "records"), ("source", "flags"), _pictures),
    Stage(
        "check",
        "keeping",
        ("records", "card", "carded", "issue", "masthead"),
        ("issue", "masthead", "drops"),
        unclaimed.keep,
    ),
    Stage(
        "check",
        "whole",
        ("source", "kind", "records", "contents", "drops"),
        ("flags",),
        completeness.check,
    ),
    Stage("check", "flags", ("source", "records"), ("flags",), _flags),
)
