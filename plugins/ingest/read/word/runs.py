"""Take the text out of a paragraph's runs: tabs, line breaks, symbols, fields, revisions, notes, boxes."""

from dataclasses import dataclass, field

from lxml import etree

from ..counting import numeral
from .styles import Styles, is_on, value, w

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Deleted or moved away by a tracked change, instructions of fields, and properties.
_SKIPPED = frozenset(
    w(name)
    for name in "del moveFrom instrText delText delInstrText rPr pPr sdtPr sdtEndPr tblPr trPr tcPr fldData".split()
)
_SPECIAL = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "",
}
# Ticks, boxes and bullets that people take from the symbol fonts.
_SYMBOLS = {
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFB): "✗",
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0x6F): "□",
    ("wingdings", 0x6C): "●",
    ("wingdings", 0x6E): "■",
    ("wingdings", 0x75): "◆",
    ("wingdings", 0xD8): "➢",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0xA3): "□",
    ("symbol", 0xB7): "•",
    ("symbol", 0xB4): "×",
    ("symbol", 0xB1): "±",
    ("symbol", 0xA3): "≤",
    ("symbol", 0xB3): "≥",
    ("symbol", 0xB0): "°",
    ("symbol", 0x6D): "μ",
}
_NOTE_MARKS = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
PAGE_BREAK = "\f"


@dataclass
class Runs:
    """The text of a paragraph; `hidden` is what it does not show, `boxes` what floats beside it, `notes` their ids."""

    text: str = ""
    hidden: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    foreign: bool = False


def read_runs(paragraph: etree._Element, styles: Styles, mark: "NoteMarks") -> Runs:
    """Return the text of a paragraph in reading order."""
    found = Runs()
    # The innermost field that has begun: text before its separator is an instruction.
    fields: list[bool] = []
    hidden_style = styles.style(value(paragraph, "pPr/pStyle") or styles.default).hidden
    stack: list[tuple[etree._Element, bool]] = [(child, hidden_style) for child in reversed(paragraph)]
    while stack:
        element, hidden = stack.pop()
        tag = element.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == w("r"):
            properties = element.find(w("rPr"))
            said = value(properties, "vanish")
            if said is not None:
                hidden = is_on(properties, "vanish")
            elif styles.style(value(properties, "rStyle")).hidden:
                hidden = True
        if tag == w("fldChar"):
            _step(fields, element.get(w("fldCharType")))
        elif not any(fields) or tag == w("r"):
            stack.extend((child, hidden) for child in reversed(_read_element(element, hidden, found, mark)))
    return found


def _read_element(
    element: etree._Element, hidden: bool, found: Runs, mark: "NoteMarks"
) -> list[etree._Element]:
    """Take in what an element itself shows, and return those of its children that are still to be read."""
    tag = element.tag
    if tag == w("txbxContent"):
        found.boxes.append(element)
        return []
    if tag == w("altChunk"):
        found.foreign = True
        return []
    if tag == f"{_COMPATIBILITY}AlternateContent":
        # The same thing for newer and for older programs: read it once.
        return list(element[0]) if len(element) else []
    if tag == w("ruby"):
        found.hidden += "".join(
            text.text or "" for note in element.iter(w("rt")) for text in note.iter(w("t"))
        )
        return [child for base in element.iter(w("rubyBase")) for child in base]
    if tag in _NOTE_MARKS:
        kind, key = _NOTE_MARKS[tag], element.get(w("id"), "")
        found.notes.append((kind, key))
        if element.get(w("customMarkFollows")) not in ("1", "true", "on"):
            _add(found, mark.of(kind, key), hidden)
        return []
    _add(found, _text_of(element), hidden)
    return list(element)


class NoteMarks:
    """The numbers of foot- and endnotes, counted as their marks come up."""

    def __init__(self, footnotes: str, endnotes: str) -> None:
        self._styles = {"footnote": footnotes, "endnote": endnotes}
        self._seen: dict[tuple[str, str], int] = {}

    def of(self, kind: str, key: str) -> str:
        """Return the mark of a note as it stands in the text: [1], or ① where notes are counted so."""
        if (kind, key) not in self._seen:
            self._seen[kind, key] = 1 + sum(other == kind for other, _ in self._seen)
        number = numeral(self._seen[kind, key], self._styles[kind])
        return number if not number.isascii() and len(number) == 1 else f"[{number}]"


def _step(fields: list[bool], kind: str | None) -> None:
    if kind == "begin":
        fields.append(True)
    elif kind == "separate" and fields:
        fields[-1] = False
    elif kind == "end" and fields:
        fields.pop()


def _add(found: Runs, text: str, hidden: bool) -> None:
    if hidden:
        found.hidden += text
    else:
        found.text += text


def _text_of(element: etree._Element) -> str:
    tag = element.tag
    if tag in (w("t"), f"{_MATH}t"):
        return element.text or ""
    if tag == w("br"):
        return PAGE_BREAK if element.get(w("type")) == "page" else "\n"
    if tag == w("sym"):
        return _symbol(element.get(w("font"), "").lower(), element.get(w("char"), ""))
    # A tab stop in a paragraph's properties has the same name, but those are skipped.
    return _SPECIAL.get(tag, "")


def _symbol(font: str, code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    known = _SYMBOLS.get((font, number & 0xFF)) if number < 0x100 or 0xF000 <= number <= 0xF0FF else None
    return known or (chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number < 0x10000 else "")
