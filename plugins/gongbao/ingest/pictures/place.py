"""Put the pictures of a source at their places among the blocks of its articles."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gongbao.messages import Message

from ..model.edition import Edition
from ..model.record import Block, Flag, Record
from ..model.source import SourceObject
from . import clean, decoration, pages
from .lost import LOST

_MOST = 400
# What programs write where nobody has written what a picture shows.
_NO_WORDS = re.compile(
    r"(?:图片|图像|图形|image|picture|img|photo|screenshot|无标题|untitled|未命名|p\d|\d)[\s_\-]*\d*(?:\.\w{2,5})?"
    r"|.*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|webp|svg)|[\da-f_\-]{6,}|descript?i?on:.*|.*自动生成.*|.*AI 生成.*|https?:.*",
    re.I,
)
_CAPTION = re.compile(
    r"^\s*图\s*(?:[\d一二三四五六七八九十]+(?:[-—.．]\d+)?)?\s*[：:、.．\s]?|.*(?:图|照片)(?:[（(].{1,12}[)）])?$"
)
_LONGEST_CAPTION = 50


def place(edition: Edition) -> None:
    """Keep what is content as blocks of the kind picture, and say of every picture of the source what became of it."""
    source = edition.source
    if not any(item.kind == "picture" for item in source.objects):
        return
    own = pages.articles(edition)
    times = Counter(source.files.get(item.file, b"") for item in source.objects if item.file)
    furniture = _furniture(edition)
    done: dict[str, clean.Picture | str] = {}
    objects = []
    kept = 0
    for item in source.objects:
        if item.kind == "picture" and not item.rule and item.file in source.files:
            data = source.files[item.file]
            if item.file not in done:
                done[item.file] = _made(data) if kept < _MOST else "picture-beyond-limit"
            made = done[item.file]
            rule = made if isinstance(made, str) else _decoration(edition, item, made, times[data], furniture)
            if not rule and pages.is_page(item) and item.file not in own and pages.is_outside(edition, item):
                rule = "page-picture"
            if not rule and isinstance(made, clean.Picture):
                kept += 1
                _insert(edition, item, made, own.get(item.file))
                item = replace(item, kept="file")
            item = replace(item, rule=rule)
        elif item.kind == "picture" and item.file and not item.rule and not item.kept:
            # A link to a file that was not sent along, or a part that the container has not.
            item = replace(item, rule="picture-not-there")
        if item.kind == "picture" and item.rule == "picture-not-there":
            item = _not_missed(edition, item, furniture)
        if item.kind == "picture" and item.rule in LOST:
            picture = item.text or item.file
            if item.rule == "picture-beyond-limit":
                what = Message(LOST[item.rule], most=_MOST, picture=picture)
            else:
                what = Message(LOST[item.rule], picture=picture)
            edition.flags.append(Flag(item.line, item.text[:24], what, item.rule))
        objects.append(item)
    edition.source = replace(source, objects=tuple(objects))
    for record in edition.records:
        _name(record)


def _not_missed(edition: Edition, item: SourceObject, furniture: Sequence[int]) -> SourceObject:
    """Tell a picture that was not saved with its page by where it stood: a banner, a code to scan is not missed."""
    seen = decoration.Seen(
        item, None, 1, True, edition.source.form == "html" and _is_among(item, furniture, edition)
    )
    rule = decoration.rule_for(seen) if edition.source.form == "html" else ""
    return replace(item, rule=rule or item.rule)


def _made(data: bytes) -> clean.Picture | str:
    try:
        return clean.cleaned(data)
    except clean.NotKept as error:
        return str(error)


def _decoration(
    edition: Edition, item: SourceObject, made: clean.Picture, times: int, furniture: Sequence[int]
) -> str:
    on_page = edition.source.form == "html"
    blank = made.suffix != ".svg" and clean.is_blank(made.data)
    seen = decoration.Seen(
        item, made.size, times, on_page, on_page and _is_among(item, furniture, edition), blank
    )
    return decoration.rule_for(seen)


def _furniture(edition: Edition) -> list[int]:
    """Return the numbers of the lines of a web page that are no content."""
    return sorted(line.number for line in edition.source.lines if line.drop == "page-chrome")


def _is_among(item: SourceObject, furniture: Sequence[int], edition: Edition) -> bool:
    """Tell whether a picture stands within the furniture of a page: in a line of it, or between two, or at its ends."""
    if item.within:
        return item.line in furniture
    content = sorted(line.number for record in edition.records for line in record.lines())
    if not content or item.line <= content[0]:
        return True
    before = content[bisect_left(content, item.line) - 1]
    between = furniture[bisect_right(furniture, before) : bisect_left(furniture, item.line)]
    after_all = item.line > content[-1]
    # Behind the text, before the first line of the foot, it may still be the map that the text speaks of.
    return bool(between) and after_all


def _insert(edition: Edition, item: SourceObject, made: clean.Picture, own: Record | None = None) -> None:
    """Put a picture into the article that it is, else before the block that follows it, or behind the one that it stands in."""
    block = Block("picture", item.text.strip(), file=made.data, suffix=made.suffix)
    if own is not None:
        block.text = str(own.fields["title"])
        own.blocks.append(block)
        return
    spots = sorted(
        (line.number, r, b)
        for r, record in enumerate(edition.records)
        for b, other in enumerate(record.blocks)
        for line in other.lines
    )
    numbers = [number for number, _, _ in spots]
    inside = [(r, b) for number, r, b in spots if number == item.line] if item.within else []
    if inside:
        r, b = inside[-1]
        edition.records[r].blocks.insert(_behind(edition.records[r], b), block)
        return
    at = bisect_left(numbers, item.line)
    if wordless := _without_words(edition, item.line):
        wordless.blocks.append(block)
        return
    if at == len(spots) or _opens_a_record(edition, item.line, spots[at][1]):
        # Behind what comes before it: at the end of a text, or before the head of the next one.
        before = spots[at - 1] if at else None
        r = before[1] if before else 0
        b = before[2] + 1 if before else 0
        edition.records[r].blocks.insert(_behind(edition.records[r], b - 1) if before else 0, block)
        return
    _, r, b = spots[at]
    edition.records[r].blocks.insert(b, block)


def _without_words(edition: Edition, line: int) -> Record | None:
    """Return the record that has a title alone, below which a picture stands: what it shows is its text."""
    firsts = (
        (min((own.number for own in record.lines()), default=line), n)
        for n, record in enumerate(edition.records)
    )
    _, last = max(((first, n) for first, n in firsts if first < line), default=(0, None))
    if last is None or any(block.lines for block in edition.records[last].blocks):
        return None
    return edition.records[last]


def _opens_a_record(edition: Edition, line: int, r: int) -> bool:
    """Tell whether the head of a record stands between a picture and the record's first block."""
    if not r:
        return False
    first = min((own_line.number for own_line in edition.records[r].lines()), default=0)
    return first >= line


