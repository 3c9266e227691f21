"""Appointments and removals are read from words that say so, and from nothing else."""

from dataclasses import dataclass

import pytest
from gongbao.bulletin import appointments


@dataclass
class Block:
    text: str
    id: str = "p1"
    kind: str = "paragraph"


def read(*texts: str) -> list[tuple[str, str, str]]:
    return [(a.person, a.action, a.post) for a in appointments.find(map(Block, texts))]


@pytest.mark.parametrize("rule", appointments.RULES, ids=lambda r: r.name)
def test_each_rule_reads_its_example(rule: appointments.Rule) -> None:
    words, names, post = rule.example
    before = () if names else ("何静任县审计局局长，",)
    found = [a for a in appointments.find([Block("".join((*before, words)) + "。")]) if a.rule == rule.name]
    assert tuple(a.person for a in found) == (names or ("何静",))
    assert {a.post for a in found} == {post}
    assert {a.action for a in found} == {rule.action}


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["经研究，决定：", "周平任云岭县林业局局长；", "免去吴昊的云岭县林业局局长职务。"],
         [("周平", "任", "云岭县林业局局长"), ("吴昊", "免", "云岭县林业局局长")]),
        (["经县委研究决定：任建国同志任县财政局党组书记、局长（试用期一年），免去其县审计局局长职务。"],
         [("任建国", "任", "县财政局党组书记、局长"), ("任建国", "免", "县审计局局长")]),
        (["任命：", "欧阳明为县教育局局长；", "买买提·艾力为县民政局局长；", "免去：", "王　磊的县教育局局长职务。"],
         [("欧阳明", "任", "县教育局局长"), ("买买提·艾力", "任", "县民政局局长"), ("王磊", "免", "县教育局局长")]),
        (["张华（女）、李强为县人民法院审判员。"],
         [("张华", "任", "县人民法院审判员"), ("李强", "任", "县人民法院审判员")]),
        (["根据县长提名，任命陈红（女，苗族）为县水利局局长。"], [("陈红", "任", "县水利局局长")]),
        (["孙立不再兼任县红十字会会长职务。"], [("孙立", "免", "县红十字会会长")]),
        (["各乡镇人民政府要压实主体责任，为高质量发展提供保障。"], []),
        (["请各单位任何时候都要把安全放在首位。"], []),
        (["经研究决定成立县防汛指挥部，统一指挥全县防汛工作。"], []),
    ],
)  # fmt: skip
def test_words_of_notices(texts: list[str], found: list[tuple[str, str, str]]) -> None:
    assert read(*texts) == found


def test_what_is_added_and_where_it_stands_are_kept() -> None:
    (one,) = appointments.find([Block("陈晓燕任县司法局副局长（试用期一年）。", "p7")])
    assert (one.note, one.block, one.sentence) == (
        "试用期一年",
        "p7",
        "陈晓燕任县司法局副局长（试用期一年）。",
    )


@pytest.mark.parametrize(
    ("title", "section", "does"),
    [
        ("云岭县人民政府关于周平等同志职务任免的通知", None, True),
        ("关于李晓峰同志任职的通知", None, True),
        ("云岭县人民代表大会常务委员会决定", "人事任免", True),
        ("关于落实主体责任的通知", "县政府文件", False),
    ],
)
def test_only_documents_that_announce_are_read(title: str, section: str | None, does: bool) -> None:
    assert appointments.announces(title, section) is does
