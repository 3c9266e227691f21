"""What may be a title that opens at a line, over one line and more: the lines up to what can stand in no title."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import is_

from gongbao.bulletin import agency, dates, genre, headings, names
from gongbao.bulletin.fold import HAN

from ..model.lines import Line
from . import elements
from .reach import MAX_TITLE_LINES

# Lines of a bulletin's cover may stand right above its first document.
_OF_COVER = re.compile(
    rf"(?:编|编印|主办|编辑)(?:{dates.MONTH}|{dates.FULL})?$|第[\d{HAN}]{{1,4}}[期辑]|[（(]总第?\S{{1,6}}[期号]|^目[录錄次]$|出版$|政报$|文告$|(?:政府|委员会|法院|检察院|[部厅局])公报$"
)
IN_NO_TITLE = re.compile("[。；：:，]")
# A title goes on with the name of another: 某市人民政府转发 / 某局关于…意见的通知.
_FIRST_OF_ROW = re.compile(r"[ \u3000]{2,}")
_OPENS_A_NAME = re.compile("(?:转发|批转|印发|关于|《[^》]*)$")
# So many lines below a title are looked at.
_BELOW = 4


class _Window(tuple[Line, ...]):
    """Lines one below the other, the same as others if these are the very same lines, which is quick to tell."""

    __slots__ = ()

    def __hash__(self) -> int:
        """Hash by the lines themselves, whatever they hold."""
        return hash(tuple(map(id, self)))

    def __eq__(self, other: object) -> bool:
        """Tell whether the other has the very same lines."""
        return isinstance(other, _Window) and len(self) == len(other) and all(map(is_, self, other))


def titles(lines: Sequence[Line], at: int) -> tuple[tuple[str, list[str]], ...]:
    """Return what may be a title that opens here, over one line and more, each with the lines below it.

    Each rule asks for them anew: those that were found last are kept.
    """
    return _titles(_Window(lines[at : at + MAX_TITLE_LINES + _BELOW + 1]))


@lru_cache(maxsize=1)
def _titles(lines: _Window) -> tuple[tuple[str, list[str]], ...]:
    return tuple(_found_titles(lines, 0))


def _found_titles(lines: Sequence[Line], at: int) -> Iterator[tuple[str, list[str]]]:
    joined = ""
    if lines[at].text.lstrip()[:1] == "附" and elements.LABEL.match(lines[at].text):
        return
    for count in range(MAX_TITLE_LINES):
        if at + count >= len(lines) or "\t" in lines[at + count].text:
            return
        # What is set apart below, stands on a page of its own, or is marked as a heading, begins a title of its own.
        if count and (
            lines[at + count].page_break
            or _opens_anew(lines[at + count], lines[at])
            or _is_signed_above(lines, at, at + count)
        ):
            return
        text = in_title(lines[at + count].text)
        if text is None:
            return
        joined += text
        if len(joined) > 120 or _OF_COVER.search(text):
            return
        yield joined, [line.text.strip() for line in lines[at + count + 1 : at + count + 1 + _BELOW]]


@lru_cache(maxsize=64)
def in_title(line: str) -> str | None:
    """Return a line as it stands in a title, None where it can stand in none; it is asked for each line that it is below."""
    text = line.strip()
    if IN_NO_TITLE.search(text) or headings.marker(text) or dates.parse(text):
        return None
    return elements.squeeze(text)


def _opens_anew(line: Line, first: Line) -> bool:
    """Tell whether a line is a whole title that is set apart from the line that a title is tried from."""
    if not line.gap and line.hint == first.hint:
        return False
    text = elements.squeeze(line.text)
    if (
        line.gap
        and names.is_name(_FIRST_OF_ROW.split(first.text.strip(), maxsplit=1)[0])
        and agency.is_agency(text)
    ):
        # Below a list of names (吴　仁　　某县农民) stands the agency of the next title.
        return True
    return names_its_agency(text) and not _OPENS_A_NAME.search(first.text.strip())


def _is_signed_above(lines: Sequence[Line], first: int, at: int) -> bool:
    """Tell whether an agency is set apart from the red head below it: it signed the text above. Joint agencies stand alike."""
    if at + 1 >= len(lines) or lines[at].gap <= lines[at + 1].gap:
        return False
    return all(agency.split_joint(lines[n].text) for n in range(first, at + 1))


def names_its_agency(title: str) -> bool:
    """Tell whether a title opens with who issued the document, and ends as titles do."""
    return bool(agency.of_title(title)) and is_title(title)


def is_title(text: str) -> bool:
    """Tell whether a text ends as titles do: in a genre, or in one that has gone out of use."""
    return bool(genre.from_title(text) or re.search("(?:布告|通令|指示|指令)$", text))
