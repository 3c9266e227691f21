"""Type of the other side of a sheet that is too dark to be pale alone is told by reading it in a mirror."""

import numpy as np
import pypdfium2 as pdfium
from gongbao.ingest.read.scan.engine import Engine
from gongbao.ingest.read.scan.recognise import recognise

from tests.ingest.read.sheet import LEFT, RIGHT, TOP, Sheet

BODY = "为进一步做好全县秋粮收购工作，切实保护种粮农民利益，现就有关事项通知如下，请认真贯彻执行。"


def drawn(sheet: Sheet) -> np.ndarray:
    """Return the page of a sheet at 150 dots an inch: shape (height, width, 3), its ink from 0 to 1."""
    return 1 - pdfium.PdfDocument(sheet.data())[0].render(scale=150 / 72).to_numpy() / 255


def test_type_of_the_other_side_beside_a_title_is_told_in_a_mirror() -> None:
    own, behind = Sheet(), Sheet()
    own.middle(TOP, "秋粮收购公告", 24)
    own.column(LEFT, TOP - 60, RIGHT - LEFT, [BODY])
    behind.middle(TOP, "枫林县人民代表大会常务委员会任免名单", 24)
    ink = np.maximum(drawn(own), drawn(behind)[:, ::-1] * 0.33)
    read = recognise((250 - 220 * ink).astype(np.uint8), Engine(1))
    # Lines are in no order yet.
    assert sorted(char.text for char in read.chars) == sorted("秋粮收购公告" + BODY)
    assert [one.was for one in read.settled if one.rule == "show-through"]
