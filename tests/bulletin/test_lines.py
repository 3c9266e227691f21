"""The lines of a text: line ends of every system, form feeds at the start of their page."""

import pytest
from gongbao.bulletin.lines import split_lines
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("甲\n乙", ["甲", "乙"]),
        ("甲\r\n乙\r丙\r\r\n", ["甲", "乙", "丙"]),
        ("甲\f乙\n", ["甲", "\f乙"]),
        ("甲\n\f乙", ["甲", "\f乙"]),
        ("甲\x0b乙\u2028丙", ["甲\x0b乙\u2028丙"]),
    ],
)
def test_lines_end_where_every_system_ends_them(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


@given(st.text(alphabet="甲a\r\n\f \x0b\u2028"))
def test_nothing_but_line_ends_is_taken_away(text: str) -> None:
    assert "".join(split_lines(text)) == text.replace("\r", "").replace("\n", "")
