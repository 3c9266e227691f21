"""Write a row of a table as one line: cells between tabs, merged cells marked."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import TypeVar

from gongbao.bulletin import agency, dates
from gongbao.bulletin.markup import ABOVE, LEFT

from ..model.marks import LITERAL
from ..words import card_labels, table
from . import foot

_Row = TypeVar("_Row", bound=Sequence[str])
_HAN_ONLY = re.compile(r"[\u3400-\u9fff\u3007]+")
# Line breaks in so short a text are there because the column is narrow.
_LONGEST_LABEL = 8
_FOOT = re.compile(rf"{foot.COPIES}|(?:主题词|分\s*送)\s*[:：]|.*{foot.PRINTED}")
_LONGEST_FOOT = 4
# A cell with so many paragraphs, or so long, is an article unless the table around it says otherwise.
_MOST_PARAGRAPHS = 12
_LONGEST_CELL = 1500
# A head of a column, or a number and name at the head of a row.
_LONGEST_HEAD = 24
_FEWEST_IN_HEAD = 3
_MOST_ROWS_LABELLED = 0.5
# A red head that is set as a table: the agencies, the number, who signs.
_TALLEST_HEAD = 8
_LONGEST_IN_HEAD = 60
_NUMBER = re.compile(
    r"[^，。；]{0,20}(?:[〔\[［（(【]\s*\d{4}\s*[〕\]］）)】]\s*第?\s*\d+\s*号|字第\s*[\dA-Za-z]+\s*[号號]|第\s*[\d〇零一二三四五六七八九十百]+\s*[号號]$)"
)
_NAMED = re.compile(r"(?:文件|令|公告|通告|公报|政府|委员会|委員會|办公厅|办公室|[部厅局院署府會])$")
_HEAD_OF_LIST = frozenset("序号 编号 文号 发文字号 标题 名称 文件名称 备注 时间 日期 项目 单位".split())
_WORDS_BEHIND = ("文件", "公告", "通告", "命令", "令")
_SIGNER = re.compile("签发人|[（(]?(?:特急|加急|特提|急件|机密|秘密|绝密)")
# A table of other things may have a number and an agency among them.
_MOST_OF_HEAD = 0.4
_SERIES = re.compile(r"[\u3400-\u9fff]{0,20}(?:纪要|简报|专报|快报|信息|情况|动态|参阅件)")
_WHICH = re.compile(r"[（(〔\[]?(?:\d{4}[〕\]年]?)?(?:第?[\d一二三四五六七八九十]{1,4}[期号次])?[)）]?")
_NAME_OF_BULLETIN = re.compile("(?:公报|政报|文告|会刊|简报|通讯|汇编)$")
_WHICH_ISSUE = re.compile(r"[（(]?(?:\d{4}年?)?总?第[\d一二三四五六七八九十百〇○零]+[期号辑][）)]?")
# 2024年第1期（总第22期）, and a day behind it perhaps.
_ISSUE_SAID = re.compile(rf"(?:\d{{4}}年)?{_WHICH_ISSUE.pattern}")
_OVER_TABLE = re.compile(r"附[件表录][\d一二三四五六七八九十]{0,3}[:：]?$|[（(]?(?:计量)?单位[:：]")
# What print leaves between two things on one line.
_BETWEEN = "\u3000\u3000"


def row_line(cells: Iterable[str]) -> str:
    """Return the line of a table row."""
    return "\t".join(cells)


def with_words(rows: Iterable[_Row]) -> list[tuple[_Row, int]]:
    """Return the rows that have words, each with the number of empty ones right below it: those of a form, to be filled in."""
    found: list[tuple[_Row, int]] = []
    for row in rows:
        if any(row):
            found.append((row, 0))
        elif found:
            found[-1] = (found[-1][0], found[-1][1] + 1)
    return found


def literal_row(line: str) -> str:
    """Return a row of a source that has no merged cells, what looks like the mark of one told apart."""
    return row_line(LITERAL + cell if cell.strip() in (ABOVE, LEFT) else cell for cell in line.split("\t"))


def cell_text(parts: Sequence[str]) -> str:
    """Join the lines within a cell: those of a short label without a blank, others with one."""
    squeezed = (" ".join(re.split(r"[ \t\r\n\f\v]+", part)).strip(" ") for part in parts)
    # A no-break blank alone is how editors write an empty cell.
    lines = [line for line in squeezed if line.strip()]
    label = "".join(lines)
    if label in (ABOVE, LEFT):
        return LITERAL + label
    if len(label) <= _LONGEST_LABEL and _HAN_ONLY.fullmatch(label):
        return label
    return " ".join(lines)


def is_cover(row: Sequence[Sequence[str]]) -> bool:
    """Tell whether a row is the cover of a bulletin: its name in one cell, its numbers in lines of another.

    某县人民政府公报 / ROMANISED NAME | 2016 / 第2期 / （总第38期）
    """
    lines = ["".join(line.split()) for cell in row for line in cell]
    return (
        len(row) > 1
        and any(len(cell) > 1 for cell in row)
        and any(_NAME_OF_BULLETIN.search(line) for line in lines)
        and any(_WHICH_ISSUE.fullmatch(line) for line in lines)
    )


def inner_rows(rows: Iterable[Sequence[str]]) -> str:
    """Join the rows of a table that stands in a cell: rows by ；, their cells by a blank."""
    return "；".join(" ".join(cell for cell in row if cell not in ("", ABOVE, LEFT)) for row in rows)


def holds_data(rows: Sequence[Sequence[Sequence[str]]], ruled: bool) -> bool:
    """Tell a table of data from one that lays out a page, by the paragraphs of its cells and by its drawn lines.

    A cell with many paragraphs is an article on a page that is laid out; in a table of data it stands beside short
    cells that say what it is: below a head of three or more columns, or, between lines, to the right of a label.
    """
    if not any(_is_article(cell) for row in rows for cell in row):
        return True
    if not ruled and not _has_head(rows):
        return False
    full = [row for row in rows if sum(any(cell) for cell in row) > 1]
    labelled = [row for row in full if _is_label(row[0]) and len(row) > 1]
    return len(full) > 1 and len(labelled) > _MOST_ROWS_LABELLED * len(full)


def _is_article(paragraphs: Sequence[str]) -> bool:
    return len(paragraphs) > _MOST_PARAGRAPHS or sum(map(len, paragraphs)) > _LONGEST_CELL


def _is_label(paragraphs: Sequence[str]) -> bool:
    return 0 < sum(map(len, paragraphs)) <= _LONGEST_HEAD


def _has_head(rows: Sequence[Sequence[Sequence[str]]]) -> bool:
    """Tell whether the first row with more than one cell is a head: three or more, all short, none empty."""
    first = next((row for row in rows if len(row) > 1), [])
    return len(first) >= _FEWEST_IN_HEAD and all(_is_label(cell) for cell in first)


def lines_above(grid: Sequence[Sequence[str]]) -> list[str]:
    """Return what first rows of one cell each say over a table, where the label of an attachment or the unit is among them.

    附件1 / 某任务分解表 / 单位：万元; a title alone is the caption of its table.
    """
    words = [next(iter(row), "") for row in takewhile(_is_one_cell, grid)]
    is_labelled = any(_OVER_TABLE.match("".join(word.split())) for word in words)
    return words if is_labelled and len(words) < len(grid) else []


def _is_one_cell(row: Sequence[str]) -> bool:
    return len(row) > 1 and row[0] not in ("", ABOVE, LEFT) and all(cell == LEFT for cell in row[1:])


def side_by_side(grid: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table that only sets things side by side, or nothing when it holds data.

    One row or one column is no table; nor is the foot of a document (抄送, 印发) that is drawn as one, nor its red head.
    """
    if head := _red_head(grid):
        return head
    shown = [[cell for cell in row if cell not in (ABOVE, LEFT)] for row in grid]
    widest = max((len(row) for row in grid), default=0)
    cells = [cell for row in shown for cell in row]
    if _is_masthead(cells) or _is_head_of_series(cells):
        return [_BETWEEN.join(filter(None, row)) for row in shown if any(row)]
    small = len(grid) <= _LONGEST_FOOT and max(map(len, shown), default=0) <= 2
    is_foot = small and any(_FOOT.match(cell) for row in shown for cell in row)
    is_foot = is_foot or (len(grid) <= _TALLEST_HEAD and _is_signature(shown))
    if len(grid) > 1 and widest > 1 and not is_foot:
        return []
    return [line for row in shown if (line := _BETWEEN.join(filter(None, row)))]


