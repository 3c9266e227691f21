"""Lines of a scan whose signs are set far apart."""

import numpy as np
from gongbao.ingest.read.scan.engine import Sign
from gongbao.ingest.read.scan.lines import Line
from gongbao.ingest.read.scan.spread import closed_up, with_spread

HIGH, STEP = 40, 100


def boxes(count: int, y: float, left: float = 100.0, missing: tuple[int, ...] = ()) -> list[Line]:
    """Return the boxes of signs in one row, a few of them left out."""
    return [
        Line(left + n * STEP, y, left + n * STEP + HIGH, y + HIGH) for n in range(count) if n not in missing
    ]


def test_signs_set_far_apart_are_one_line() -> None:
    text = [Line(100.0, 500.0, 900.0, 540.0), Line(100.0, 560.0, 900.0, 600.0)]
    found = with_spread([*boxes(8, 100.0, missing=(5,)), *text, *boxes(3, 700.0)])
    # Where a box is missing stands a mark; there may be one behind the last. A few signs are a name or a title.
    assert found == [*text, *boxes(3, 700.0), Line(100.0, 100.0, 940.0, 140.0)]


def test_a_line_is_closed_up_and_its_signs_keep_their_places() -> None:
    crop = np.full((HIGH, 8 * STEP, 3), 240, np.uint8)
    for n in range(8):
        crop[5:35, n * STEP : n * STEP + 34] = 20
    closed = closed_up(crop)
    assert closed is not None
    assert closed.picture.shape[1] < 8 * HIGH
    (sign,) = closed.as_set([Sign("某", 0.99, 0.9)])
    assert 7 * STEP <= sign.at * crop.shape[1] < 7 * STEP + HIGH
    crop[5:35, 34:700] = 20
    assert closed_up(crop) is None
