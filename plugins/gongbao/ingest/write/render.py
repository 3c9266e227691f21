"""Write a record as Markdown: the header by the metadata contract, the body with the marks of bulletin.markup."""

import re

from gongbao.bulletin.markup import INLINES, MERGED, PARAGRAPHS, PARTS, attribute

from ..model.marks import EVERY, MARKS
from ..model.record import Block, Record

# Kinds of blocks that are called otherwise than their class.
_CLASS_OF = {"list": "attachment-list"}
_SIGNS = re.compile(r"([\\`*_\[\]])")
_LINE_START = re.compile(r"^(\s*)(#|>|[-+]\s|\d+[.)]\s|[-=]{2,}\s*$|:\s|~~~)")
# A hash at the end of a heading would be taken for a closing one.
_CLOSING_HASH = re.compile(r"((?<!\\)(?:\\\\)*)#$")
_ATTRIBUTES = re.compile(r"\\?\{(?=:)")
# A sign beside its like, or before a bracket, would be taken for a mark; inside marked words every one might.
_LIKE_MARKS = re.compile(r"\^(?=[\^{])|(?<=\^)\^|~(?=~)|(?<=~)~")
_MARK_SIGNS = re.compile(r"[\^~{}]")
_MARK = re.compile(f"[{EVERY}]")
_OPENS = {MARKS[mark.name][0]: mark for mark in INLINES}
_CLOSES = {MARKS[mark.name][1]: mark for mark in INLINES}


def escape(text: str) -> str:
    """Escape what Markdown would take for markup, so that every sign of the source is shown as it stands."""
    text = _SIGNS.sub(r"\\\1", text)
    text = (_MARK_SIGNS if _MARK.search(text) else _LIKE_MARKS).sub(r"\\\g<0>", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    text = _ATTRIBUTES.sub("&#123;", text)
    match = _LINE_START.match(text)
    if match:
        at = match.end(1)
        # A number's full stop is escaped, other marks themselves.
        digits = re.match(r"\d+", text[at:])
        at += digits.end() if digits else 0
        text = f"{text[:at]}\\{text[at:]}"
    return _marked(text)


def _marked(text: str) -> str:
    """Set the signs of Markdown for the marks of raised, lowered, struck and inserted words.

    A mark without its partner, which a text cut in two leaves, is closed at the end, or goes; so does a pair around nothing.
    """
    if not _MARK.search(text):
        return text
    out: list[str] = []
    # Marks that are open, and where each opened.
    opened: list[tuple[str, int]] = []
    for piece in re.split(f"([{EVERY}])", text):
        if piece in _OPENS and _OPENS[piece].name not in [name for name, _ in opened]:
            opened.append((_OPENS[piece].name, len(out)))
            out.append(_OPENS[piece].opens)
        elif piece in _CLOSES and opened and opened[-1][0] == _CLOSES[piece].name:
            _close(out, opened)
        elif not _MARK.match(piece):
            out.append(piece)
    while opened:
        _close(out, opened)
    return "".join(out)


def _close(out: list[str], opened: list[tuple[str, int]]) -> None:
    name, start = opened.pop()
    if "".join(out[start + 1 :]).strip():
        out.append(next(mark.closes for mark in INLINES if mark.name == name))
    else:
        out.pop(start)


def escape_cell(text: str) -> str:
    """Escape a cell's text for a pipe table; ^^ and << are merged cells and stay."""
    return text if text in MERGED else escape(text).replace("|", "\\|")


def body(record: Record, slug: str = "") -> str:
    """Return the Markdown body of a record; slug names its pictures."""
    names = iter(pictures(record, slug))
    return (
        "\n\n".join(
            _picture(block, next(names)) if block.kind == "picture" else _block(block)
            for block in record.blocks
            if block.text or block.rows or block.kind == "picture"
        )
        + "\n"
    )


def pictures(record: Record, slug: str) -> dict[str, bytes]:
    """Return the files of a record's pictures, name → bytes, in their order in the text."""
    blocks = [block for block in record.blocks if block.kind == "picture"]
    return {f"{slug}.picture-{n}{block.suffix}": block.file for n, block in enumerate(blocks, start=1)}


def _picture(block: Block, name: str) -> str:
    words = escape(block.text.replace("[", "（").replace("]", "）"))
    return f"![{words}]({name})"


def _block(block: Block) -> str:
    if block.kind == "table":
        return _table(block.rows)
    if block.kind in {"heading", "subhead"}:
        words = _CLOSING_HASH.sub(r"\1\\#", escape(block.text))
        return f"{_hashes(block.level)} {words}"
    name = _CLASS_OF.get(block.kind, block.kind)
    if name in PARTS:
        return f"{_hashes(block.level or 1)} {escape(block.text)} {attribute(name)}"
    if name in PARAGRAPHS:
        return f"{escape(block.text)}\n{attribute(name)}"
    return escape(block.text)


def _hashes(level: int) -> str:
    return "#" * min(level + 1, 6)


def _table(rows: list[list[str]]) -> str:
    head, *rest = rows
    out = [_row(head), "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join([*out, *(_row(row) for row in rest)])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(escape_cell(cell) for cell in cells) + " |"
