"""Read a Word document from its first paragraph to its running heads."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from gongbao.messages import _

from ...model.source import SourceError, SourceObject
from .chunks import chunk
from .drawings import Drawings, Drawn
from .lines import DocumentLine, Found
from .notes import Notes
from .numbering import Numbering
from .package import Package
from .runs import PAGE_BREAK, NoteMarks, Runs, read_runs
from .styles import Styles, is_on, type_of, value, w, whole
from .tables import TableReader
from .tabs import as_set

_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DEEPEST_BOX = 20
_WORDS = re.compile(r"[^\W\d]")
# The text of a note or comment that its entry in the ledger quotes.
_QUOTED = 200


def document_lines(package: Package, files: dict[str, bytes]) -> list[Found]:
    """Return lines and objects of the whole document: first page's head, text, notes, running heads.

    The pictures that the document shows are added to `files`.
    """
    root = package.xml(package.main)
    body = root.find(w("body")) if root is not None else None
    if root is None or body is None:
        raise SourceError(
            _(
                "{name}: damaged, it has no body; open it in Word and save it again",
                name=package.name,
            )
        )
    reader = _Reader(package, root, files)
    text = list(reader.blocks(body))
    first_heads, heads = reader.running_heads(root)
    return as_set([*first_heads, *text, *reader.notes_left(), *heads])


class _Reader:
    """Reads blocks in order, since numbers and notes count on from one to the next."""

    def __init__(self, package: Package, root: etree._Element, files: dict[str, bytes]) -> None:
        self._package = package
        self._files = files
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"))
        self._notes = Notes(package, root)
        self._marks = NoteMarks(self._notes.style("footnote"), self._notes.style("endnote"))
        self._drawings = Drawings(package, package.main, files)
        self._tables = TableReader(self._nested, self._styles)
        self._carried = ""
        self._in_contents = False
        self._new_page = False
        self._depth = 0

    def blocks(self, parent: etree._Element) -> Iterator[Found]:
        """Give the lines of the paragraphs and tables below an element."""
        for element in parent:
            if element.tag == w("p"):
                yield from self._paragraph(element)
            elif element.tag == w("tbl"):
                yield from self._table(element)
            elif element.tag in _WRAPPERS:
                yield from self.blocks(element)
            elif element.tag in (w("del"), w("moveFrom")):
                yield from _deleted(element)
            elif element.tag == w("altChunk"):
                yield from self._chunk(element)

    def _chunk(self, element: etree._Element) -> Iterator[Found]:
        for one in chunk(self._package, element.get(_RELATION_ID, ""), self._files):
            yield one if isinstance(one, SourceObject) else DocumentLine(one.text, one.hint, one.drop)

    def _paragraph(self, element: etree._Element) -> Iterator[Found]:
        properties = element.find(w("pPr"))
        runs = read_runs(element, self._styles, self._marks)
        for foreign in runs.foreign:
            yield from self._chunk(foreign)
        if is_on(properties, "pageBreakBefore"):
            self._new_page = True
        yield from runs.objects
        drawn = [self._drawings.read(one) for one in runs.drawn]
        within = bool((self._carried + runs.text).strip())
        yield from (replace(one, within=within) for found in drawn for one in found.objects)
        text = self._carried + runs.text
        self._carried = ""
        if properties is not None and properties.find(f"{w('rPr')}/{w('del')}") is not None:
            # The paragraph's end is deleted: what follows goes on in the same paragraph.
            self._carried = text
            text = ""
        if text.strip() and not self._carried:
            label, listed = self._label(properties)
            hint = self._heading(properties) or ("list" if listed else "")
            if (
                self._in_contents
                or runs.opens_contents
                or self._styles.is_of_contents(value(properties, "pStyle"))
            ):
                hint = "contents"
            yield from self._lines(label + text, hint, type_of(element))
        elif PAGE_BREAK in text:
            self._new_page = True
        if runs.hidden.strip():
            yield DocumentLine(" ".join(runs.hidden.split()), drop="hidden-text")
        yield from self._beside(runs, drawn)
        self._in_contents = (self._in_contents and not runs.closes_field) or runs.opens_contents
        if properties is not None and (section := properties.find(w("sectPr"))) is not None:
            self._new_page = value(section, "type") != "continuous"

    def _beside(self, runs: Runs, drawn: list[Drawn]) -> Iterator[Found]:
        """Give what belongs to a paragraph and stands behind it: boxes, drawings with words, comments, notes."""
        for found in drawn:
            yield from (DocumentLine(words) for words in found.words)
            yield from (DocumentLine("\t".join(row), "table") for row in found.rows)
        for box in runs.boxes:
            inside = self._nested(box)
            words = "".join(one.text for one in inside if isinstance(one, DocumentLine))
            if words.strip():
                yield SourceObject("text-box", text=words[:_QUOTED], kept="text")
            yield from inside
        yield from self._notes.comments(runs.comments)
        for kind, key in runs.notes:
            yield from self._note(kind, key)

    def _note(self, kind: str, key: str) -> Iterator[Found]:
        note = self._notes.take(kind, key)
        if note is None:
            return
        mark = self._marks.of(kind, key)
        is_first = True
        for one in self._nested(note):
            if isinstance(one, SourceObject):
                yield one
                continue
            text = one.text.strip(" \t")
            if is_first:
                yield SourceObject("note", text=text[:_QUOTED], kept="text")
            yield DocumentLine(f"{mark} {text}" if is_first else text, "footnote", one.drop)
            is_first = False

    def _lines(self, text: str, hint: str, kind: str) -> Iterator[DocumentLine]:
        for index, page in enumerate(text.split(PAGE_BREAK)):
            self._new_page = self._new_page or index > 0
            for line in page.split("\n"):
                if line.strip():
                    # A field of contents that was never brought up to date has a figure for its result.
                    drop = "contents-field" if hint == "contents" and not _WORDS.search(line) else ""
                    words = (PAGE_BREAK if self._new_page else "") + line
                    yield DocumentLine(words, hint, drop, type=kind)
                    self._new_page = False

    def _label(self, properties: etree._Element | None) -> tuple[str, bool]:
        """Return the automatic number of a paragraph, and whether it is in a list at all."""
        key = value(properties, "pStyle") or self._styles.default
        style = self._styles.style(key)
        number = value(properties, "numPr/numId") or style.number
        if number is None:
            return "", False
        stated = value(properties, "numPr/ilvl")
        if stated is not None:
            level = whole(stated, 0)
        else:
            of_style = self._numbering.level_of_style(number, key)
            level = of_style if of_style is not None else style.level or 0
        label = self._numbering.next_label(number, level)
        return label or "", label is not None

    def _heading(self, properties: etree._Element | None) -> str:
        stated = value(properties, "outlineLvl")
        style = self._styles.style(value(properties, "pStyle") or self._styles.default)
        level = whole(stated, 9) if stated is not None else style.outline
        return f"h{level + 1}" if level is not None and 0 <= level < 6 else ""

    def _table(self, table: etree._Element) -> Iterator[Found]:
        found = self._tables.read(table)
        yield from found.before
        yield from (DocumentLine(text, hint, empty_rows=empty) for text, hint, empty in found.rows)
        yield from found.after

    def _nested(self, element: etree._Element) -> list[Found]:
        self._depth += 1
        if self._depth > _DEEPEST_BOX:
            raise RecursionError
        lines = list(self.blocks(element))
        self._depth -= 1
        return lines

    def notes_left(self) -> Iterator[Found]:
        """Give notes and comments that no mark leads to: notes are text all the same."""
        for note in self._notes.left():
            for one in self._nested(note):
                yield replace(one, hint="footnote") if isinstance(one, DocumentLine) else one
        yield from self._notes.comments_left()

    def running_heads(self, root: etree._Element) -> tuple[list[Found], list[Found]]:
        """Return what stands on the first page's head alone, and every other head and foot once, as dropped."""
        relations = self._package.relations(self._package.main)
        first: dict[str, None] = {}
        others: dict[str, None] = {}
        objects: dict[SourceObject, None] = {}
        for section in root.iter(w("sectPr")):
            titled = is_on(section, "titlePg")
            for reference in section:
                if reference.tag not in (w("headerReference"), w("footerReference")):
                    continue
                name = relations.get(reference.get(_RELATION_ID, ""), ("", ""))[1]
                part = self._package.xml(name)
                on_first = reference.get(w("type")) == "first"
                if part is None or (on_first and not titled):
                    continue
                own_head = on_first and reference.tag == w("headerReference")
                for one in self._running(part, name):
                    if isinstance(one, SourceObject):
                        objects.setdefault(one)
                    else:
                        (first if own_head and not first.get(one.text) else others).setdefault(one.text)
        heads: list[Found] = [DocumentLine(text) for text in first if text not in others]
        return heads, [*objects, *(DocumentLine(text, drop="running-head") for text in others)]

    def _running(self, part: etree._Element, name: str) -> Iterator[Found]:
        """Read a running head or foot; its drawings are the page's decoration, word art in it a watermark."""
        text, self._drawings = self._drawings, Drawings(self._package, name, {})
        for one in self._nested(part):
            if isinstance(one, SourceObject) and one.kind == "text-box":
                yield replace(one, kind="watermark", kept="", rule="running-head")
            else:
                yield replace(one, kept="", rule="running-head") if isinstance(one, SourceObject) else one
        self._drawings = text


def _deleted(element: etree._Element) -> Iterator[SourceObject]:
    words = "".join(text.text or "" for text in element.iter(w("t"), w("delText")))
    if words.strip():
        yield SourceObject("deleted", text=words[:_QUOTED], rule="tracked-deletion")
