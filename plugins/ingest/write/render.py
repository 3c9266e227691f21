"""Write a record as Markdown: the header by the metadata contract, the body as docs/architecture.md says."""

import re

from ..model.record import Block, Record

_BLOCK_CLASS = {
    "signature": "signature",
    "date": "date",
    "author": "author",
    "label": "label",
    "list": "attachment-list",
    "caption": "caption",
    "byline": "byline",
    "photo": "photo",
    "deck": "deck",
    "dateline": "dateline",
    "contents": "contents",
}
_INLINE = re.compile(r"([\\`*_\[\]])")
_LINE_START = re.compile(r"^(\s*)(#|>|[-+]\s|\d+[.)]\s|[-=]{2,}\s*$|:\s|~~~)")
_ATTRIBUTES = re.compile(r"\{(?=:)")


def escape(text: str) -> str:
    """Escape what Markdown would take for markup, so that every sign of the source is shown as it stands."""
    text = _INLINE.sub(r"\\\1", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    text = _ATTRIBUTES.sub(r"\\{", text)
    match = _LINE_START.match(text)
    if match:
        at = match.end(1)
        # A number's full stop is escaped, other marks themselves.
        digits = re.match(r"\d+", text[at:])
        at += digits.end() if digits else 0
        text = f"{text[:at]}\\{text[at:]}"
    return text


def escape_cell(text: str) -> str:
    """Escape a cell's text for a pipe table; ^^ and << are merged cells and stay."""
    return text if text in {"^^", "<<"} else escape(text).replace("|", "\\|")


def body(record: Record) -> str:
    """Return the Markdown body of a record."""
    return "\n\n".join(_block(block) for block in record.blocks if block.text or block.rows) + "\n"


def _block(block: Block) -> str:
    if block.kind == "table":
        return _table(block.rows)
    if block.kind in {"heading", "subhead"}:
        return f"{_hashes(block.level)} {escape(block.text)}"
    if block.kind in {"attachment", "annex", "item", "day"}:
        level = block.level or 1
        return f"{_hashes(level)} {escape(block.text)} {{: .{block.kind} }}"
    text = escape(block.text)
    if block.kind in _BLOCK_CLASS:
        return f"{text}\n{{: .{_BLOCK_CLASS[block.kind]} }}"
    return text


def _hashes(level: int) -> str:
    return "#" * min(level + 1, 6)


def _table(rows: list[list[str]]) -> str:
    head, *rest = rows
    out = [_row(head), "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join([*out, *(_row(row) for row in rest)])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(escape_cell(cell) for cell in cells) + " |"
