"""Read a Word document from its first paragraph to its running heads."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ...model.source import SourceError
from ..cells import ABOVE, LEFT, cell_text, row_line, side_by_side
from .numbering import Numbering
from .package import Package
from .runs import PAGE_BREAK, NoteMarks, Runs, read_runs
from .styles import Styles, is_on, value, w, whole

_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DEEPEST_BOX = 20
_MOST_PARAGRAPHS = 12
_LONGEST_CELL = 1500
_WIDEST_SPAN = 100


@dataclass
class DocumentLine:
    """A line of the document before it is numbered."""

    text: str
    hint: str = ""
    drop: str = ""


def document_lines(package: Package) -> list[DocumentLine]:
    """Return the lines of the whole document: first page's head, text, notes, running heads."""
    root = package.xml(package.main)
    body = root.find(w("body")) if root is not None else None
    if root is None or body is None:
        raise SourceError(f"{package.name}: damaged, it has no body; open it in Word and save it again")
    reader = _Reader(package, root)
    text = list(reader.blocks(body))
    first_heads, heads = reader.running_heads(root)
    return [*first_heads, *text, *reader.notes_left(), *heads]


class _Reader:
    """Reads blocks in order, since numbers and notes count on from one to the next."""

    def __init__(self, package: Package, root: etree._Element) -> None:
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"))
        self._notes = {
            kind: {note.get(w("id"), ""): note for note in part.iter(w(kind))}
            for kind in ("footnote", "endnote")
            if (part := package.related(kind + "s")) is not None
        }
        settings = package.related("settings")
        self._marks = NoteMarks(
            *(_note_style(root, settings, kind) or default for kind, default in _NOTE_STYLES.items())
        )
        self._read_notes: set[tuple[str, str]] = set()
        self._carried = ""
        self._new_page = False
        self._depth = 0

    def blocks(self, parent: etree._Element) -> Iterator[DocumentLine]:
        """Give the lines of the paragraphs and tables below an element."""
        for element in parent:
            if element.tag == w("p"):
                yield from self._paragraph(element)
            elif element.tag == w("tbl"):
                yield from self._table(element)
            elif element.tag in _WRAPPERS:
                yield from self.blocks(element)
            elif element.tag == w("altChunk"):
                raise self._foreign()

    def _paragraph(self, element: etree._Element) -> Iterator[DocumentLine]:
        properties = element.find(w("pPr"))
        runs = read_runs(element, self._styles, self._marks)
        if runs.foreign:
            raise self._foreign()
        if is_on(properties, "pageBreakBefore"):
            self._new_page = True
        text = self._carried + runs.text
        self._carried = ""
        if properties is not None and properties.find(f"{w('rPr')}/{w('del')}") is not None:
            # The paragraph's end is deleted: what follows goes on in the same paragraph.
            self._carried = text
            text = ""
        if text.strip() and not self._carried:
            label, listed = self._label(properties)
            hint = self._heading(properties) or ("list" if listed else "")
            yield from self._lines(label + text, hint)
        elif PAGE_BREAK in text:
            self._new_page = True
        if runs.hidden.strip():
            yield DocumentLine(" ".join(runs.hidden.split()), drop="hidden-text")
        for box in runs.boxes:
            yield from self._nested(box)
        yield from self._noted(runs)
        if properties is not None and (section := properties.find(w("sectPr"))) is not None:
            self._new_page = value(section, "type") != "continuous"

    def _lines(self, text: str, hint: str) -> Iterator[DocumentLine]:
        for index, page in enumerate(text.split(PAGE_BREAK)):
            self._new_page = self._new_page or index > 0
            for line in page.split("\n"):
                if line.strip():
                    yield DocumentLine((PAGE_BREAK if self._new_page else "") + line, hint)
                    self._new_page = False

    def _label(self, properties: etree._Element | None) -> tuple[str, bool]:
        """Return the automatic number of a paragraph, and whether it is in a list at all."""
        key = value(properties, "pStyle") or self._styles.default
        style = self._styles.style(key)
        number = value(properties, "numPr/numId") or style.number
        if number is None:
            return "", False
        said = value(properties, "numPr/ilvl")
        if said is not None:
            level = whole(said, 0)
        else:
            of_style = self._numbering.level_of_style(number, key)
            level = of_style if of_style is not None else style.level or 0
        label = self._numbering.next_label(number, level)
        return label or "", label is not None

    def _heading(self, properties: etree._Element | None) -> str:
        said = value(properties, "outlineLvl")
        style = self._styles.style(value(properties, "pStyle") or self._styles.default)
        level = whole(said, 9) if said is not None else style.outline
        return f"h{level + 1}" if level is not None and 0 <= level < 6 else ""

    def _table(self, table: etree._Element) -> Iterator[DocumentLine]:
        rows = [row for row in _below(table, "tr") if row.find(f"{w('trPr')}/{w('del')}") is None]
        if any(_holds_an_article(cell) for row in rows for cell in _below(row, "tc")):
            # It only lays out the page: read it cell by cell.
            for row in rows:
                for cell in _below(row, "tc"):
                    yield from self._nested(cell)
            return
        grid: list[list[str]] = []
        after: list[DocumentLine] = []
        for row in rows:
            cells = [""] * _gap(row, "gridBefore")
            for cell in _below(row, "tc"):
                text = self._cell(cell, after)
                wide = min(max(whole(value(cell, "tcPr/gridSpan"), 1), 1), _WIDEST_SPAN)
                merged_down = value(cell, "tcPr/vMerge")
                if merged_down is not None and merged_down != "restart":
                    text = ABOVE if grid and not text else text
                if value(cell, "tcPr/hMerge") in ("", "continue"):
                    text = LEFT if cells and not text else text
                cells += [text, *[LEFT if text != ABOVE else ABOVE] * (wide - 1)]
            grid.append([*cells, *[""] * _gap(row, "gridAfter")])
        if lines := side_by_side(grid):
            yield from (DocumentLine(line) for line in lines)
        else:
            yield from (DocumentLine(row_line(cells), "table") for cells in grid if any(cells))
        yield from after

    def _cell(self, cell: etree._Element, after: list[DocumentLine]) -> str:
        parts: list[str] = []
        for line in self._nested(cell):
            if line.drop or line.hint == "footnote":
                after.append(line)
            else:
                parts.append(line.text.replace("\t", " ").replace(PAGE_BREAK, ""))
        return cell_text(parts)

    def _nested(self, element: etree._Element) -> list[DocumentLine]:
        self._depth += 1
        if self._depth > _DEEPEST_BOX:
            raise RecursionError
        lines = list(self.blocks(element))
        self._depth -= 1
        return lines

    def _noted(self, runs: Runs) -> Iterator[DocumentLine]:
        for kind, key in runs.notes:
            note = self._notes.get(kind, {}).get(key)
            if note is None or (kind, key) in self._read_notes:
                continue
            self._read_notes.add((kind, key))
            mark = self._marks.of(kind, key)
            for index, line in enumerate(self._nested(note)):
                text = line.text.strip(" \t")
                yield DocumentLine(f"{mark} {text}" if index == 0 else text, "footnote", line.drop)

    def notes_left(self) -> Iterator[DocumentLine]:
        """Give notes that no mark leads to: they are text all the same."""
        for kind, notes in self._notes.items():
            for key, note in notes.items():
                if (kind, key) not in self._read_notes and note.get(w("type")) is None:
                    yield from (DocumentLine(line.text, "footnote", line.drop) for line in self._nested(note))

    def running_heads(self, root: etree._Element) -> tuple[list[DocumentLine], list[DocumentLine]]:
        """Return what stands on the first page's head alone, and every other head and foot once, as dropped."""
        relations = self._package.relations(self._package.main)
        first: dict[str, None] = {}
        others: dict[str, None] = {}
        for section in root.iter(w("sectPr")):
            titled = is_on(section, "titlePg")
            for reference in section:
                if reference.tag not in (w("headerReference"), w("footerReference")):
                    continue
                part = self._package.xml(relations.get(reference.get(_RELATION_ID, ""), ("", ""))[1])
                on_first = reference.get(w("type")) == "first"
                if part is None or (on_first and not titled):
                    continue
                own_head = on_first and reference.tag == w("headerReference")
                for line in self._nested(part):
                    (first if own_head and not first.get(line.text) else others).setdefault(line.text)
        heads = [DocumentLine(text) for text in first if text not in others]
        return heads, [DocumentLine(text, drop="running-head") for text in others]

    def _foreign(self) -> SourceError:
        return SourceError(
            f"{self._package.name}: another document is embedded in it (altChunk); "
            "open it in Word, save it as .docx again and ingest that"
        )


_NOTE_STYLES = {"footnote": "decimal", "endnote": "lowerRoman"}


def _note_style(root: etree._Element, settings: etree._Element | None, kind: str) -> str | None:
    for place in [*root.iter(w("sectPr")), settings]:
        if (style := value(place, f"{kind}Pr/numFmt")) is not None:
            return style
    return None


def _below(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Give the rows of a table or the cells of a row, also those in content controls."""
    for child in parent:
        if child.tag == w(name):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _below(child, name)


def _gap(row: etree._Element, name: str) -> int:
    return min(max(whole(value(row, f"trPr/{name}"), 0), 0), _WIDEST_SPAN)


def _holds_an_article(cell: etree._Element) -> bool:
    if next(cell.iter(w("tbl")), None) is not None:
        return True
    paragraphs = [p for p in cell.iter(w("p")) if any((t.text or "").strip() for t in p.iter(w("t")))]
    length = sum(len(t.text or "") for p in paragraphs for t in p.iter(w("t")))
    return len(paragraphs) > _MOST_PARAGRAPHS or length > _LONGEST_CELL
