"""Is it whole? Flag what breaks off, what the contents and the text do not both have, what a container held besides."""

import re
from collections.abc import Iterator
from itertools import groupby

from gongbao.bulletin.fold import HAN, fold
from gongbao.bulletin.names import SURNAMES
from gongbao.messages import Message, _

from ..model.edition import Edition
from ..model.marks import plain
from ..model.record import Block, Flag, Record
from ..model.source import SourceError, SourceObject
from ..pictures import decoration
from ..pictures.lost import LOST
from ..words.names import named

# What stands around a text, and is none itself.
_AROUND = {"label", "author", "signature", "date", "byline", "credit", "dateline", "contents", "list"}
_ENDS = re.compile(r"[。！？：；…”’）)》】〕.!?;:|]$")
_LONG = 40
_SENTENCE = re.compile(r"[，。；]")
_SHORTEST_SENTENCE = 20
# So many places are named of what occurs more often.
_MOST_PLACES = 6
# The page itself is longer than many a text that it shows; its furniture is no loss.
_OF_PAGE = {
    "page-chrome",
    "web-chrome",
    "page-title",
    "page-copy",
    "pages-joined",
    "repeated-on-a-further-page",
    "repeated-on-pages",
}
# What Word keeps of its running foot is the same on every page; pages that lie beside the first one were counted when read.
_COUNTED_ELSEWHERE = {"running-head", "pages-joined"}
_PERSON = rf"[{''.join(sorted(name for name in SURNAMES if len(name) == 1))}][{HAN}]{{1,2}}"
_APART = re.compile(rf"(?<![{HAN}])(?P<first>{_PERSON})[ \u3000\u00a0]+(?P<second>{_PERSON})(?![{HAN}])")
_PAGES = re.compile(r"第\s*(?P<at>\d{1,3})\s*页\s*[/／,，、|（(]*\s*共\s*(?P<of>\d{1,3})\s*页")


def check(edition: Edition) -> None:
    """Flag what is not whole; raise SourceError where there is no text at all."""
    if edition.records and not any(_has_text(record) for record in edition.records):
        raise SourceError(
            _(
                "{file}: holds no text of a document, only what stands around one; look whether the file "
                "was saved whole, or whether its text is in another file",
                file=edition.source.name,
            )
        )
    for record in edition.records:
        record.flags += [*_without_text(record), *_breaks_off(record), *_touching(record)]
    _not_in_contents(edition)
    edition.flags += [
        *_more_dropped(edition),
        *_further_pages(edition),
        *_objects(edition.source.objects),
        *_doubts(edition.source.objects),
    ]


def _has_text(record: Record) -> bool:
    return any((block.text.strip() or block.rows) and block.kind not in _AROUND for block in record.blocks)


def _first_line(record: Record) -> int:
    return record.where.get("title") or min((line.number for line in record.lines()), default=1)


def _without_text(record: Record) -> Iterator[Flag]:
    if not _has_text(record):
        title = str(record.fields.get("title") or "")
        yield Flag(
            _first_line(record),
            title,
            Message("nothing stands below this head: look whether the original has its text"),
            "no-text",
        )


def _breaks_off(record: Record) -> Iterator[Flag]:
    """Flag a text whose last paragraph is long and ends in the middle of a sentence."""
    running = [block for block in record.blocks if block.kind not in {"date", "signature"}]
    last = running[-1] if running else None
    if last is None or last.kind != "paragraph" or not last.lines or len(record.blocks) != len(running):
        return
    text = plain(last.text).strip()
    if len(text) >= _LONG and "，" in text and not _ENDS.search(text):
        yield Flag(
            last.lines[-1].number,
            text[-20:],
            Message("the text ends in the middle of a sentence"),
            "breaks-off",
        )


def _touching(record: Record) -> Iterator[Flag]:
    """Flag names that the source sets apart by blanks and that touch each other in the text."""
    for block in record.blocks:
        for line in block.lines:
            for match in _APART.finditer(line.text):
                pair = match["first"] + match["second"]
                if pair in plain(_text_of(block)) and pair not in line.text:
                    what = Message(
                        "{first} and {second} stand apart in the source and touch in the text",
                        first=match["first"],
                        second=match["second"],
                    )
                    yield Flag(line.number, match.group(), what, "names-touch")


def _text_of(block: Block) -> str:
    return block.text or "\n".join(cell for row in block.rows for cell in row)


def _not_in_contents(edition: Edition) -> None:
    """Flag the articles of an issue that its printed contents do not name."""
    entries = edition.contents.entries if edition.contents else []
    if edition.kind != "gazette" or not entries:
        return
    named = [fold(entry.title) for entry in entries] + [fold(entry.section) for entry in entries]
    for record in edition.records:
        title = fold(str(record.fields.get("title") or ""))
        if record.fields.get("page") or any(title in name or name in title for name in named if name):
            continue
        what = Message("the contents do not name this text")
        record.flags.append(
            Flag(_first_line(record), str(record.fields.get("title")), what, "heading-without-contents")
        )