def _behind(record: Record, b: int) -> int:
    """Return the place behind a block and the pictures that follow it already."""
    b += 1
    while b < len(record.blocks) and record.blocks[b].kind == "picture":
        b += 1
    return b


def _name(record: Record) -> None:
    """Take the line below a picture for its caption if it is one, and give every picture words that stand for it."""
    count = 0
    blocks = record.blocks
    for at, block in enumerate(blocks):
        if block.kind != "picture":
            continue
        count += 1
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        above = blocks[at - 1] if at else None
        words = "" if _NO_WORDS.fullmatch(block.text) else block.text
        if below is not None and _is_caption(below):
            below.kind = "photo"
            words = words or below.text
        elif above is not None and _is_caption(above) and above.text.startswith("图"):
            words = words or above.text
        if not words:
            words = f"插图{count}"
            what = Message(
                "a picture without words that say what it shows: write them into the brackets of ![…] in the article"
            )
            line = next((line.number for other in blocks[at:] for line in other.lines), 0)
            record.flags.append(Flag(line, words, what, "picture-without-words"))
        block.text = words


def _is_caption(block: Block) -> bool:
    text = block.text.strip()
    return (
        block.kind in ("paragraph", "subhead", "heading", "photo", "caption")
        and 0 < len(text) <= _LONGEST_CAPTION
        and not text.endswith(("。", "：", "；", ":"))
        and _CAPTION.match(text) is not None
        and (text.startswith("图") or text.endswith(("图", "照片", "）", ")")))
    )
