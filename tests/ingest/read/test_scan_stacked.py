"""Signs of several rows that the engine found as one box are read row by row; words set upright stay one line."""

import cv2
import numpy as np
from gongbao.ingest.read.scan.lines import Line
from gongbao.ingest.read.scan.stacked import with_rows

WIDE, LEADING, LEFT, TOP = 60, 80, 100, 100


def page(pitch: int) -> tuple[np.ndarray, list[Line]]:
    """Return four rows: a name of three signs, and at its left single signs so far one below the other."""
    picture = np.full((600, 800, 3), 250, np.uint8)
    lines = []
    for n in range(4):
        y = TOP + LEADING * n
        cv2.rectangle(picture, (400, y + 4), (580, y + WIDE - 4), (30, 30, 30), -1)
        lines.append(Line(398, y, 582, y + WIDE))
        at = TOP + pitch * n
        cv2.rectangle(picture, (LEFT + 3, at + 4), (LEFT + WIDE - 3, at + WIDE - 4), (30, 30, 30), -1)
    return picture, lines


def test_names_of_one_sign_a_row_are_read_row_by_row() -> None:
    picture, lines = page(LEADING)
    # The box of the first three takes in the head of the last, which has a box of its own.
    last = Line(LEFT, TOP + 3 * LEADING, LEFT + WIDE, TOP + 3 * LEADING + WIDE)
    stacked = Line(LEFT, TOP, LEFT + WIDE, TOP + 3 * LEADING + 20, upright=True)
    found = [line for line in with_rows(picture, [*lines, stacked, last]) if line.x0 == LEFT]
    assert [
        round((line.y0 + line.y1) / 2 / LEADING - 1.6) for line in sorted(found, key=lambda one: one.y0)
    ] == [*(0, 1, 2, 3)]
    assert not any(line.upright for line in found)


def test_words_set_upright_stay_one_line() -> None:
    picture, lines = page(pitch=66)
    upright = Line(LEFT, TOP, LEFT + WIDE, TOP + 3 * 66 + WIDE, upright=True)
    assert with_rows(picture, [*lines, upright]) == [*lines, upright]
    assert with_rows(picture, [upright]) == [upright]
