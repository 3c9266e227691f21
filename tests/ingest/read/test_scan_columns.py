"""Scans of pages whose lines run down, signs one below the other."""

from pathlib import Path

from tests.ingest.read.sheet import RIGHT, TOP, Sheet, shown
from tests.ingest.read.test_scan import drawn, own_results, scanned

__all__ = ["own_results"]


def test_columns_that_run_down_are_read_as_they_stand(tmp_path: Path) -> None:
    columns = [
        "枫林县人民委员会布告",
        "查各地山林向为群众副业之源。",
        "兹将保护办法公布如下：",
        "一、严禁放火烧山、开荒。",
    ]
    sheet = Sheet()
    for n, words in enumerate(columns):
        for m, sign in enumerate(words):
            # 、 stands in the right upper corner of its square.
            sheet.put(
                RIGHT - 60 - 34 * n + 12 * (sign == "、"), TOP - 20 - 20 * m + 9 * (sign == "、"), sign, 20
            )
    source = scanned(tmp_path, drawn(sheet))
    assert shown(source) == columns
    box = source.lines[1].place.box  # type: ignore[union-attr]
    # It stands at the right, and runs down.
    assert box[0] > 0.6 and box[3] - box[1] > 4 * (box[2] - box[0])
