"""The genre that a title ends with."""

import pytest
from gongbao.bulletin import genre


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("云岭县人民政府关于防汛的通知", "通知"),
        ("云岭县人民政府关于防汛的 通 知", "通知"),
        ("云岭县防汛工作意见（试行）", "意见"),
        ("云岭县防汛工作意见（2024—2026年）（试行）", "意见"),
        ("石滩镇镇长办公会议纪要（〔2023〕第2次）", "纪要"),
        ("云岭县人民政府命令", "令"),
        ("云岭县人民政府令", "令"),
        ("关于防汛的復函", "函"),
        ("云岭县人民政府公开信函", None),
        ("云岭县防汛预案", None),
        ("", None),
    ],
)
def test_a_title_says_its_genre(title: str, found: str | None) -> None:
    assert genre.from_title(title) == found


# As the rules of 2012 name them, in their order; 命令 is given as 令.
@pytest.mark.parametrize(
    "word", "决议 决定 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要".split()
)
def test_each_genre_of_the_rules_is_told(word: str) -> None:
    assert genre.from_title(f"云岭县人民政府关于防汛的{word}（试行）") == word
    assert genre.from_title(f"云岭县人民政府{word}录") is None
