"""Lines that are a person's name and nothing else."""

import pytest
from gongbao.bulletin.names import is_name


@pytest.mark.parametrize(
    "name", ["温若谷", "李　倩", "李 倩", "阿依古丽·买买提", "欧阳明", "司空见明", "王伟"]
)
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("text", ["", "王", "通知如下", "王伟民国强", "县政府", "温若谷：", "2024年", "王a", "·买买提"])  # fmt: skip
def test_no_names(text: str) -> None:
    assert not is_name(text)
