"""What looks like personal data, and what only has its length."""

import pytest
from gongbao.privacy.suspects import find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("柳某，身份证号110101199003070134，", [("身份证号", "110101199003070134")] ),
        ("流水号110101199003070131。", []),
        ("联系人手机138 0013 8000。", [("手机号码", "138 0013 8000")]),
        ("值班电话：63000000", []),
        ("家庭住址：桃花巷九号院二单元，", [("住址", "桃花巷九号院二单元")]),
        ("开户行账号 6222021234567890123。", [("银行账号", "6222021234567890123")]),
        ("投资13800138000123万元", []),
        ("统一社会信用代码91110000MA00000000", []),
    ],
)  # fmt: skip
def test_suspects(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(s.what, s.words) for s in find("题\n" + text)] == expected
    assert all(s.line == 2 for s in find("题\n" + text))
