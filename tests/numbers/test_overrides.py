"""What a person decided about codes."""

from pathlib import Path

import pytest
from gongbao.bulletin.handwritten import HandwrittenError
from gongbao.numbers.overrides import load
from gongbao.numbers.register import CodeOverride


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert load(tmp_path) == {}


def test_agency_and_slug_are_read(tmp_path: Path) -> None:
    (tmp_path / "codes.toml").write_text(
        '["甲府发"]\nagency = "甲县人民政府"\nslug = "jia-fufa"\n', encoding="utf-8"
    )
    assert load(tmp_path) == {"甲府发": CodeOverride("甲县人民政府", "jia-fufa")}


@pytest.mark.parametrize(
    "text",
    [
        '甲府发]\nagency = "甲"', '["甲府发"]\nagancy = "甲"', '"甲府发" = "甲"', '["甲"]\nslug = "a/../b"', '["甲"]\nslug = 3',
        '["甲"]\nslug = ["a"]', '["甲"]\nagency = 3\nslug = "a"', '["甲"]\nslug = ""', '["甲"]\nslug = "con"', f'["甲"]\nslug = "{"a" * 300}"',
        '["甲"]\nslug = "a"\n["乙"]\nslug = "a"', f'slug = {"[" * 9999}{"]" * 9999}', '["甲"]\nagency = "\ufffe"\nslug = "a"',
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "codes.toml").write_text(text, encoding="utf-8")
    with pytest.raises(HandwrittenError, match=r"codes\.toml:"):
        load(tmp_path)


def test_a_file_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "codes.toml").write_bytes('["甲府发"]\nagency = "甲县"'.encode("gb18030"))
    with pytest.raises(HandwrittenError, match=r"codes\.toml: line 1 is not UTF-8"):
        load(tmp_path)


def test_a_mistake_is_a_line_that_can_be_read_however_often_it_is_made(tmp_path: Path) -> None:
    (tmp_path / "codes.toml").write_text('["甲"]\n' + "".join(f"x{n} = 1\n" for n in range(999)), "utf-8")
    with pytest.raises(HandwrittenError) as told:
        load(tmp_path)
    assert "x0, x1, x10" in str(told.value)
    assert " … — " in str(told.value)
    assert len(str(told.value)) < 400
