"""Tables as CSV."""

import csv
import io

from gongbao.export.tables import of, to_csv

MERGED = """<p>前</p><div class="table-box"><table id="b-1"><caption>题</caption><thead>
<tr><th rowspan="2">乡镇</th><th colspan="2">数量</th></tr><tr><th>甲</th><th>乙</th></tr></thead>
<tbody><tr><td rowspan="2">云溪镇</td><td>1</td><td>2,000</td></tr><tr><td>"三"</td><td></td></tr>
<tr><td colspan="3">合计</td></tr></tbody></table></div>"""


def test_merged_cells_are_written_out_in_every_place_they_cover() -> None:
    ((identity, cells),) = list(of(MERGED))
    assert identity == "b-1"
    assert cells == [
        ["乡镇", "数量", "数量"],
        ["乡镇", "甲", "乙"],
        ["云溪镇", "1", "2,000"],
        ["云溪镇", '"三"', ""],
        ["合计", "合计", "合计"],
    ]


def test_csv_reads_back_as_the_same_cells() -> None:
    ((_, cells),) = list(of(MERGED))
    text = to_csv(cells)
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == cells


def test_a_body_without_tables_has_none() -> None:
    assert list(of("<p>正文</p>")) == []


def test_a_span_that_is_no_number_counts_as_one() -> None:
    ((_, cells),) = list(of('<table><tr><td colspan="0">a</td><td rowspan="x">b</td></tr></table>'))
    assert cells == [["a", "b"]]
