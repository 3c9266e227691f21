"""Open a workbook (.xlsx): its sheets in order, the words that cells share, the formats that they show numbers by."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongbao.messages import N_, _

from ...model.source import SourceError
from ..word.package import OfficePackage
from .formats import BUILT_IN, shown

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ADVICE = N_("open it in Excel or WPS, save it as .xlsx again and ingest that")
MOST_CELLS = 400_000
MOST_ROWS, MOST_COLUMNS = 50_000, 400
# What Excel and WPS let a cell have.
LONGEST_CELL = 32_767


@dataclass
class Sheet:
    """A sheet as it stands: (row, column) → what the cell shows, merged ranges, what is hidden; counted from 0.

    ruled: the cells that lines are drawn around, whether they have words or not.
    uncomputed: rows and formulas whose value the file does not hold, since the program that wrote it had computed none:
        the cell shows the formula.
    """

    name: str
    part: str
    hidden: bool
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: list[tuple[int, str]] = field(default_factory=list)
    ruled: dict[int, set[int]] = field(default_factory=dict)


class Book(OfficePackage):
    """The parts of an .xlsx."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name, ".xlsx", _(_ADVICE))
        relations = self.relations("").values()
        self._main = next((part for kind, part in relations if kind == "officeDocument"), "xl/workbook.xml")
        root = self.xml(self._main)
        if root is None or root.tag != f"{S}workbook":
            raise SourceError(
                _(
                    "{name}: damaged, it has no workbook; get the file again, or {advice}",
                    name=name,
                    advice=_(_ADVICE),
                )
            )
        self._root = root
        self._parts = self.relations(self._main)
        self._since_1904 = any(p.get("date1904") in ("1", "true", "on") for p in root.iter(f"{S}workbookPr"))
        self._strings = self._shared_strings()
        self._formats = self._cell_formats()
        self._ruled = self._ruled_formats()
        self._left = MOST_CELLS

    def sheets(self) -> Iterator[Sheet]:
        """Give the sheets in their order."""
        seen: set[str] = set()
        for element in self._root.iter(f"{S}sheet"):
            kind, part = self._parts.get(element.get(f"{_R}id", ""), ("", ""))
            if part and part in seen:  # one that is named again is the same cells once more
                continue
            seen.add(part)
            hidden = element.get("state", "visible") != "visible"
            sheet = Sheet(element.get("name", ""), part, hidden)
            if kind == "worksheet" and (content := self.read(part)) is not None:
                self._fill(sheet, content)
            yield sheet

    def _related(self, kind: str) -> bytes | None:
        part = next((part for part_kind, part in self._parts.values() if part_kind == kind), None)
        return self.read(part) if part else None

    def _shared_strings(self) -> list[str]:
        content = self._related("sharedStrings")
        if content is None:
            return []
        return [_text(item) for item in self._elements(content, f"{S}si")]

    def _cell_formats(self) -> list[str]:
        part = next((part for kind, part in self._parts.values() if kind == "styles"), None)
        root = self.xml(part) if part else None
        if root is None:
            return []
        own = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iter(f"{S}numFmt")}
        records = root.find(f"{S}cellXfs")
        found = []
        for record in records if records is not None else ():
            number = record.get("numFmtId", "0")
            built_in = BUILT_IN.get(_whole(number, 0), "General")
            found.append(own.get(number, built_in))
        return found

    def _ruled_formats(self) -> set[int]:
        """Return the formats of cells that lines are drawn around: above or below, and to a side."""
        part = next((part for kind, part in self._parts.values() if kind == "styles"), None)
        root = self.xml(part) if part else None
        records, borders = (
            (root.find(f"{S}cellXfs"), root.find(f"{S}borders")) if root is not None else (None, None)
        )
        if records is None or borders is None:
            return set()
        drawn = [
            {side.tag.removeprefix(S) for side in border if side.get("style") not in (None, "none")}
            for border in borders.iterchildren(f"{S}border")
        ]
        ruled = {
            n for n, sides in enumerate(drawn) if sides & {"top", "bottom"} and sides & {"left", "right"}
        }
        return {n for n, record in enumerate(records) if _whole(record.get("borderId"), 0) in ruled}

    def _elements(self, content: bytes, *tags: str) -> Iterator[etree._Element]:
        """Give elements one after the other, so that a large part is never held as a tree."""
        if b"<!DOCTYPE" in content[:4096].replace(b"\0", b"").upper():
            raise SourceError(
                _(
                    "{name}: declares XML entities (an XML bomb?); {advice}",
                    name=self.name,
                    advice=_(_ADVICE),
                )
            )
        stream = io.BytesIO(self.as_usual(content))
        try:
            for _event, element in etree.iterparse(
                stream, tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
            ):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise SourceError(
                _(
                    "{name}: damaged, a sheet of it cannot be read; get the file again, or {advice}",
                    name=self.name,
                    advice=_(_ADVICE),
                )
            ) from error

    def _fill(self, sheet: Sheet, content: bytes) -> None:
        row = -1
        for element in self._elements(content, f"{S}row", f"{S}mergeCell", f"{S}col"):
            if element.tag == f"{S}col":
                if element.get("hidden") in ("1", "true"):
                    first, last = _whole(element.get("min"), 1), _whole(element.get("max"), 1)
                    sheet.hidden_columns.update(range(first - 1, min(last, MOST_COLUMNS)))
                continue
            if element.tag == f"{S}mergeCell":
                if area := _area(element.get("ref", "")):
                    sheet.merged.append(area)
                continue
            row = _whole(element.get("r"), row + 2) - 1
            if element.get("hidden") in ("1", "true"):
                sheet.hidden_rows.add(row)
            self._row(sheet, row, element)

    def _row(self, sheet: Sheet, row: int, element: etree._Element) -> None:
        column = -1
        for cell in element.iterchildren(f"{S}c"):
            place = _place(cell.get("r", ""))
            column = place[1] if place else column + 1
            text = self._shown(cell)
            if row < MOST_ROWS and column < MOST_COLUMNS and _whole(cell.get("s"), 0) in self._ruled:
                sheet.ruled.setdefault(row, set()).add(column)
            formula = cell.findtext(f"{S}f")
            if formula and not cell.findtext(f"{S}v") and cell.get("t") != "str":
                text = f"={formula}"
                sheet.uncomputed.append((row, text))
            if not text.strip():
                continue
            if len(text) > LONGEST_CELL:
                raise SourceError(
                    _(
                        "{name}: sheet {sheet!r} has a cell of {count} characters, more than the {most} that one "
                        "can have; split it",
                        name=self.name,
                        sheet=sheet.name,
                        count=len(text),
                        most=LONGEST_CELL,
                    )
                )
            self._left -= 1
            if self._left < 0 or row >= MOST_ROWS or column >= MOST_COLUMNS:
                raise SourceError(
                    _(
                        "{name}: sheet {sheet!r} is larger than the {rows} rows, {columns} columns "
                        "and {cells} cells that are read; split it",
                        name=self.name,
                        sheet=sheet.name,
                        rows=MOST_ROWS,
                        columns=MOST_COLUMNS,
                        cells=MOST_CELLS,
                    )
                )
            if sheet.cells.setdefault((row, column), text) != text or row < 0:
                raise SourceError(
                    _(
                        "{name}: damaged, sheet {sheet!r} has several texts at one place (row {row}, column {column}); "
                        "get the file again, or {advice}",
                        name=self.name,
                        sheet=sheet.name,
                        row=row + 1,
                        column=column + 1,
                        advice=_(_ADVICE),
                    )
                )

    def _shown(self, cell: etree._Element) -> str:
        """Return what a cell shows; of a formula, the value that was last computed."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            found = cell.find(f"{S}is")
            return _text(found) if found is not None else ""
        value = cell.findtext(f"{S}v") or ""
        if kind == "s":
            at = _whole(value, -1)
            return self._strings[at] if 0 <= at < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind in ("str", "e", "d") or not value:
            return value
        style = _whole(cell.get("s"), 0)
        code = self._formats[style] if 0 <= style < len(self._formats) else "General"
        return shown(value, code, self._since_1904)


def _text(item: etree._Element) -> str:
    """Return the words of a string, without the notes on how they are pronounced."""
    return "".join(
        t.text or ""
        for t in item.iter(f"{S}t")
        if (parent := t.getparent()) is None or parent.tag != f"{S}rPh"
    )


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def _place(reference: str) -> tuple[int, int] | None:
    """Return row and column of a reference such as B12, counted from 0."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not (digits and letters.isascii() and letters.isalpha() and len(letters) <= 3 and len(digits) <= 7):
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1


def _area(reference: str) -> tuple[int, int, int, int] | None:
    first, _sign, last = reference.partition(":")
    a, b = _place(first), _place(last or first)
    return (a[0], a[1], b[0], b[1]) if a and b and b[0] >= a[0] and b[1] >= a[1] else None
