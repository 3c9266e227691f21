"""The columns of contents that say over themselves what they hold: 发文单位 | 文件名称 | 文号 | 页码."""

import re
from functools import cache

from gongbao.bulletin.markup import ABOVE

from ..forms.elements import squeeze
from ..model.lines import Line
from ..words import table
from .paging import Paged

_PAGE = re.compile(
    r"[(（]?\s*(?:第\s*|[Pp]\.?\s*)?(?P<page>\d{1,4})(?:\s*[-—–~～至]{1,2}\s*\d{1,4})?\s*(?:页)?\s*[)）]?"
)
_LONGEST_HEADER = 60


def rows_of(lines: list[Line]) -> dict[int, Paged]:
    """Return the rows below each line that names the columns of contents, a title and a page among them."""
    out: dict[int, Paged] = {}
    roles: list[str] = []
    section = ""
    for at, line in enumerate(lines):
        if named := _roles(line.text):
            roles = named
        elif roles and "\t" not in line.text:
            roles = []
        elif roles and (row := _row(line.text, roles, section)):
            out[at] = row
            section = row.section
    return out


def is_header(text: str) -> bool:
    """Tell whether a line names the columns of contents and nothing else, set apart by blanks: 文　号　　标　题　　页　码."""
    return "页" in text and len(text) <= _LONGEST_HEADER and bool(_header().fullmatch(squeeze(text)))


@cache
def _header() -> re.Pattern[str]:
    words = "|".join(sorted(_columns(), key=len, reverse=True))
    return re.compile(rf"(?:{words}){{2,6}}")


def _roles(text: str) -> list[str]:
    """Return what each cell of a line names, [] if it does not name the columns of contents."""
    if len(text) > _LONGEST_HEADER or "页" not in text:
        return []
    found = [_columns().get(squeeze(cell), "") for cell in text.split("\t")]
    return found if {"title", "page"} <= set(found) and all(found) else []


def _row(text: str, roles: list[str], above: str) -> Paged | None:
    """Read a row; a cell that goes on from the row above has that one's section."""
    cells = [cell.strip() for cell in text.split("\t")]
    if len(cells) != len(roles):
        return None
    said = dict(zip(roles, cells, strict=True))
    page = _PAGE.fullmatch(said["page"])
    if not page or not said["title"]:
        return None
    return Paged(
        said["title"],
        page["page"],
        first=False,
        section=above if said.get("section") in {ABOVE, ""} else said.get("section", ""),
        number=said.get("number", ""),
    )


@cache
def _columns() -> dict[str, str]:
    return {word: role for role, words in table("contents")["columns"].items() for word in words}
