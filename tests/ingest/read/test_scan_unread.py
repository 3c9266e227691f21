"""What is written on a scanned page and was not read is told; strokes within photographs are no signs."""

import cv2
import numpy as np
from gongbao.ingest.read.scan.engine import Sign
from gongbao.ingest.read.scan.lines import Line
from gongbao.ingest.read.scan.missed import with_missed
from gongbao.ingest.read.scan.unread import unread
from numpy.typing import NDArray

INK = (30, 30, 30)


def page() -> tuple[NDArray[np.uint8], list[Line]]:
    """Return six lines of a page 1,000 pixels wide, and where they stand."""
    picture = np.full((700, 1000, 3), 250, np.uint8)
    lines = [Line(100, 100 + 60 * n, 900, 140 + 60 * n) for n in range(6)]
    for line in lines:
        for x in range(104, 890, 36):
            cv2.rectangle(picture, (x, int(line.y0) + 6), (x + 26, int(line.y1) - 6), INK, 3)
    return picture, lines


def test_a_last_sign_under_a_tick_is_told() -> None:
    picture, lines = page()
    cv2.rectangle(picture, (104, 466), (132, 494), INK, 3)
    cv2.polylines(picture, [np.array([[92, 462], [118, 505], [180, 440]], np.int32)], False, INK, 5)
    _, more, crossed = with_missed(picture, lines, [], [])
    assert not more
    assert [(round(line.x0), round(line.x1)) for line in crossed] == [(89, 183)]
    # So is one that nothing crosses, though it stands in no row with others.
    alone, lines = page()
    cv2.rectangle(alone, (104, 466), (132, 494), INK, 3)
    assert len(with_missed(alone, lines, [], [])[2]) == 1


def test_strokes_within_a_photograph_are_no_signs() -> None:
    picture, lines = page()
    picture[80:480, 500:900] = 90
    beside = [Line(line.x0, line.y0, 480, line.y1) for line in lines]
    cv2.rectangle(picture, (690, 226), (712, 254), (200, 200, 200), 3)
    cv2.rectangle(picture, (691, 228), (711, 252), (10, 10, 10), 3)
    assert with_missed(picture, beside, [], [])[1:] == ([], [])


def test_a_line_of_ink_without_signs_is_told() -> None:
    picture, lines = page()
    crops = [picture[int(line.y0) : int(line.y1), int(line.x0) : int(line.x1)] for line in lines]
    words = "枫林县人民政府办公室关于印发通知的函"
    whole = [Sign(sign, (n + 0.5) / len(words), 0.99) for n, sign in enumerate(words)]
    signs = [whole, [], whole, [Sign("一", 0.5, 0.3)], [Sign("一", 0.5, 0.95)], whole]
    assert unread(picture, crops, signs, lines) == [1, 3]
    # What is as pale as what shines through is none of it.
    crops[1] = np.full_like(crops[1], 240)
    assert unread(picture, crops, signs, lines) == [3]
