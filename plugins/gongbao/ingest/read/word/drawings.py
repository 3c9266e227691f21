"""Pictures, charts, diagrams, shapes and embedded documents of a Word file: what they say and where their data is."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongbao.bulletin.numerals import figures

from ...model.source import SourceObject
from .package import OfficePackage
from .styles import w

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
# What draws a formula as a picture.
_EQUATIONS = ("equation", "mathtype")
# More is no chart that a reader could read.
_MOST_POINTS = 500


@dataclass
class Drawn:
    """What a drawing says: entries for the ledger, lines of words (of a diagram, of word art), rows of a chart."""

    objects: list[SourceObject] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class Drawings:
    """Reads the drawings of one part of a document, and keeps the pictures that they show."""

    def __init__(self, package: OfficePackage, part: str, files: dict[str, bytes]) -> None:
        self._package = package
        self._relations = package.relations(part)
        self._files = files

    def read(self, drawing: etree._Element) -> Drawn:
        """Return what a w:drawing, w:pict or w:object shows besides the text boxes in it."""
        found = Drawn()
        alt = _alternative(drawing)
        program = next((one.get("ProgID", "") for one in drawing.iter(f"{_O}OLEObject")), "")
        pictures = list(self._pictures(drawing))
        for element in drawing.iter(f"{_C}chart"):
            self._chart(element, alt, found)
        for element in drawing.iter(f"{_D}relIds"):
            self._diagram(element, alt, found)
        for path in drawing.iter(f"{_V}textpath"):
            if words := path.get("string", "").strip():
                found.words.append(words)
                found.objects.append(SourceObject("text-box", text=words, kept="text"))
        if program:
            found.objects.append(_embedded(program, alt))
        found.objects += [SourceObject("picture", text=alt, file=key) for key in pictures]
        if not found.objects and next(drawing.iter(w("txbxContent")), None) is None:
            found.objects.append(SourceObject("shape", text=alt, rule="drawn-shape"))
        return found

    def _target(self, key: str | None) -> str:
        return self._relations.get(key or "", ("", ""))[1]

    def _pictures(self, drawing: etree._Element) -> Iterator[str]:
        """Give the keys of the pictures of a drawing, whose bytes are then kept."""
        asked = [one.get(f"{_R}embed") or one.get(f"{_R}link") for one in drawing.iter(f"{_A}blip")]
        asked += [one.get(f"{_R}id") for one in drawing.iter(f"{_V}imagedata")]
        for part in dict.fromkeys(self._target(key) for key in asked):
            if not part:
                yield "outside"
                continue
            content = self._files.get(part) or self._package.read(part)
            if content:
                self._files[part] = content
            yield part

    def _chart(self, element: etree._Element, alt: str, found: Drawn) -> None:
        root = self._package.xml(self._target(element.get(f"{_R}id")))
        if root is None:
            found.objects.append(SourceObject("chart", text=alt, rule="part-is-missing"))
            return
        heads, title = root.find(f".//{_C}title"), ""
        if heads is not None:
            title = "".join(text.text or "" for text in heads.iter(f"{_A}t"))
        rows = _points(root)
        if 1 < len(rows) <= _MOST_POINTS:
            found.words += [title] if title else []
            found.rows = rows
            found.objects.append(SourceObject("chart", text=title or alt, kept="table"))
        else:
            words = "；".join(filter(None, [title or alt, *("，".join(row) for row in rows[:1])]))
            found.objects.append(SourceObject("chart", text=words, rule="chart-not-drawn"))

    def _diagram(self, element: etree._Element, alt: str, found: Drawn) -> None:
        root = self._package.xml(self._target(element.get(f"{_R}dm")))
        words = []
        for point in root.iter(f"{_D}pt") if root is not None else ():
            text = "".join(t.text or "" for t in point.iter(f"{_A}t")).strip()
            words += [text] if text else []
        found.words += words
        kept, rule = ("text", "") if words else ("", "diagram-without-words")
        found.objects.append(SourceObject("chart", text="；".join(words) or alt, kept=kept, rule=rule))


def _alternative(drawing: etree._Element) -> str:
    properties = next(drawing.iter(f"{_WP}docPr"), None)
    if properties is not None:
        return (properties.get("descr") or properties.get("title") or "").strip()
    shape = next(drawing.iter(f"{_V}shape"), None)
    return (shape.get("alt") or "").strip() if shape is not None else ""


def _embedded(program: str, alt: str) -> SourceObject:
    if any(name in program.lower() for name in _EQUATIONS):
        return SourceObject("formula", text=alt, rule="formula-is-a-picture")
    return SourceObject("embedded", text=alt or program, rule="embedded-document")


def _points(root: etree._Element) -> list[list[str]]:
    """Return the data of a chart as a table: the categories, and a column for each series."""
    series = list(root.iter(f"{_C}ser"))
    names = ["".join(v.text or "" for v in one.iterfind(f"{_C}tx//{_C}v")) for one in series]
    columns: list[dict[int, str]] = []
    categories: dict[int, str] = {}
    for one in series:
        categories.update(_cached(one, ("cat", "xVal")))
        columns.append(_cached(one, ("val", "yVal")))
    places = sorted({*categories, *(place for column in columns for place in column)})
    if not places:
        return []
    rows = [[categories.get(at, ""), *(column.get(at, "") for column in columns)] for at in places]
    return [["", *names], *rows]


def _cached(series: etree._Element, names: tuple[str, ...]) -> dict[int, str]:
    found: dict[int, str] = {}
    for name in names:
        for point in series.iterfind(f"{_C}{name}//{_C}pt"):
            text = "".join(v.text or "" for v in point.iterfind(f"{_C}v")).strip()
            if (place := figures(point.get("idx"))) is not None:
                found[place] = text
    return found
