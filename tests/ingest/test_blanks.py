"""Blanks of a line that mean nothing are closed up; those that part words stay."""

import pytest
from gongbao.ingest.model.blanks import close_up, join_title


@pytest.mark.parametrize(
    ("read", "closed"),
    [
        ("(023) 48659622", "(023) 48659622"),
        ("传真：(023) 48659622", "传真：(023) 48659622"),
        ("一、　总体要求", "一、总体要求"),
        ("（二） 基本原则", "（二）基本原则"),
        ("提升服务能力。　。", "提升服务能力。。"),
        ("自    年  月  日起施行", "自　年　月　日起施行"),
        ("本办法自2024年  月  日起施行", "本办法自2024年　月　日起施行"),
        ("2024 年 月 日", "2024年　月　日"),
        ("常　山　杜　衡　方　舟", "常山　杜衡　方舟"),
        ("2024年5月  日印发", "2024年5月　日印发"),
        ("《省财政厅 省教育厅关于下达预算的通知》", "《省财政厅 省教育厅关于下达预算的通知》"),
        ("第一条  为了节约用水", "第一条　为了节约用水"),
        ("第一條 為了節約用水", "第一條　為了節約用水"),
    ],
)
def test_blanks_of_a_line(read: str, closed: str) -> None:
    assert close_up(read) == closed


def test_agencies_on_two_lines_of_a_title_do_not_touch() -> None:
    lines = ["澜县人民法院 澜县人民检察院", "澜县公安局 澜县司法局", "关于敦促投案自首的通告"]
    assert join_title(lines).startswith("澜县人民法院 澜县人民检察院 澜县公安局 澜县司法局关于")