def _is_masthead(cells: Sequence[str]) -> bool:
    """Tell whether cells are the masthead of an issue: one names the bulletin, one says which issue, others who and when."""
    words = [word for cell in cells if (word := "".join(cell.split()))]
    others = [word for word in words if not _NAME_OF_BULLETIN.search(word)]
    return (
        len(others) == len(words) - 1
        and any(_ISSUE_SAID.match(word) for word in others)
        and all(len(word) <= _LONGEST_IN_HEAD and _is_of_masthead(word) for word in others)
    )


def _is_of_masthead(word: str) -> bool:
    labels = "|".join(map(re.escape, table("masthead")["labels"]))
    return bool(
        _ISSUE_SAID.match(word)
        or dates.parse(word)
        or agency.is_agency(word)
        or word.endswith(tuple(table("masthead")["behind"]))
        or re.match(rf"(?:{labels})[:：]|{dates.FULL}", word)
    )


def _is_head_of_series(cells: Sequence[str]) -> bool:
    """Tell whether cells are the head of minutes or of a newsletter: its name, who makes it, when, which one it is."""
    words = [word for cell in cells if (word := "".join(cell.split()))]
    names = [word for word in words if _SERIES.fullmatch(word)]
    others = [word for word in words if not _SERIES.fullmatch(word)]
    dated = any(dates.parse(word) for word in others)
    return (
        len(names) == 1
        and dated
        and all(agency.is_agency(word) or dates.parse(word) or _WHICH.fullmatch(word) for word in others)
    )


