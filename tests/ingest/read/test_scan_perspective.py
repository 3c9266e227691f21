"""Photographs of pages in perspective: the sheet is found against what it lies on, and drawn as seen from above."""

import cv2
import numpy as np
import pytest
from gongbao.ingest.read.scan import perspective
from numpy.typing import NDArray

WIDE, HIGH = 600, 800
PAGE = np.array([[0, 0], [420, 0], [420, 594], [0, 594]], np.float32)


def photograph(corners: list[tuple[float, float]], desk: int = 70, light: float = 0.0) -> NDArray[np.uint8]:
    """Return a page with lines of type that lies on a desk; light: how much darker it is at the foot."""
    page = np.full((594, 420, 3), 235, np.uint8)
    for y in range(60, 540, 24):
        cv2.rectangle(page, (50, y), (370, y + 10), (40, 40, 40), -1)
    matrix = cv2.getPerspectiveTransform(PAGE, np.array(corners, np.float32))
    picture = cv2.warpPerspective(page, matrix, (WIDE, HIGH), borderValue=(desk, desk, desk))
    shade = 1 - light * np.linspace(0, 1, HIGH)[:, None, None]
    noise = np.random.default_rng(5).normal(0, 4, (HIGH, WIDE, 1))
    return np.clip(picture * shade + noise, 0, 255).astype(np.uint8)


LEANING = [(120.0, 70.0), (480.0, 50.0), (560.0, 750.0), (50.0, 720.0)]


@pytest.mark.parametrize(("desk", "light"), [(70, 0.0), (70, 0.5), (160, 0.1)])
def test_the_corners_of_a_sheet_are_found_under_any_light(desk: int, light: float) -> None:
    corners = perspective.corners_of(photograph(LEANING, desk, light))
    assert corners is not None
    assert corners == pytest.approx(np.array(LEANING), abs=4)


def test_a_sheet_is_drawn_with_its_lines_level_and_its_margins_upright() -> None:
    picture = photograph(LEANING)
    corners = perspective.corners_of(picture)
    assert corners is not None
    ink = perspective.seen_from_above(picture, corners)[:, :, 0] < 120
    rows = np.flatnonzero(ink.any(axis=1))
    for row in rows[:: max(len(rows) // 8, 1)]:
        line = np.flatnonzero(ink[row])
        assert line[0] == pytest.approx(ink.shape[1] * 50 / 420, abs=6)
        assert line[-1] == pytest.approx(ink.shape[1] * 370 / 420, abs=6)


@pytest.mark.parametrize(
    "corners",
    [
        # It lies flat, or a little askew: levelling does.
        [(60, 60), (540, 60), (540, 740), (60, 740)],
        [(80, 60), (550, 76), (527, 746), (57, 730)],
        # It fills the picture, or a side of it is not seen.
        [(0, 0), (600, 0), (600, 800), (0, 800)],
        [(-40, 40), (560, 60), (600, 900), (-60, 860)],
        # It covers less than a third: a slip of paper.
        [(200, 300), (400, 290), (420, 480), (190, 470)],
    ],
)
def test_a_page_that_lies_flat_or_is_not_seen_whole_stays_as_it_is(
    corners: list[tuple[float, float]],
) -> None:
    assert perspective.corners_of(photograph(corners)) is None


def test_a_folded_corner_does_not_move_the_others() -> None:
    picture = photograph(LEANING)
    cv2.fillPoly(picture, [np.array([[555, 750], [520, 750], [556, 705]])], (70, 70, 70))
    corners = perspective.corners_of(picture)
    assert corners is not None
    assert corners == pytest.approx(np.array(LEANING), abs=4)


def test_corners_turn_with_the_picture() -> None:
    picture = np.zeros((200, 100, 3), np.uint8)
    corners = np.array([[10.0, 20], [90, 20], [80, 180], [20, 180]])
    assert perspective.outline(corners, picture, 0) == ((0.1, 0.1), (0.9, 0.1), (0.8, 0.9), (0.2, 0.9))
    turned = perspective.outline(corners, picture, 90)
    # The left lower corner has become the left upper one.
    assert np.array(turned) == pytest.approx(np.array([[0.1, 0.2], [0.9, 0.1], [0.9, 0.9], [0.1, 0.8]]))


def test_the_frame_of_a_table_is_no_sheet() -> None:
    page = np.full((HIGH, WIDE, 3), 245, np.uint8)
    # Printed askew: its sides converge.
    frame = np.array([[60, 60], [520, 58], [532, 530], [62, 534]], np.int32)
    cv2.polylines(page, [frame], isClosed=True, color=(30, 30, 30), thickness=3)
    for y in range(110, 520, 50):
        cv2.line(page, (62, y), (524, y), (30, 30, 30), 2)
    cv2.rectangle(page, (70, 600), (500, 614), (30, 30, 30), -1)
    assert perspective.corners_of(page) is None
    # A photograph is darker than the paper that it is printed on.
    cv2.fillPoly(page, [frame], (120, 130, 90))
    assert perspective.corners_of(page) is None
