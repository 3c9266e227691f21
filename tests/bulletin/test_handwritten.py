"""What people write by hand beside the articles: its line is named where it cannot be read."""

from pathlib import Path

import pytest
from gongbao.bulletin.handwritten import HandwrittenError, is_reserved, read_text


def test_a_text_is_read_without_its_mark_and_with_one_kind_of_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeff甲\r\n乙\n".encode())
    assert read_text(tmp_path / "a.txt") == "甲\n乙\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("甲\n乙\n".encode() + b"\xff", "line 3 is not UTF-8"),
        (b"\xff", "line 1 is not UTF-8"),
        ("甲\n\x00".encode(), "line 2 has a character that cannot be shown (U+0000)"),
        ("\x07\n甲".encode(), "line 1 has a character that cannot be shown (U+0007)"),
    ],
)
def test_the_line_that_cannot_be_read_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(HandwrittenError, match=r"a\.txt: ") as caught:
        read_text(tmp_path / "a.txt")
    assert said in str(caught.value)


def test_names_that_windows_keeps() -> None:
    assert all(map(is_reserved, ("con", "AUX", "nul.html", "com1", "lpt9.txt")))
    assert not any(map(is_reserved, ("cont", "a-con", "com", "com10", "lpt", "")))


def test_what_is_larger_than_anybody_writes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as sparse:
        sparse.truncate(20 << 30)
    with pytest.raises(HandwrittenError, match=r"a\.txt: 20480 MB, more than the 256 MB that are read"):
        read_text(tmp_path / "a.txt")
