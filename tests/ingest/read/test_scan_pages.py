"""From what was recognised of a picture to pages: where a spread is cut, and where what was put upright stands in it."""

import pytest
from gongbao.ingest.read.pdf.geometry import Char, Rule
from gongbao.ingest.read.pdf.handing import lines_of
from gongbao.ingest.read.scan.pages import pages_of
from gongbao.ingest.read.scan.recognise import Recognised

SIZE, LEADING = 16.0, 28.0


def signs(x: float, y: float, words: str) -> list[Char]:
    return [
        Char(word, x + SIZE * n, y, x + SIZE * (n + 1), y + SIZE, SIZE, sure=0.99)
        for n, word in enumerate(words)
    ]


def paragraph(left: float, y: float, full: int, rows: int = 3) -> list[Char]:
    """Return a paragraph of so many rows: the first set in by two signs, the last one of two."""
    lines = [(2, "某" * (full - 2)), *[(0, "某" * full)] * (rows - 2), (0, "县。")]
    return [
        char
        for n, (at, words) in enumerate(lines)
        for char in signs(left + SIZE * at, y + LEADING * n, words)
    ]


def test_pages_of_a_spread_have_their_margins_at_the_same_place_of_the_picture() -> None:
    wide = 1190.0
    # On one picture lines of the left page reach the fold, on the other they are short.
    found = [
        Recognised(
            wide,
            842.0,
            chars=[
                *(char for n in range(4) for char in paragraph(60, 100 + 90 * n, full)),
                *(char for n in range(4) for char in paragraph(655, 100 + 90 * n, 29)),
            ],
            # The edges of the paper at the head and the foot, broken where it is folded.
            rules=[
                Rule(x0, y, x1, y) for y in (6.0, 836.0) for x0, x1 in ((0, 560), (571, 613), (630, wide))
            ],
        )
        for full in (29, 12)
    ]
    pages = [page for n, one in enumerate(found, 1) for page in pages_of(one, n)]
    assert [page.width for page in pages] == [wide / 2] * 4


@pytest.mark.parametrize(("tilt", "lean"), [(1.5, 0.0), (-1.0, 0.0), (0.0, -0.06)])
def test_a_paragraph_stands_where_it_lies_in_the_picture(tilt: float, lean: float) -> None:
    chars = [char for n in range(6) for char in paragraph(60, 100 + 90 * n, 29)]
    if lean:
        chars = [
            Char(c.text, c.x0 + lean * c.y0, c.y0, c.x1 + lean * c.y0, c.y1, c.size, sure=c.sure)
            for c in chars
        ]
    (page,) = pages_of(Recognised(595.0, 842.0, skew=tilt, chars=chars), 1)
    lines = [line for line in lines_of([page])[0] if line.text.strip()]
    assert len(lines) == 6
    left, top, right, foot = lines[-1].place.box  # type: ignore[union-attr, misc]
    if lean:
        # The row at the foot of the box begins furthest to the left.
        assert left * 595 == pytest.approx(60 + lean * 606, abs=4)
        assert right * 595 == pytest.approx(60 + 29 * SIZE + lean * 550, abs=4)
    else:
        # Lines fall to the right by so much over the width of the text.
        fall = 29 * SIZE * abs(tilt) / 57.3
        assert (foot - top) * 842 == pytest.approx(2 * LEADING + SIZE + fall, abs=3)
        shift = (421 - 590) * tilt / 57.3
        assert left * 595 == pytest.approx(60 + shift, abs=3)


def test_a_place_on_a_sheet_in_perspective_is_told_in_the_photograph() -> None:
    corners = ((0.2, 0.1), (0.8, 0.1), (0.95, 0.9), (0.05, 0.9))
    chars = paragraph(0, 0, 29, rows=2)
    (page,) = pages_of(Recognised(595.0, 842.0, outline=corners, chars=chars), 1)
    assert page.place(0, 0, 595, 842).box == pytest.approx((0.05, 0.1, 0.95, 0.9))
    assert page.place(0, 0, 595, 0).box == pytest.approx((0.2, 0.1, 0.8, 0.1))
    # What lies in the middle of the sheet lies where its diagonals cross: what is further away is smaller.
    left, top, right, foot = page.place(297.5, 421, 297.5, 421).box  # type: ignore[misc]
    assert (left, top) == (right, foot) == pytest.approx((0.5, 0.42), abs=0.001)
