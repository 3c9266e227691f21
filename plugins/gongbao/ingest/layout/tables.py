"""Tables: rows of cells, a table that lost its columns, the text of a cell."""

import re

from gongbao.bulletin.fold import HAN

from ..model.blanks import close_up
from ..model.lines import Line, tidy
from .columns import place_of

_WIDE_GAP = re.compile(r"[ \u00a0]{5,}|\u3000{3,}")
_SINGLE = re.compile(rf"^[{HAN}]$")
# What a column of figures has: a number, a share, a date, a code, or a dash for none.
_FIGURE = re.compile(
    r"^(?:[-+±]?[\d,]+(?:\.\d+)?[%％‰]?|[-—–/…]+|\d[\d.\-/年月日:：]*|[A-Z]{1,6}[A-Z\d/. -]*\d[\d.\-—/]*)$"
)
_CELL = re.compile(r"\S+(?: \S+)*")
# One of these stands over the columns of a table that has no figures.
_HEAD_WORDS = frozenset(
    (
        "序号 姓名 单位 职务 名称 备注 项目 时间 日期 地点 类别 内容 数量 "
        "任职 免职 现任职务 拟任职务 任职单位 所在单位 工作单位 责任单位"
    ).split()
)
_LETTERS_APART, _DRIFT = 6, 2
_COLUMN_GAP = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*\u3000[\s\u3000]*")


def flattened(lines: list[Line], at: int) -> list[list[str]]:
    """Read a table that lost its columns: 序号 and other short cells, one a line, then rows numbered 1, 2, 3."""
    if re.sub(r"\s", "", lines[at].text) != "序号":
        return []
    cells = [line.text.strip() for line in lines[at:]]
    width = next((n for n in range(2, min(12, len(cells))) if cells[n] == "1"), 0)
    if not width or any(len(cell) > 30 for cell in cells[:width]):
        return []
    rows = [cells[:width]]
    while cells[len(rows) * width : len(rows) * width + 1] == [str(len(rows))]:
        row = cells[len(rows) * width : (len(rows) + 1) * width]
        if len(row) < width:
            break
        if str(len(rows) + 1) in row[1:] and cells[(len(rows) + 1) * width :][:1] != [str(len(rows) + 1)]:
            # A merged cell was left out: which one, nobody can tell.
            return []
        rows.append(row)
    return rows if len(rows) > 2 else []


def columned(lines: list[Line], at: int) -> list[list[str]]:
    """Read a table set in columns by blanks alone: a head, then rows of as many cells, figures in one column at least.

    Names set in columns have no figures, and running text has no columns.
    """
    split = _split(lines[at])
    if not split:
        return []
    rows = [split]
    for line in lines[at + 1 :]:
        row = _split(line)
        if not row or "\t" in line.text:
            break
        rows.append(row)
    for count in sorted({len(row) for row in rows}):
        even: list[list[str]] = []
        for row in rows:
            fitted = _fitted(row, count)
            if not fitted:
                break
            even.append(fitted)
        # A single row counts where the head says that rows are counted: 序号.
        if len(even) > (1 if even and even[0][0] == "序号" else 2) and _has_figures(even):
            return even
    return _placed(lines, at)


def _placed(lines: list[Line], at: int) -> list[list[str]]:
    """Read a table whose cells stand below their heads, some of them left empty."""
    head = _cells(lines[at])
    words = [cell for _, cell in head]
    if len(head) < 3 or not _HEAD_WORDS.intersection(words) or any(len(word) > 10 for word in words):
        return []
    starts = [start for start, _ in head]
    rows = [words]
    for line in lines[at + 1 :]:
        row = [] if line.gap or "\t" in line.text else _below(starts, _cells(line))
        if not row:
            break
        rows.append(row)
    return rows if len(rows) > 2 else []


def _cells(line: Line) -> list[tuple[int, str]]:
    """Return the cells of a line with the places at which they begin; letter-spaced words are put together."""
    cells = [(place_of(line, match.start()), match.group()) for match in _CELL.finditer(line.text)]
    out: list[tuple[int, str]] = []
    for start, cell in cells:
        spaced = out and len(cell) == 1 and len(out[-1][1]) == 1 and start - out[-1][0] <= _LETTERS_APART
        if spaced:
            out[-1] = (out[-1][0], out[-1][1] + cell)
        else:
            out.append((start, cell))
    return out


def _below(starts: list[int], cells: list[tuple[int, str]]) -> list[str]:
    """Put the cells of a row below the heads at whose places they begin; [] where one stands elsewhere."""
    row = [""] * len(starts)
    for start, cell in cells:
        column = min(range(len(starts)), key=lambda n: abs(starts[n] - start))
        if abs(starts[column] - start) > _DRIFT or row[column] or len(cell) > 40:
            return []
        row[column] = cell
    return row if row[0] and len(cells) > 1 else []


def _split(line: Line) -> list[str]:
    text = line.text.strip()
    cells = _COLUMN_GAP.split(text)
    # Two words apart are a table only where the way between them is long.
    if len(cells) < 2 or (len(cells) == 2 and not _WIDE_GAP.search(text)):
        return []
    return [] if any(len(cell) > 40 or cell.endswith(("。", "；")) for cell in cells) else cells


def _fitted(row: list[str], count: int) -> list[str]:
    """Put letter-spaced words (合　计) together until a row has as many cells as the others; [] if it cannot."""
    cells = list(row)
    while len(cells) > count:
        spaced = next(
            (n for n in range(len(cells) - 1) if _SINGLE.match(cells[n]) and _SINGLE.match(cells[n + 1])),
            None,
        )
        if spaced is None:
            return []
        cells[spaced : spaced + 2] = [cells[spaced] + cells[spaced + 1]]
    return cells if len(cells) == count else []


def is_figure(cell: str) -> bool:
    """Tell whether a cell is what a column of figures has."""
    return _FIGURE.match(cell) is not None


def _has_figures(rows: list[list[str]]) -> bool:
    """Tell whether a column has figures in every row and a word above them."""
    head, *body = rows
    return any(
        not _FIGURE.match(head[n]) and all(_FIGURE.match(row[n]) for row in body) for n in range(len(head))
    ) and not any(re.search("[:：，]", cell) for cell in head)


def cell_text(cell: str) -> str:
    """Return a cell's text: a blank between two Chinese names parts two units and stays, others are closed up."""
    cell = re.sub(r"[\s\u3000]+", " ", cell).strip()
    parts = cell.split(" ")
    if len(parts) > 1 and all(re.fullmatch(rf"[{HAN}（）()、]{{3,}}", part) for part in parts):
        return " ".join(parts)
    return tidy(close_up(cell))
