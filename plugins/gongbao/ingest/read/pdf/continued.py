"""Tables that go on over the page: their head printed again, a row cut by the foot of the page."""

import re
from collections.abc import Iterator

from gongbao.bulletin.markup import ABOVE, LEFT

from .gaps import together
from .grids import is_same_table
from .text import PageText

REPEATED_HEAD = "repeated-table-head"
CONTINUED = "continued-table-label"
# What stands over the rest of a table: 续表, （接上页）, 表2 收支情况（续）.
_CONTINUED = re.compile(r"[（(]?(?:续[上前]?表|接[上前][页表])\d*[)）]?|.{1,40}[（(]续[表\d一二三四五]?[)）]")
_LABELS_ABOVE = 3
_MOST_HEAD_ROWS = 4
# A column that is filled in so many rows has no empty cell of its own.
_ALWAYS = 0.9
_FEWEST_ROWS = 3
# Cells that only their distance parts; the words of a head have no figures.
_GAP, _FEWEST_CELLS = re.compile(r"\u3000+| {2,}"), 3
_FIGURE = re.compile(r"\d")


def join_tables(lines: list[PageText]) -> list[PageText]:
    """Return the lines with each table whole; rows of a head that is printed again are dropped by name."""
    found: list[PageText] = []
    table: list[PageText] = []
    above: set[str] = set()
    labels: list[PageText] = []
    for run in _runs(_as_rows(lines)):
        first = run[0]
        if first.grid is None:
            found += run
            words = [line for line in run if not line.drop]
            # Furniture may stand between the halves of a table, and what says that it goes on; text may not.
            if table and _say_it_goes_on(words, above):
                labels = words
            elif words:
                table, labels = [], []
                above = {part for line in words[-_LABELS_ABOVE:] for part in _parts(line)}
            continue
        if table and first.page > table[-1].page and _continues(table, first):
            for line in labels:
                line.drop = CONTINUED
            run = _without_head(table, run, found)
            run = _without_cut_row(table, run)
        else:
            table = []
        labels = []
        table += run
        found += run
    return found


def _say_it_goes_on(lines: list[PageText], above: set[str]) -> bool:
    """Tell whether lines over the rest of a table say that it goes on, and nothing else but what stood above its beginning."""
    parts = [part for line in lines for part in _parts(line)]
    labels = [part for part in parts if _CONTINUED.fullmatch(part)]
    return bool(labels) and all(part in above or part in labels for part in parts)


def _parts(line: PageText) -> list[str]:
    """Return the words of a line that blanks part; 续　表 is one."""
    words = line.text.split()
    whole = "".join(words)
    return [whole] if _CONTINUED.fullmatch(whole) else words


def without_repeated_rows(lines: list[PageText]) -> list[PageText]:
    """Drop by name the head of a table without rules that a page repeats: the first row of it, and a row of the page before."""
    rows: dict[str, list[str]] = {}
    page, before = 0, None
    for line in lines:
        if line.drop or not line.text.strip():
            continue
        cells = _GAP.split(line.text.strip())
        opens = line.page != page
        # What goes on at the top of a page goes on from a row of as many cells.
        if opens and before == len(cells) and rows.get(line.text.strip()):
            line.drop = REPEATED_HEAD
        if opens:
            page, rows = line.page, {} if not line.drop else rows
        before = len(cells) if len(cells) >= _FEWEST_CELLS else None
        if before and not any(_FIGURE.search(cell) for cell in cells):
            rows[line.text.strip()] = cells
    return lines


def _as_rows(lines: list[PageText]) -> list[PageText]:
    """Make rows of what goes on as a table with the same head on the next page.

    A table with level rules only is closed by its last one, which stands on another page. Notes at the foot of the page
    go behind the table.
    """
    found = list(lines)
    at = 0
    while at < len(found):
        line = found[at]
        above = found[at - 1].grid if at else None
        start = _head_before(found, at) if line.grid is not None and above is not line.grid else None
        if start is None:
            at += 1
            continue
        end = next((n for n in range(at, len(found)) if found[n].grid is not line.grid), len(found))
        notes = [one for one in found[start:at] if one.hint == "footnote"]
        before = [one for one in found[start:at] if one.hint != "footnote"]
        for one in before:
            if not one.drop:
                one.text = "\t".join(_GAP.split(one.text.strip()))
                one.hint, one.grid, one.rows = "table", line.grid, []
        found[start:end] = [*before, *found[at:end], *notes]
        at = end
    return found


