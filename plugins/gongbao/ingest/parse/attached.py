"""Take the attachments of a bundle, each a file of its own, for parts of the article that they belong to."""

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from gongbao.bulletin.fold import fold
from gongbao.bulletin.numerals import to_int

from ..forms import elements
from ..model.edition import Edition
from ..model.lines import Drop, Line, of_source, tidy
from ..model.record import Block, Inference, Record
from ..model.source import Source, SourceError
from . import attachments

# 附件1.某表, 附件二：某表, 附件（3）某表: what the name of a file says.
_NAME = re.compile(
    r"^(?:\d{1,2}[.．、\s_-]*)?(?P<label>附\s*[件表图录]?\s*[（(【]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})?\s*(?:号)?[）)】]?)"
    r"[\s.．、:：_—-]*(?P<title>.*)$"
)
_PLAIN = re.compile(r"^(?P<label>\d{1,2})[.．、\s_-]+(?P<title>\D.*)$")
# An entry of the list of attachments: 附件：1．某表, 2. 某表.
_LISTED = re.compile(
    r"^(?:附\s*件\s*[:：]\s*)?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})[.．、]\s*(?P<title>.+)$"
)
# Label and title stand in the first lines of a file.
_FIRST = 3
_LONGEST_TITLE = 50


def is_attachment(part: Source) -> bool:
    """Tell whether a part of a bundle is an attachment: it opens with the name of its file."""
    return bool(part.lines) and part.lines[0].hint == "part"


def as_text(part: Source) -> Source:
    """Return a part whose file's name only counts it (1-某通知) as a text of its own; the name of an attachment opens it."""
    if not is_attachment(part):
        return part
    name = part.lines[0]
    named = _NAME.match(name.text)
    kept = replace(name, hint="") if named else replace(name, hint="", drop="file-name")
    return replace(part, lines=(kept, *part.lines[1:]))


def cut(part: Source, opens: Collection[int]) -> list[Source]:
    """Return a part of a bundle, in two where an attachment holds a line at which another text begins.

    The second is no attachment but a document; where nothing stands above that line, all of the file is.
    """
    at = next((n for n, line in enumerate(part.lines) if n and line.number in opens), 0)
    if not is_attachment(part) or not at:
        return [part]
    above, below = part.lines[:at], part.lines[at:]
    if not any(line.text.strip() for line in above[1:]):
        name = replace(above[0], hint="", drop="file-name")
        return [replace(part, lines=(name, *above[1:], *below))]
    first = below[0].number
    return [
        replace(part, lines=above, objects=tuple(one for one in part.objects if one.line < first)),
        replace(part, lines=below, objects=tuple(one for one in part.objects if one.line >= first)),
    ]


def joined(whole: Edition, one: Edition) -> Edition:
    """Return an edition with the records of a further document of the same bundle."""
    whole.records += one.records
    whole.drops += one.drops
    whole.flags += one.flags
    for order, record in enumerate(whole.records, start=1):
        record.fields["order"] = order
    return whole


def add(whole: Edition, part: Source, clean: Callable[[Source], Edition]) -> None:
    """Add an attachment to the last article of an edition; clean makes lines of its text."""
    record = whole.records[-1]
    (name,), _ = of_source(replace(part, lines=part.lines[:1]))
    lines: list[Line] = []
    if any(line.text.strip() for line in part.lines[1:]):
        try:
            cleaned = clean(replace(part, lines=part.lines[1:]))
            lines, whole.drops = [*cleaned.carded, *cleaned.lines], [*whole.drops, *cleaned.drops]
        except SourceError:
            # Nothing but furniture: kept as it stands, since it came as a file of its own.
            lines, drops = of_source(replace(part, lines=part.lines[1:]))
            whole.drops += drops
    label, title, lines = _labelled(record, name, lines)
    attachments.add_file(record, label, title, lines)
    _entitle(record, label)


def _entitle(record: Record, label: Block) -> None:
    """Call an attachment that has no title of its own as the list of attachments in the text does."""
    part = next((block for block in reversed(record.blocks) if block.kind == "attachment"), None)
    number = _number_of(label.text)
    if part is None or part.lines or fold(part.text) != fold(label.text) or number is None:
        return
    listed = [
        match for block in record.blocks if block.kind == "list" and (match := _LISTED.match(block.text))
    ]
    title = next((match["title"] for match in listed if _number_of(match["number"]) == number), "")
    if title:
        part.text = title
        record.inferred.append(Inference("attachment", title, "attachment-list"))


def _number_of(text: str) -> int | None:
    found = re.search(r"\d{1,2}|[一二三四五六七八九十]{1,3}", text)
    return None if found is None else int(found[0]) if found[0].isdigit() else to_int(found[0])


def _labelled(record: Record, name: Line, lines: list[Line]) -> tuple[Block, Line | None, list[Line]]:
    """Return label, title and text of an attachment; what its text says of itself counts before the file's name."""
    match = _NAME.match(name.text) or _PLAIN.match(name.text)
    number = match["label"].strip("（(【）)】 ") if match else ""
    label = Block("label", f"附件{number}" if number.isdecimal() else "".join(number.split()) or "附件")
    own = next((n for n, line in enumerate(lines[:_FIRST]) if elements.LABEL.match(line.text.strip())), None)
    if own is not None:
        # 附件1 stands above its text, at most below a line that tells where it came from.
        label = Block("label", tidy(lines[own].text).rstrip("：:"), lines=[lines[own]])
        record.claims += lines[:own]
        lines = lines[own + 1 :]
    elif lines and (titled := elements.LABEL_WITH_TITLE.match(lines[0].text.strip())):
        cut = lines[0].text.index(titled["title"])
        label = Block("label", tidy(lines[0].text[:cut]).rstrip("：:"), lines=[lines[0].cut(0, cut)])
        lines = [lines[0].cut(cut).strip(), *lines[1:]]
    title = match["title"].strip() if match else name.text
    if own is not None or _is_titled(title, lines):
        record.drops.append(Drop("file-name", name))
        return label, None, lines
    start = name.text.index(title)
    if (rest := name.cut(0, start).strip()).text:
        record.drops.append(Drop("file-name", rest))
    return label, name.cut(start).strip(), lines


def _is_titled(title: str, lines: list[Line]) -> bool:
    """Tell whether the text of an attachment opens with a title of its own, or its file's name says none."""
    if not title:
        return True
    if not lines or "\t" in lines[0].text:
        return False
    opening = fold("".join(line.text for line in lines[:_FIRST] if "\t" not in line.text))
    first = fold(lines[0].text)
    return (
        fold(title) in opening
        or first in fold(title)
        or (len(first) <= _LONGEST_TITLE and first[-1:] not in "。：:；")
    )
