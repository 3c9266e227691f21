"""A point between figures is · where it stands at half their height, as 1998·4 and 2·11 of an index have it."""

import cv2
import numpy as np
import pytest
from gongbao.ingest.read.scan import points
from gongbao.ingest.read.scan.engine import Sign
from gongbao.ingest.read.scan.lines import Line


@pytest.mark.parametrize(
    ("text", "y", "upright", "meant"),
    [
        ("4.2", 25, False, "4·2"),
        # On the line it is the point of a number; beside Chinese no rule is known.
        ("4.2", 38, False, "4.2"),
        ("四.2", 25, False, "四.2"),
        ("4.2", 25, True, "4.2"),
    ],
)
def test_a_point_at_half_the_height_of_figures_is_told_by_its_ink(
    text: str, y: int, upright: bool, meant: str
) -> None:
    crop = np.full((50, 90, 3), 245, np.uint8)
    for x in (20, 70):
        cv2.rectangle(crop, (x - 8, 10), (x + 8, 40), (30, 30, 30), 3)
    cv2.circle(crop, (45, y), 2, (30, 30, 30), -1)
    signs = [Sign(sign, x / 90, 0.9) for sign, x in zip(text, (20, 45, 70), strict=True)]
    line = Line(0, 0, 90, 50, upright=upright)
    (read,), changed = points.with_raised([crop], [signs], [line])
    assert "".join(sign.text for sign in read) == meant
    assert changed == ([(line, text)] if meant != text else [])
