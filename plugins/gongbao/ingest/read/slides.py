"""Read a presentation (.pptx) slide by slide: the words of its shapes from the top down, tables, charts, pictures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from gongbao.bulletin.fold import HAN
from gongbao.bulletin.markup import ABOVE, LEFT
from gongbao.bulletin.numerals import figures
from gongbao.messages import N_, _

from ..model.source import SourceError, SourceLine, SourceObject
from .cells import cell_text, row_line
from .reading import Reading, of_words
from .word.drawings import Drawings
from .word.lines import DocumentLine, Found
from .word.package import OfficePackage

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ADVICE = N_("open it in PowerPoint or WPS, save it as .pptx again and ingest that")
# What the master has on each slide: its number, the day, a line at the foot.
_FURNITURE = {"sldNum": "page-number", "dt": "running-head", "ftr": "running-head", "hdr": "running-head"}
# What a slide is called is one title; behind a dash stands a second one.
_TITLES = ("title", "ctrTitle")
_PRINT_BREAK = re.compile(rf"(?<=[{HAN}”》）])\s*\n\s*(?=[{HAN}“《（])")
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# Shapes whose tops differ by less, in EMU (a third of a centimetre), stand beside each other.
_SAME_HEIGHT = 120_000
_QUOTED = 200


def read_pptx(data: bytes, name: str) -> Reading:
    """Return the lines of a presentation in the order in which it is shown; each slide but the first opens a page.

    Slides that are not shown, and what the master prints on each, are dropped; notes of the speaker are told.
    """
    package = OfficePackage(data, name, ".pptx", _(_ADVICE))
    files: dict[str, bytes] = {}
    lines: list[SourceLine] = []
    objects: list[SourceObject] = []
    for part, root in _slides(package):
        is_first = bool(lines)
        if root is None:
            objects.append(SourceObject("slide", len(lines), part, rule="part-is-missing"))
            continue
        hidden = root.get("show") in ("0", "false")
        for one in _Slide(package, part, files).read(root):
            if isinstance(one, SourceObject):
                objects.append(replace(one, line=len(lines) + 1))
                continue
            text = "\f" + one.text if is_first else one.text
            is_first = False
            lines.append(SourceLine(len(lines) + 1, text, "hidden-text" if hidden else one.drop, one.hint))
        objects += [replace(note, line=len(lines)) for note in _notes(package, part)]
    return of_words(lines, objects, files, name)


def _slides(package: OfficePackage) -> Iterator[tuple[str, etree._Element | None]]:
    """Give the part and the root of each slide, in the order of the presentation; None for a root that is not there."""
    main = next((part for kind, part in package.relations("").values() if kind == "officeDocument"), "")
    root = package.xml(main) if main else None
    if root is None or root.tag != f"{_P}presentation":
        raise SourceError(
            _("{name}: damaged, it has no slides; {advice}", name=package.name, advice=_(_ADVICE))
        )
    related = package.relations(main)
    entries = (entry.get(f"{_R}id", "") for entry in root.iter(f"{_P}sldId"))
    # A slide that is named again is the same words once more.
    for part in dict.fromkeys(related.get(entry, ("", ""))[1] or entry for entry in entries):
        yield part, package.xml(part)


class _Slide:
    """Reads the shapes of one slide; what it shows of pictures is added to `files`."""

    def __init__(self, package: OfficePackage, part: str, files: dict[str, bytes]) -> None:
        self._drawings = Drawings(package, part, files)
        self._layout = _places_of_layout(package, part)

    def read(self, root: etree._Element) -> Iterator[Found]:
        tree = root.find(f"{_P}cSld/{_P}spTree")
        for shape in self._in_order(tree) if tree is not None else ():
            yield from self._shape(shape)
        if tree is not None:
            yield DocumentLine("")

    def _in_order(self, tree: etree._Element) -> list[etree._Element]:
        """Return the shapes of a slide as a reader takes them: from the top down, and from left to right."""
        found: list[tuple[int, int, list[etree._Element]]] = []
        for shape in _shapes(tree):
            inside = self._in_order(shape) if shape.tag == f"{_P}grpSp" else [shape]
            x, y = self._place(shape)
            found.append((y, x, inside))
        rows: list[list[tuple[int, int, list[etree._Element]]]] = []
        for one in sorted(found, key=lambda place: place[0]):
            if rows and one[0] - rows[-1][0][0] < _SAME_HEIGHT:
                rows[-1].append(one)
            else:
                rows.append([one])
        ordered = (one for row in rows for one in sorted(row, key=lambda place: place[1]))
        return [shape for _y, _x, inside in ordered for shape in inside]

    def _place(self, shape: etree._Element) -> tuple[int, int]:
        """Return where a shape stands, by itself or, as a placeholder, by the layout of its slide."""
        offset = next(shape.iter(f"{_A}off"), None)
        if offset is None:
            return self._layout.get(_placeholder(shape), (0, 0))
        return _whole(offset.get("x")), _whole(offset.get("y"))

    def _shape(self, shape: etree._Element) -> Iterator[Found]:
        drop = _FURNITURE.get(_placeholder(shape)[0], "")
        table = next(shape.iter(f"{_A}tbl"), None)
        if table is not None:
            yield from (DocumentLine(row_line(row), "table") for row in _rows(table))
            return
        if shape.tag in (f"{_P}graphicFrame", f"{_P}pic"):
            drawn = self._drawings.read(shape)
            yield from drawn.objects
            yield from (DocumentLine(words) for words in drawn.words)
            yield from (DocumentLine("\t".join(row), "table") for row in drawn.rows)
            return
        words = "\n".join(_words(paragraph) for paragraph in shape.iterfind(f"{_P}txBody/{_A}p"))
        if _placeholder(shape)[0] in _TITLES:
            words = _PRINT_BREAK.sub("", words)
        for line in words.split("\n"):
            if line.strip():
                yield DocumentLine(line, drop=drop)


_SHAPES = tuple(f"{_P}{name}" for name in ("sp", "grpSp", "graphicFrame", "pic", "cxnSp"))


def _shapes(tree: etree._Element) -> Iterator[etree._Element]:
    """Give the shapes of a group; of what is there for newer and for older programs, the first that has words, or the last."""
    for one in tree:
        if one.tag == _ALTERNATIVES:
            ways = [list(_shapes(way)) for way in one]
            worded = (way for way in ways if any(text.text for shape in way for text in shape.iter(f"{_A}t")))
            yield from next(worded, ways[-1] if ways else ())
        elif one.tag in _SHAPES:
            yield one


def _placeholder(shape: etree._Element) -> tuple[str, str]:
    """Return kind and index of the placeholder that a shape fills, ("", "") for a shape of its own."""
    found = shape.find(f"./*/{_P}nvPr/{_P}ph")
    return ("", "") if found is None else (found.get("type", "body"), found.get("idx", ""))


def _places_of_layout(package: OfficePackage, part: str) -> dict[tuple[str, str], tuple[int, int]]:
    layout = next((name for kind, name in package.relations(part).values() if kind == "slideLayout"), "")
    root = package.xml(layout) if layout else None
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for shape in root.iter(f"{_P}sp") if root is not None else ():
        offset = next(shape.iter(f"{_A}off"), None)
        if offset is not None:
            found[_placeholder(shape)] = _whole(offset.get("x")), _whole(offset.get("y"))
    return found


def _whole(value: str | None) -> int:
    negative = (value or "").startswith("-")
    found = figures((value or "").lstrip("-")) or 0
    return -found if negative else found


def _words(paragraph: etree._Element) -> str:
    """Return the words of a paragraph; fields (a day, a number) as they were shown last."""
    text = ""
    for element in paragraph.iter(f"{_A}t", f"{_A}br", f"{_A}tab"):
        text += (
            (element.text or "") if element.tag == f"{_A}t" else "\n" if element.tag == f"{_A}br" else "\t"
        )
    return text.replace("\v", "\n").replace("\t", "\u3000")


def _rows(table: etree._Element) -> Iterator[Sequence[str]]:
    for row in table.iterfind(f"{_A}tr"):
        cells = []
        for cell in row.iterfind(f"{_A}tc"):
            if cell.get("hMerge") in ("1", "true"):
                cells.append(LEFT)
            elif cell.get("vMerge") in ("1", "true"):
                cells.append(ABOVE)
            else:
                cells.append(cell_text([_words(one) for one in cell.iterfind(f"{_A}txBody/{_A}p")]))
        yield cells


def _notes(package: OfficePackage, part: str) -> Iterator[SourceObject]:
    """Give what the speaker notes for a slide: it is told, and no part of the text."""
    for kind, name in package.relations(part).values():
        root = package.xml(name) if kind == "notesSlide" and name else None
        for shape in root.iter(f"{_P}sp") if root is not None else ():
            if _placeholder(shape)[0] == "body":
                words = " ".join(filter(None, (_words(one) for one in shape.iter(f"{_A}p"))))
                if words.strip():
                    yield SourceObject("comment", text=words[:_QUOTED], rule="speaker-notes")
