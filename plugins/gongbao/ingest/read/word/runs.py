"""Take the text out of a paragraph's runs: tabs, line breaks, symbols, fields, revisions, notes, boxes, formulas."""

import re
from dataclasses import dataclass, field

from lxml import etree

from ...model.marks import marked
from ...model.source import SourceObject
from ..characters import without_marks
from ..counting import numeral
from . import formulas
from .fields import Fields, content_control
from .styles import DELETED, SCRIPTS, Styles, is_on, value, w, whole
from .symbols import symbol

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Properties, and what only programs read.
_SKIPPED = frozenset(
    w(name) for name in "delInstrText rPr pPr sdtPr sdtEndPr tblPr trPr tcPr fldData".split()
)
_ADDED = (w("ins"), w("moveTo"))
_SPECIAL = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "",
}
_NOTE_MARKS = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_DRAWN = frozenset((w("drawing"), w("pict"), w("object")))
# Half-points by which raised or lowered words are shifted at the least, and how much smaller they are than the rest.
_LEAST_SHIFT, _SMALLER = 2, 0.85
PAGE_BREAK = "\f"


@dataclass
class Runs:
    """The text of a paragraph, and what it holds beside it.

    hidden: what it does not show; boxes: what floats beside it; drawn: its pictures, charts and embedded documents;
    notes: kind and id of its foot- and endnotes; comments: ids of comments on it; objects: entries for the ledger;
    holds_contents, opens_contents, closes_field: whether a field of contents stands here, whether it goes on in the next
    paragraph, and whether a field ends that began before.
    """

    text: str = ""
    hidden: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    drawn: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    objects: list[SourceObject] = field(default_factory=list)
    foreign: list[etree._Element] = field(default_factory=list)
    holds_contents: bool = False
    opens_contents: bool = False
    closes_field: bool = False


@dataclass(frozen=True)
class _Form:
    """How words are set: not shown, raised, lowered, struck, added or deleted by a tracked change."""

    is_hidden: bool = False
    script: str = ""
    is_struck: bool = False
    change: str = ""


def read_runs(paragraph: etree._Element, styles: Styles, mark: "NoteMarks") -> Runs:
    """Return the text of a paragraph in reading order."""
    reader = _Reader(styles, mark, _largest(paragraph))
    style = styles.style(value(paragraph, "pPr/pStyle") or styles.default)
    form = _Form(style.hidden, "", style.struck)
    stack = [(child, form) for child in reversed(paragraph)]
    while stack:
        element, form = stack.pop()
        if isinstance(element.tag, str) and element.tag not in _SKIPPED:
            children, inner = reader.read(element, form)
            stack.extend((child, inner) for child in reversed(children))
    return reader.finished()


