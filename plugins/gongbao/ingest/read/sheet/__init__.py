"""Read a workbook (.xlsx): each sheet as its lines of title, its tables and its notes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from gongbao.messages import _

from ...model.source import SourceError, SourceLine, SourceObject
from ..reading import Reading
from .book import Book, Sheet
from .drawing import pictures_of
from .lines import LABELLED, sheet_lines

_REPORTED = {"chart": "chart", "comments": "comment"}
# What a program calls a sheet that nobody has named.
_LABEL = re.compile(r"附\s*[件表]\s*[\d一二三四五六七八九十]*\s*[:：]?")
_NO_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.I)


def read_xlsx(data: bytes, name: str) -> Reading:
    """Return the lines of a workbook, sheet by sheet, its pictures, and what else of it is no cell."""
    book = Book(data, name)
    sheets = list(book.sheets())
    shown = [sheet for sheet in sheets if sheet.cells and not sheet.hidden]
    if not shown:
        raise SourceError(_("{name}: no sheet of it has a word; check that it is the right file", name=name))
    lines: list[tuple[str, str, str]] = []
    objects: list[SourceObject] = []
    for sheet in sheets:
        if sheet.hidden:
            texts = (" ".join(" ".join(text.split()) for text in row) for row in _rows_as_text(sheet))
            lines += [(text, "", "hidden-text") for text in texts]
            continue
        found = list(sheet_lines(sheet)) if sheet.cells else []
        if len(shown) > 1 and sheet.cells and not _says_its_name(sheet, found):
            # The title of the whole stands on the first sheet, above the sheet's own name.
            # So does the label of an attachment (附件2), above its title.
            labelled = bool(found) and _LABEL.fullmatch(found[0][0].strip()) is not None
            title = found[: 1 + labelled] if not lines and _is_titled(found[labelled:]) else []
            lines, found = [*lines, *title], found[len(title) :]
            lines.append((sheet.name, "h2", ""))
        lines += [*found, ("", "", "")] if found else []
        objects += _beside(book, sheet, len(lines))
    numbered: list[SourceLine] = []
    for number, (text, hint, drop) in enumerate(lines, start=1):
        below = takewhile(lambda line: line[1] == "table" and not line[0].strip(), lines[number:])
        empty = len(list(below)) if hint == "table" else 0
        numbered.append(SourceLine(number, text, drop, hint, empty_rows=empty))
    parts = {item.file for item in objects if item.file}
    files = {part: content for part in sorted(parts) if (content := book.read(part)) is not None}
    noted = (item if not item.file or item.file in files else _not_there(item) for item in objects)
    return Reading(tuple(numbered), objects=tuple(noted), files=files)


def _not_there(item: SourceObject) -> SourceObject:
    return replace(item, rule="picture-not-there")


def _says_its_name(sheet: Sheet, lines: list[tuple[str, str, str]]) -> bool:
    titles = "".join(text for text, _hint, _drop in takewhile(lambda line: not line[1], lines))
    return _NO_NAME.fullmatch(sheet.name.strip()) is not None or sheet.name.strip() in titles


def _is_titled(lines: list[tuple[str, str, str]]) -> bool:
    """Tell whether a sheet opens with a title over more than one other line."""
    text, hint, drop = lines[0] if len(lines) > 2 else ("", "", "hidden")
    return not (hint or drop or LABELLED.match(text)) and text.strip() != ""


def _rows_as_text(sheet: Sheet) -> Iterator[list[str]]:
    rows: dict[int, list[str]] = {}
    for (row, _column), text in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append(text)
    yield from rows.values()


def _beside(book: Book, sheet: Sheet, line: int) -> Iterator[SourceObject]:
    """Give what lies on a sheet beside its cells: pictures and charts of its drawing, comments. Pictures stand below it.

    Formulas without a value are among them.
    """
    for _row, formula in sheet.uncomputed:
        yield SourceObject("formula", line, formula, "text", rule="formula-not-computed")
    for kind, part in book.relations(sheet.part).values():
        if kind == "drawing":
            for picture in pictures_of(book, part):
                yield SourceObject("picture", line, picture.words, file=picture.part)
            related = [relation for relation in book.relations(part).values() if relation[0] != "image"]
        else:
            related = [(kind, part)]
        for what, of_it in related:
            if named := _REPORTED.get(what):
                yield SourceObject(named, line, of_it.rsplit("/", 1)[-1], rule=f"{named}-of-a-sheet")
