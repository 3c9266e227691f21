"""What versions of a text have in common in their titles."""

import pytest
from gongbao.versions import titles


@pytest.mark.parametrize(
    ("title", "stage", "stem"),
    [
        ("南麓县节水办法", "", "南麓县节水办法"),
        ("南麓县节水办法（试行）", "", "南麓县节水办法"),
        ("南麓县节水暂行办法", "", "南麓县节水办法"),
        ("南麓县节水办法（2023年修订）", "", "南麓县节水办法"),
        ("南麓县节水办法（征求意见稿）", "征求意见稿", "南麓县节水办法"),
        ("南麓县节水办法（修订草案征求意见稿）", "修订草案征求意见稿", "南麓县节水办法"),
        ("南麓县节水办法（试行）（草案）", "草案", "南麓县节水办法"),
        ("南麓县人民政府关于节约用水的意见（送审稿）", "送审稿", "关于节约用水的意见"),
        ("2023年工作要点", "", "2023年工作要点"),
        ("试行办法", "", "试行办法"),
    ],
)
def test_stage_and_stem(title: str, stage: str, stem: str) -> None:
    assert titles.stage(title) == stage
    assert titles.stem(title) == stem
