"""What a person decided about codes."""

from pathlib import Path

import pytest
from gongbao.numbers.overrides import OverrideError, load
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
    ['甲府发]\nagency = "甲"', '["甲府发"]\nagancy = "甲"', '"甲府发" = "甲"', '["甲"]\nslug = "a/../b"'],
)
def test_a_mistake_is_told_with_what_may_stand_there(tmp_path: Path, text: str) -> None:
    (tmp_path / "codes.toml").write_text(text, encoding="utf-8")
    with pytest.raises(OverrideError, match="slug"):
        load(tmp_path)