def _head_before(lines: list[PageText], at: int) -> int | None:
    """Return where on the page before the head stands that the table here repeats, if all below it are rows as wide."""
    head = _folded(lines[at])
    width = len(_cells(lines[at]))
    if width < _FEWEST_CELLS:
        return None
    for n in range(at - 1, -1, -1):
        line = lines[n]
        if line.drop or line.hint == "footnote":
            continue
        if line.grid is not None or lines[at].page - line.page != 1:
            return None
        cells = _GAP.split(line.text.strip())
        if len(cells) != width:
            return None
        if re.sub(r"[\s\u3000]+", "", "|".join(cells)) == head:
            return n
    return None


def _runs(lines: list[PageText]) -> Iterator[list[PageText]]:
    run: list[PageText] = []
    for line in lines:
        if run and (
            run[-1].grid is None
            or line.grid is None
            or run[-1].grid is not line.grid
            or run[-1].page != line.page
        ):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _continues(table: list[PageText], first: PageText) -> bool:
    """Tell whether a table goes on: in columns as wide, or, where only their words show them, below the same head."""
    last = table[-1].grid
    if last is None or first.grid is None:
        return False
    is_head = len(_cells(first)) >= _FEWEST_CELLS and not _FIGURE.search(first.text)
    return is_same_table(last, first.grid) or (is_head and _folded(table[0]) == _folded(first))


def _cells(line: PageText) -> list[str]:
    return line.text.split("\t")


def _without_head(table: list[PageText], run: list[PageText], found: list[PageText]) -> list[PageText]:
    """Drop the rows at the top of a page that repeat the first rows of the table."""
    same = 0
    while same < min(_MOST_HEAD_ROWS, len(table), len(run) - 1) and _folded(table[same]) == _folded(
        run[same]
    ):
        same += 1
    for line in run[:same]:
        line.drop = REPEATED_HEAD
    found += run[:same]
    return run[same:]


def _folded(line: PageText) -> str:
    return re.sub(r"[\s\u3000]+", "", line.text.replace("\t", "|"))


def _without_cut_row(table: list[PageText], run: list[PageText]) -> list[PageText]:
    """Put the rest of a row that the page cut to its first half: it lacks what every other row has.

    A cell that is merged over rows goes on, too: it is empty at the top of a page as it is nowhere else.
    """
    rows = [_cells(line) for line in table]
    cells = _cells(run[0])
    if len(rows) < _FEWEST_ROWS or any(len(row) != len(cells) for row in rows):
        return run
    merged = _merged_columns(rows, cells)
    if merged:
        cells = [ABOVE if n in merged else cell for n, cell in enumerate(cells)]
        _set_cells(run[0], cells)
    always = [n for n in range(len(cells)) if sum(1 for row in rows if row[n].strip()) >= _ALWAYS * len(rows)]
    lacks = [n for n in always if not cells[n].strip()]
    others = [n for n in range(len(cells)) if n not in merged]
    if not lacks or any(row[n] in (ABOVE, LEFT) for row in (cells, rows[-1]) for n in others):
        return run
    pairs = enumerate(zip(_cells(table[-1]), cells, strict=True))
    whole = [a if n in merged else together(a, b) if a and b else a or b for n, (a, b) in pairs]
    table[-1].text = "\t".join(whole)
    # Its cells stand on two pages now.
    table[-1].rows = []
    return run[1:]


def _merged_columns(rows: list[list[str]], cells: list[str]) -> set[int]:
    """Return the columns whose merged cell goes on in a row at the top of a page."""
    return {
        n
        for n, cell in enumerate(cells)
        if not cell.strip() and all(row[n].strip() for row in rows) and any(row[n] == ABOVE for row in rows)
    }


def _set_cells(line: PageText, cells: list[str]) -> None:
    """Give a row other cells; each stays at its place on the page."""
    line.text = "\t".join(cells)
    starts = [0, *(at + 1 for at, sign in enumerate(line.text) if sign == "\t")]
    line.rows = [(start, place) for start, (_, place) in zip(starts, line.rows, strict=False)]
