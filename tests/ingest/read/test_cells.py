"""Tables that only set things side by side: red heads, with the number in them or below."""

import pytest
from gongbao.ingest.read.cells import ABOVE, side_by_side

SIGNATURES = [
    (
        [["某市商务局", "某市教育局"], ["", "2024年8月1日"]],
        ["某市商务局\u3000\u3000某市教育局", "2024年8月1日"],
    ),
    (
        [["某市商务局", "某市教育局", "某市财政局"], ["2024年8月1日", "<<", "<<"]],
        ["某市商务局\u3000\u3000某市教育局\u3000\u3000某市财政局", "2024年8月1日"],
    ),
    ([["", "某市商务局"], ["", "2024年8月1日"]], ["某市商务局", "2024年8月1日"]),
]
HEADS = [
    (
        [["某市发展和改革委员会", "文件"], ["某市财政局", ABOVE]],
        ["某市发展和改革委员会", "某市财政局文件"],
    ),
    (
        [["某市教育局", "文件"], ["某市公安局", ABOVE], ["某教发〔2020〕3号", "签发人：甲某"]],
        ["某市教育局", "某市公安局文件", "某教发〔2020〕3号\u3000\u3000签发人：甲某"],
    ),
]


@pytest.mark.parametrize(("grid", "lines"), HEADS + SIGNATURES)
def test_a_red_head_or_a_signature_is_lines(grid: list[list[str]], lines: list[str]) -> None:
    assert side_by_side(grid) == lines


@pytest.mark.parametrize(
    "grid",
    [
        [["某市教育局", "某市公安局"], ["某市财政局", "某市民政局"]],
        [["某市财政局", "12"], ["某市民政局", "8"]],
        [["某市财政局", "2024年8月1日"], ["某市民政局", "已办"]],
    ],
)
def test_a_list_with_agencies_stays_a_table(grid: list[list[str]]) -> None:
    assert side_by_side(grid) == []
