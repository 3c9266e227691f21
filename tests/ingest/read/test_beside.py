"""At which line an object stands that a page shows beside or between its text."""

import pytest
from gongbao.ingest.model.source import Place, SourceLine, SourceObject
from gongbao.ingest.read.beside import placed

LEFT, RIGHT = (0.1, 0.45), (0.55, 0.9)


def line(number: int, page: int, column: tuple[float, float], top: float, drop: str = "") -> SourceLine:
    place = Place(page, (column[0], top, column[1], top + 0.05))
    return SourceLine(number, f"第{number}行", drop, "", page, place)


# Two columns on page 1, nothing on page 2, a running head and a line on page 3.
LINES = (
    line(1, 1, LEFT, 0.1),
    line(2, 1, LEFT, 0.5),
    line(3, 1, RIGHT, 0.1),
    line(4, 1, RIGHT, 0.5),
    line(5, 3, LEFT, 0.05, "running-head"),
    line(6, 3, LEFT, 0.2),
)


@pytest.mark.parametrize(
    ("kind", "page", "box", "number"),
    [
        ("picture", 1, (0.1, 0.2, 0.45, 0.4), 2),  # between two lines of its column
        ("picture", 1, (0.55, 0.2, 0.9, 0.4), 4),
        (
            "picture",
            1,
            (0.1, 0.6, 0.45, 0.9),
            6,
        ),  # below all: before the text of the next pages, not their head
        ("picture", 2, (0.1, 0.1, 0.9, 0.9), 6),  # alone on its page
        ("picture", 3, (0.1, 0.5, 0.9, 0.9), 7),  # at the end of all
        ("picture", 1, (0.1, 0.5, 0.45, 0.54), 2),  # under the words of a line
        ("seal", 1, (0.6, 0.48, 0.8, 0.58), 4),  # over a line
        ("seal", 1, (0.6, 0.2, 0.8, 0.4), 4),  # between lines
        ("seal", 1, (0.6, 0.7, 0.8, 0.9), 4),  # below all
        ("comment", 1, None, 1),  # somewhere on the page
        ("comment", 2, None, 0),
    ],
)
def test_an_object_stands_at_a_line(
    kind: str, page: int, box: tuple[float, float, float, float] | None, number: int
) -> None:
    """What is said of words stands at them, what lies between lines at the one that follows in its column."""
    (found,) = placed([SourceObject(kind, 0, "", place=Place(page, box))], LINES)
    assert found.line == number


def test_what_has_no_page_keeps_its_line() -> None:
    """A form may have told it already."""
    (found,) = placed([SourceObject("attachment", 3, "表.xls")], LINES)
    assert found.line == 3