class _Reader:
    """Gathers the text of one paragraph; words of one form that stand together are marked as one."""

    def __init__(self, styles: Styles, mark: "NoteMarks", largest: int) -> None:
        self.found = Runs()
        self._styles = styles
        self._largest = max(largest, styles.size)
        self._mark = mark
        self._fields = Fields()
        self._form = _Form()
        self._words = ""
        # Words between the instructions of a field: none of the text, unless the field never ends.
        self._withheld = ""

    def read(self, element: etree._Element, form: _Form) -> tuple[list[etree._Element], _Form]:
        """Take in what an element itself shows; return those of its children still to be read, and their form."""
        tag = element.tag
        if tag in DELETED:
            return list(element), _Form(form.is_hidden, "", False, "deleted")
        if tag in _ADDED:
            return list(element), _Form(form.is_hidden, form.script, form.is_struck, "added")
        if tag == w("r"):
            return list(element), self._form_of_run(element, form)
        if tag == w("fldChar"):
            if shown := self._fields.step(element):
                self._add_object("form-value" if self._fields.is_form else "formula", shown, form)
            self._withheld = self._withheld if self._fields.is_instruction else ""
            return [], form
        if tag == w("instrText"):
            self._fields.instruction(element.text or "")
            return [], form
        if tag == w("delText"):
            self._add(element.text or "", form)
            return [], form
        if self._fields.is_instruction:
            # What stands between the instruction of a field is none of the text.
            self._withheld += _text_of(element) if form.change != "deleted" and not form.is_hidden else ""
            return ([child for child in element if child.tag == w("r")] if tag == w("r") else []), form
        return self._read_shown(element, form)

    def _read_shown(self, element: etree._Element, form: _Form) -> tuple[list[etree._Element], _Form]:
        tag, found = element.tag, self.found
        if tag == w("txbxContent"):
            found.boxes.append(element)
            return [], form
        if tag == w("altChunk"):
            found.foreign.append(element)
            return [], form
        if tag in _DRAWN:
            found.drawn.append(element)
            return ([] if form.change == "deleted" else list(element)), form
        if tag == f"{_COMPATIBILITY}AlternateContent":
            # The same thing for newer and for older programs: read it once.
            return list(element[0]) if len(element) else [], form
        if tag in formulas.TAGS:
            self._formula(element, form)
            return [], form
        if tag == w("ruby"):
            over = "".join(text.text or "" for note in element.iter(w("rt")) for text in note.iter(w("t")))
            found.hidden += over
            found.objects.append(SourceObject("ruby", text=over, rule="ruby"))
            return [child for base in element.iter(w("rubyBase")) for child in base], form
        if tag == w("sdt"):
            return content_control(element, found.objects), form
        if tag == w("commentReference"):
            found.comments.append(element.get(w("id"), ""))
            return [], form
        if tag in _NOTE_MARKS:
            kind, key = _NOTE_MARKS[tag], element.get(w("id"), "")
            if form.change != "deleted":
                found.notes.append((kind, key))
                if element.get(w("customMarkFollows")) not in ("1", "true", "on"):
                    self._add(self._mark.of(kind, key), _Form(form.is_hidden, "", False, form.change))
            return [], form
        self._add(_text_of(element), form)
        return list(element), form

    def _form_of_run(self, run: etree._Element, form: _Form) -> _Form:
        properties = run.find(w("rPr"))
        if properties is None:
            return form
        style = self._styles.style(value(properties, "rStyle"))
        hidden = (
            is_on(properties, "vanish")
            if value(properties, "vanish") is not None
            else form.is_hidden or style.hidden
        )
        script = value(properties, "vertAlign")
        script = (style.script or self._shifted(run)) if script is None else SCRIPTS.get(script, "")
        stated = [value(properties, name) for name in ("strike", "dstrike")]
        struck = any(is_on(properties, name) for name in ("strike", "dstrike"))
        return _Form(
            hidden,
            script,
            struck if any(one is not None for one in stated) else form.is_struck or style.struck,
            form.change,
        )

    def _shifted(self, run: etree._Element) -> str:
        """Tell words that are raised or lowered by so many points, as LibreOffice writes them, from the rest.

        Whole lines are shifted to sit well on the page; raised words are smaller than the rest, or a few figures.
        """
        shift = whole(value(run, "rPr/position"), 0)
        if abs(shift) < _LEAST_SHIFT:
            return ""
        size = whole(value(run, "rPr/sz"), 0)
        words = "".join(text.text or "" for text in run.iter(w("t"))).strip()
        is_smaller = 0 < size <= _SMALLER * self._largest
        if not is_smaller and not re.fullmatch(r"[\d+\-−]{1,3}", words):
            return ""
        return "raised" if shift > 0 else "lowered"

    def _formula(self, element: etree._Element, form: _Form) -> None:
        # Formulas that are set off from the text stand one on a line.
        for at, text in enumerate(formulas.texts(element)):
            self._add("\n" if at else "", form)
            self._add_object("formula", text, form)

    def _add_object(self, kind: str, text: str, form: _Form) -> None:
        self._add(text, form)
        if text.strip() and not form.is_hidden and form.change != "deleted":
            self.found.objects.append(SourceObject(kind, text=text, kept="text"))

    def _add(self, text: str, form: _Form) -> None:
        if not text:
            return
        if form != self._form:
            self._flush()
            self._form = form
        self._words += text

    def _flush(self) -> None:
        """End a stretch of words of one form."""
        words, form, found = self._words, self._form, self.found
        self._words = ""
        if not words:
            return
        if form.change == "deleted":
            found.objects.append(SourceObject("deleted", text=words, rule="tracked-deletion"))
            return
        if form.is_hidden:
            found.hidden += words
            found.objects.append(SourceObject("hidden", text=words, rule="hidden-text"))
            return
        if form.change == "added" and words.strip():
            found.objects.append(SourceObject("inserted", text=words, kept="text"))
        kinds = [kind for kind in (form.script, "struck" if form.is_struck else "") if kind]
        for kind in kinds:
            if words.strip():
                found.objects.append(SourceObject(kind, text=words, kept="mark"))
            words = "\n".join(marked(line, kind) for line in words.split("\n"))
        found.text += words

    def finished(self) -> Runs:
        if self._fields.is_instruction:
            self._add(self._withheld, _Form())
        self._flush()
        self.found.holds_contents = self._fields.holds_contents
        self.found.opens_contents = self._fields.opens_contents
        self.found.closes_field = self._fields.ends_elsewhere
        return self.found


def _largest(paragraph: etree._Element) -> int:
    """Return the largest size of type that the runs of a paragraph name, in half-points; 0 where none does."""
    return max(
        (whole(size.get(w("val")), 0) for size in paragraph.iterfind(f"{w('r')}/{w('rPr')}/{w('sz')}")),
        default=0,
    )


class NoteMarks:
    """The numbers of foot- and endnotes, counted as their marks come up."""

    def __init__(self, footnotes: str, endnotes: str) -> None:
        self._styles = {"footnote": footnotes, "endnote": endnotes}
        self._seen: dict[tuple[str, str], int] = {}
        self._count = {"footnote": 0, "endnote": 0}

    def of(self, kind: str, key: str) -> str:
        """Return the mark of a note as it stands in the text: [1], or ① where notes are counted so."""
        if (kind, key) not in self._seen:
            self._count[kind] += 1
            self._seen[kind, key] = self._count[kind]
        number = numeral(self._seen[kind, key], self._styles[kind])
        return number if not number.isascii() and len(number) == 1 else f"[{number}]"


def _text_of(element: etree._Element) -> str:
    tag = element.tag
    if tag == w("t"):
        return without_marks(element.text or "")
    if tag == w("br"):
        return PAGE_BREAK if element.get(w("type")) == "page" else "\n"
    if tag == w("sym"):
        return symbol(element.get(w("font"), ""), element.get(w("char"), ""))
    # A tab stop in a paragraph's properties has the same name, but those are skipped.
    return _SPECIAL.get(tag, "")
