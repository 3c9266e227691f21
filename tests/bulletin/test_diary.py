"""Each entry of a diary is of the day that the text names."""

from dataclasses import dataclass

import pytest
from gongbao.bulletin import diary


@dataclass
class Block:
    text: str
    kind: str = "paragraph"
    id: str = "p"


def read(
    blocks: list[Block], title: str = "大事记", published: str = "2024-02-05"
) -> list[tuple[str, str, str]]:
    year = diary.year_of(title, published, None)
    return [(e.day, e.until, e.text) for e in diary.find(blocks, year, published)]


def test_days_as_headings() -> None:
    blocks = [
        Block("1月3日", "day"),
        Block("县长调研。"),
        Block("县政府开会。"),
        Block("1月15日", "day"),
        Block("防火。"),
    ]
    assert read(blocks) == [
        ("2024-01-03", "", "县长调研。"), ("2024-01-03", "", "县政府开会。"), ("2024-01-15", "", "防火。"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1月7日，县长调研。", ("2024-01-07", "", "县长调研。")),
        ("1月7日-1月9日，县长赴市里开会。", ("2024-01-07", "2024-01-09", "县长赴市里开会。")),
        ("1月30日至2月1日　培训。", ("2024-01-30", "2024-02-01", "培训。")),
        ("【1月7日】县长调研。", ("2024-01-07", "", "县长调研。")),
        ("12月28日，年终总结。", ("2023-12-28", "", "年终总结。")),
        ("2023年12月29日，慰问。", ("2023-12-29", "", "慰问。")),
    ],
)
def test_days_at_the_head_of_entries(text: str, found: tuple[str, str, str]) -> None:
    assert read([Block(text)]) == [found]


def test_a_month_above_and_days_alone() -> None:
    blocks = [Block("一月", "heading"), Block("1月", "heading"), Block("5日，甲。"), Block("6日，乙。")]
    assert read(blocks) == [("2024-01-05", "", "甲。"), ("2024-01-06", "", "乙。")]


def test_the_year_of_the_title_goes_first() -> None:
    assert read([Block("5月2日，甲。")], title="2022年5月大事记") == [("2022-05-02", "", "甲。")]


def test_what_has_no_day_or_an_impossible_one_is_left_out() -> None:
    assert read([Block("前言。"), Block("2月30日，甲。")]) == []