def _is_signature(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows are who signs, side by side, and the day below: no cell says anything else."""
    words = [["".join(cell.split()) for cell in row if cell.strip()] for row in rows]
    words = [row for row in words if row]
    return (
        len(words) > 1
        and dates.parse(words[-1][-1]) is not None
        and all(dates.parse(cell) or agency.is_agency(cell) for row in words for cell in row)
        and agency.is_agency(words[0][0])
    )


def _is_head_alone(cells: Sequence[str]) -> bool:
    """Tell whether cells are agencies and the word behind them, and nothing else: the number stands below the table."""
    words = ["".join(cell.split()) for cell in cells]
    names = [word for word in words if word not in _WORDS_BEHIND]
    return len(words) == len(names) + 1 and bool(names) and all(agency.is_agency(name) for name in names)


def _is_of_head(cell: str) -> bool:
    """Tell whether a cell is a part of a red head beside agencies and number."""
    word = "".join(cell.split())
    return word in _WORDS_BEHIND or bool(_SIGNER.match(word)) or dates.parse(cell) is not None


def _red_head(grid: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a red head that is set as a table: agencies, 文件, number, 签发人; nothing for other tables.

    文件 to the right of several agencies stands behind the last of them; the name of an order to the left of date and
    number stands above them.
    """
    cells = [cell for row in grid for cell in row if cell not in ("", ABOVE, LEFT)]
    if not cells or len(grid) > _TALLEST_HEAD or any(len(cell) > _LONGEST_IN_HEAD for cell in cells):
        return []
    numbers = [cell for cell in cells if _NUMBER.match(cell)]
    named = [cell for cell in cells if _NAMED.search("".join(cell.split()))]
    if len(numbers) + len(named) + sum(map(_is_of_head, cells)) < _MOST_OF_HEAD * len(cells):
        return []
    # A list of documents has a number in each row, and a head of its own; an index card has labels.
    labels = _HEAD_OF_LIST | card_labels()
    if (
        not (len(numbers) == 1 or _is_head_alone(cells))
        or not named
        or any("".join(cell.split()).strip(":：") in labels for cell in cells)
    ):
        return []
    lines: list[str] = []
    behind = ""
    for at, row in enumerate(grid):
        below = grid[at + 1] if at + 1 < len(grid) else []
        parts = []
        for column, cell in enumerate(row):
            if cell in ("", ABOVE, LEFT):
                continue
            spans = column < len(below) and below[column] == ABOVE
            if "".join(cell.split()) in _WORDS_BEHIND and column:
                behind = "".join(cell.split())
            elif spans and not column:
                lines.append(cell)
            else:
                parts.append(cell)
        lines += [_BETWEEN.join(parts)] if parts else []
        if behind and lines and ABOVE not in below:
            lines[-1] += behind
            behind = ""
    return lines