def _more_dropped(edition: Edition) -> Iterator[Flag]:
    """Flag a source of whose sentences more were dropped than kept."""
    dropped = [drop.line for drop in edition.drops if drop.rule not in _OF_PAGE]
    sentences = [line for line in dropped if _is_sentence(line.text)]
    lost = sum(len(line.text) for line in sentences)
    kept = sum(len(_text_of(block)) for record in edition.records for block in record.blocks)
    if sentences and lost > kept:
        rules = sorted({drop.rule for drop in edition.drops if drop.line in sentences})
        what = Message(
            "{lost} characters of sentences were dropped ({rules}), {kept} kept: is the main text among them?",
            lost=lost,
            rules=tuple(map(named, rules)),
            kept=kept,
        )
        yield Flag(sentences[0].number, sentences[0].text.strip()[:40], what, "more-dropped-than-kept")


def _is_sentence(text: str) -> bool:
    return len(text.strip()) >= _SHORTEST_SENTENCE and bool(_SENTENCE.search(text))


def _further_pages(edition: Edition) -> Iterator[Flag]:
    """Flag a source that counts its pages and does not have them all: 第1页 共3页."""
    lines = [line for line in edition.source.lines if line.drop not in _COUNTED_ELSEWHERE]
    found = [(line, match) for line in lines for match in _PAGES.finditer(line.text)]
    if not found or any(item.kind == "further-pages" for item in edition.source.objects):
        return
    last = max(int(match["at"]) for _line, match in found)
    of = max(int(match["of"]) for _line, match in found)
    if last < of <= 3 * _LONG:
        line, match = found[-1]
        what = Message(
            "it says that it has {count} pages ({words}), and ends on page {last}; ingest the others too",
            count=of,
            words=match.group(),
            last=last,
        )
        yield Flag(line.number, match.group(), what, "further-pages")


def _objects(objects: tuple[SourceObject, ...]) -> Iterator[Flag]:
    """Flag what the container held and no file has, one flag for each kind and rule."""
    lost = sorted(
        (item for item in objects if item.rule and not _is_told_or_trifle(item)),
        key=lambda item: (item.kind, item.rule),
    )
    for (kind, rule), group in groupby(lost, key=lambda item: (item.kind, item.rule)):
        items = list(group)
        places = tuple(dict.fromkeys(_place(item) for item in items[:_MOST_PLACES]))
        what = Message(
            "{kind} not kept ({rule}), {places}", kind=named(kind), rule=named(rule), places=places
        )
        if len(items) > 1:
            what = Message(
                "{count} × {kind} not kept ({rule}), {places}",
                count=len(items),
                kind=named(kind),
                rule=named(rule),
                places=places,
            )
        name = "further-pages" if kind == "further-pages" else "object-dropped"
        yield Flag(items[0].line, next((item.text for item in items if item.text), "")[:60], what, name)


def _is_told_or_trifle(item: SourceObject) -> bool:
    """Tell whether a picture is a decoration, which the ledger alone lists, or was flagged with what to do about it."""
    return item.kind == "picture" and (item.rule in decoration.NAMES or item.rule in LOST)


def _doubts(objects: tuple[SourceObject, ...]) -> Iterator[Flag]:
    """Flag what recognition was not sure of, and what it settled by a rule, one flag for each line or rule."""
    doubtful = sorted((item for item in objects if item.kind == "doubt"), key=lambda item: item.line)
    for line, group in groupby(doubtful, key=lambda item: item.line):
        items = list(group)
        shown = "、".join(item.text for item in items[:6]) + (" …" if len(items) > 6 else "")
        what = Message("recognised with doubt ({place}); compare with the page", place=_place(items[0]))
        yield Flag(line, shown, what, "doubtful-sign")
    settled = sorted((item for item in objects if item.kind == "settled"), key=lambda item: item.text)
    for rule, group in groupby(settled, key=lambda item: item.text.split(":")[0]):
        items = sorted(group, key=lambda item: item.line)
        places = tuple(dict.fromkeys(_place(item) for item in items))
        if rule == "unread-line":
            what = Message(
                "{count} × something is written of which no sign was read, {places}; compare with the page",
                count=len(items),
                places=places[:_MOST_PLACES],
            )
            yield Flag(items[0].line, "", what, rule)
            continue
        what = Message(
            "{count} × read otherwise than recognised, by the rule {rule}, {places}",
            count=len(items),
            rule=named(rule),
            places=places[:_MOST_PLACES],
        )
        yield Flag(items[0].line, items[0].text.split(": ", 1)[1], what, "settled-sign")


def _place(item: SourceObject) -> Message:
    if item.place:
        return Message("page {page}", page=item.place.page)
    if item.line:
        return Message("line {line}", line=item.line)
    return Message("in no place among the lines")
