"""What runs askew to the lines around it was put on later; and dashes in a table that has level rules only."""

import math

import cv2
import numpy as np
import pytest
from gongbao.ingest.read.pdf.geometry import Rule
from gongbao.ingest.read.scan.askew import askew
from gongbao.ingest.read.scan.lines import Line
from gongbao.ingest.read.scan.missed import with_missed
from numpy.typing import NDArray


def box(x: float, y: float, wide: float, high: float, degrees: float) -> list[list[float]]:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [
        [x + cos * dx - sin * dy, y + sin * dx + cos * dy]
        for dx, dy in ((0, 0), (wide, 0), (wide, high), (0, high))
    ]


def page(skew: float, bent: float = 0.0) -> list[list[list[float]]]:
    """Return the lines of a page; bent: by how many degrees more the last of them falls than the first."""
    return [box(100, 200 + 60 * n, 900, 36, skew + bent * n / 11) for n in range(12)]


@pytest.mark.parametrize("skew", [-1.8, 0.0, 2.5])
@pytest.mark.parametrize(("more", "found"), [(4.0, True), (-2.6, True), (1.2, False)])
def test_a_note_at_an_angle_of_its_own_is_no_line_of_the_page(skew: float, more: float, found: bool) -> None:
    boxes = np.array([*page(skew), box(700, 120, 240, 40, skew + more)], np.float32)
    assert askew(boxes) == [12] * found


def test_lines_of_a_curled_page_run_alike_where_they_stand() -> None:
    assert askew(np.array(page(-3.0, bent=6.0), np.float32)) == []


def test_short_words_and_pages_of_few_lines_do_not_tell_how_they_run() -> None:
    assert askew(np.array([*page(0.0), box(700, 120, 80, 40, 6)], np.float32)) == []
    assert askew(np.array([*page(0.0)[:4], box(700, 120, 300, 40, 6)], np.float32)) == []


def test_what_is_far_off_is_told_of_two_signs_and_on_a_page_of_few_lines() -> None:
    boxes = [*page(0.4)[:4], box(500, 600, 120, 50, -14), box(480, 700, 400, 60, -14)]
    assert askew(np.array(boxes, np.float32)) == [4, 5]


def table(dashes: list[tuple[int, int]]) -> tuple[NDArray[np.uint8], list[Line]]:
    """Return a table of four rows and three columns, and its lines but for the dashes."""
    picture = np.full((700, 1000, 3), 255, np.uint8)
    lines = []
    for row in range(4):
        for column in range(3):
            x, y = 120 + 300 * column, 130 + 80 * row
            if (row, column) in dashes:
                cv2.rectangle(picture, (x + 30, y + 18), (x + 66, y + 20), (20, 20, 20), -1)
            else:
                cv2.rectangle(picture, (x, y + 4), (x + 90, y + 32), (20, 20, 20), -1)
                lines.append(Line(x - 4, y, x + 94, y + 38))
    return picture, lines


LEVEL = [Rule(100, 110 + 80 * n, 900, 110 + 80 * n) for n in range(5)]


def test_a_dash_in_a_table_of_level_rules_is_found() -> None:
    picture, lines = table([(1, 1), (2, 2)])
    _, found, _ = with_missed(picture, lines, [], LEVEL)
    assert [line.dash for line in found] == [True, True]
    middles = sorted((round((line.x0 + line.x1) / 2), round((line.y0 + line.y1) / 2)) for line in found)
    assert middles == [(468, 230), (768, 310)]


def test_rules_and_text_below_a_table_are_none_of_it() -> None:
    picture, lines = table([(1, 1)])
    lines.append(Line(96, 520, 904, 558))
    head_and_foot = [LEVEL[0], LEVEL[1], LEVEL[4], Rule(100, 650, 900, 650)]
    assert [line.dash for line in with_missed(picture, lines, [], head_and_foot)[1]] == [True]


def test_a_stroke_without_rules_around_it_or_beside_nothing_is_no_dash() -> None:
    picture, lines = table([(1, 1)])
    assert with_missed(picture, lines, [], [])[1] == []
    alone = [line for line in lines if not 180 < line.y0 < 260]
    cv2.rectangle(picture, (100, 195), (250, 255), (255, 255, 255), -1)
    cv2.rectangle(picture, (700, 195), (850, 255), (255, 255, 255), -1)
    assert with_missed(picture, alone, [], LEVEL)[1] == []


def test_ink_of_a_mark_is_no_sign_that_was_passed_over() -> None:
    picture, lines = table([(1, 1)])
    mark = Line(440, 220, 500, 260)
    assert with_missed(picture, lines, [mark], LEVEL)[1] == []
