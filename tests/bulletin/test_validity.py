"""How long a document says that it is in force."""

from dataclasses import dataclass

import pytest
from gongbao.bulletin.validity import find


@dataclass
class Block:
    text: str
    kind: str = "paragraph"
    id: str = "p"


TERMS = {
    "第五条　本办法自2024年3月1日起施行，有效期5年。": ("2029-02-28", "2024-03-01", "term-from-named-day"),
    "本办法自2018年10月1日起施行，有效期五年。": ("2023-09-30", "2018-10-01", "term-from-named-day"),
    "本通知自印发之日起施行，有效期3年。": ("2021-05-15", "2018-05-16", "term-from-issue"),
    "本办法自印发之日起30日后施行，有效期2年。": ("2020-06-14", "2018-06-15", "term-from-days-after-issue"),
    "本细则自发布之日起试行，试行期两年。": ("2020-05-15", "2018-05-16", "term-from-issue"),
    "本规定自2018年6月1日起试行一年。": ("2019-05-31", "2018-06-01", "term-from-named-day"),
    "本意见有效期至2023年12月31日。": ("2023-12-31", None, "last-day-named"),
    "本通知自2018年1月1日起至2020年12月31日止。": ("2020-12-31", None, "last-day-named"),
    "本通知自2018年8月31日起施行，有效期6个月。": ("2019-02-28", "2018-08-31", "term-from-named-day"),
    "本办法自2024年2月29日起施行，有效期1年。": ("2025-02-28", "2024-02-29", "term-from-named-day"),
    "本办法自2018年1月1日起施行，有效期12个月。": ("2018-12-31", "2018-01-01", "term-from-named-day"),
    "本办法自2018年12月31日起施行，有效期2个月。": ("2019-02-28", "2018-12-31", "term-from-named-day"),
    "本决定从2018年6月1日起正式执行，暂行期限暂定2年。": ("2020-05-31", "2018-06-01", "term-from-named-day"),
    "本通知有效期：十年。": ("2028-05-15", "2018-05-16", "term-from-issue"),
    "本实施细则暂行三年。": ("2021-05-15", "2018-05-16", "term-from-issue"),
    "自印发之日起十日后施行，试行期为1年。": ("2019-05-25", "2018-05-26", "term-from-days-after-issue"),
    "自公布之日起施行，有效期5年。": ("2023-05-15", "2018-05-16", "term-from-issue"),
    "于2018年7月1日起施行，有效期限2年。": ("2020-06-30", "2018-07-01", "term-from-named-day"),
    "总则；本意见有效期至2023年12月31日。": ("2023-12-31", None, "last-day-named"),
    "本办法施行期间，执行期限自今日截止到2023年12月31日。": ("2023-12-31", None, "last-day-named"),
    "自2018年1月1日起至2020年12月31日止执行。": None,
    "本办法有效期〇年。": None,
    "本办法有效期至2023年13月31日。": None,
    "许可证有效期为5年。": None,
    "许可证有效期5年，自颁发之日起计算。": None,
    "合同有效期至2023年12月31日。": None,
    "本办法自2018年6月1日起施行。": None,
    "普查时间为2018年1月1日至2018年12月31日。": None,
}


@pytest.mark.parametrize(("text", "expected"), TERMS.items())
def test_a_term_is_computed_from_the_words_of_the_text(
    text: str, expected: tuple[str, str | None, str] | None
) -> None:
    found = find([Block("总则。"), Block(text)], "2018-05-16")
    assert ((found.until, found.start, found.rule) if found else None) == expected


def test_the_sentence_and_its_block_are_named() -> None:
    blocks = [Block("总则。"), Block("许可证有效期5年。 本办法有效期3年。本办法有效期2年。", id="p2")]
    found = find(blocks, "2018-05-16")
    assert found
    assert (found.sentence, found.block, found.until) == ("本办法有效期3年。", "p2", "2021-05-15")


def test_without_any_date_nothing_is_computed() -> None:
    assert find([Block("本通知自印发之日起施行，有效期3年。")], None) is None
