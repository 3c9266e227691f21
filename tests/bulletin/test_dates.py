"""Dates as official documents write them: every form reads its own example, and nothing of what looks alike."""

import re

import pytest
from gongbao.bulletin import dates


@pytest.mark.parametrize("form", dates.FORMS, ids=lambda form: form.name)
def test_a_form_reads_its_example_and_leaves_alone_what_looks_alike(form: dates.Form) -> None:
    text, iso = form.example
    assert dates.parse(text) == iso
    assert form.pattern.search(text)
    assert not form.pattern.search(form.leaves)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2018年5月16日", "2018-05-16"),
        ("２０１８年５月１６日", "2018-05-16"),
        ("二○○九年二月三日", "2009-02-03"),
        ("二零二四年十二月三十一日", "2024-12-31"),
        ("2024.3.8", "2024-03-08"),
        ("民國一百一十三年一月二日", "2024-01-02"),
        ("（2018年5月16日）", "2018-05-16"),
        ("二〇二四年廿月一日", None),
        ("2018年5月廿一日", "2018-05-21"),
        ("二 〇 一 八年五月十 六日", "2018-05-16"),
        ("2018 年 5 月 16 號", "2018-05-16"),
        ("1999/12/31", "1999-12-31"),
        ("1999-12/31", None),
        ("2018-05-161", None),
        ("中华民国一年一月一日", "1912-01-01"),
        ("民国３８年９月３０日", "1949-09-30"),
        ("112年4月20日", "2023-04-20"),
        ("十年七月四日", "1921-07-04"),
        ("139年4月20日", "2050-04-20"),
        ("142年4月20日", None),
        (" （ 2018年5月16日 ） ", "2018-05-16"),
        ("甲2018年5月16日", None),
        ("2018年5月16日甲", None),
        ("2018年5月16日2018年5月17日", None),
        ("2018年2月30日", None),
        ("2018年13月1日", None),
        ("2018年5月", None),
        ("", None),
    ],
)
def test_a_date_and_nothing_else(text: str, iso: str | None) -> None:
    assert dates.parse(text) == iso


@pytest.mark.parametrize(
    "name", ["FULL", "MONTH_DAY", "FULL_IN_FIGURES", "MONTH_DAY_IN_FIGURES", "DAY_IN_FIGURES"]
)
def test_a_fragment_is_a_pattern_without_groups(name: str) -> None:
    pattern = re.compile(getattr(dates, name))
    assert pattern.groups == 0
    assert pattern.fullmatch("2018年5月16日" if name.startswith("FULL") else "5月16日")


def test_all_dates_of_a_text_are_found_in_their_order() -> None:
    text = "2018-05-16至二〇一八年六月一日，民国113年5月6日；36年7月4日，2018年2月30日。"
    assert dates.find(text) == [
        dates.FoundDate("2018-05-16", 0, 10),
        dates.FoundDate("2018-06-01", 11, 20),
        dates.FoundDate("2024-05-06", 21, 31),
    ]
    assert dates.find("见三十六年七月四日") == []
    assert dates.find("（三十六年七月四日）") == [dates.FoundDate("1947-07-04", 1, 9)]


@pytest.mark.parametrize(
    ("name", "fits", "others"),
    [
        (
            "YEAR",
            ["2018", "１９４９", "二〇一八", "一九四九", "20 1 8"],
            ["3018", "三〇一八", "201", "20180"],
        ),
        ("NUMBER", ["5", "16", "１", "十六", "廿一", "三十一", "一〇"], ["161", "甲", "一二三四"]),
        ("MONTH", ["2018年5月", "二〇一八年十二月", "2018 年 5 月"], ["5月", "2018年"]),
        ("MONTHS", ["三月", "1—3月份", "1、2月", "12月"], ["月", "1—3"]),
        (
            "DIARY_DAYS",
            ["3月1日", "七月三日", "5日", "5日至7日", "3月1日—4月2日", "1日 ～ 2日"],
            ["3月", "日"],
        ),
        ("DIARY_SPANS", ["下旬", "3月底", "三月上旬", "末"], ["3月", "旬"]),
        ("PUT_UP", ["2018-05-16", "2018年5月16日", "2018/5/6", "2018.5.6"], ["18-05-16", "2018年5月"]),
        ("SENT", ["03-08-17", "8月17日", "3/8/2017", "2017-08-17", "2017/8/17"], ["3//8", "817"]),
        ("PRINTED", ["2018-5-16", "18/5/6", "2018年5月16日"], ["2018-5", "5-16"]),
        ("TIME", ["8:01", "18:01:59"], ["8:1", "181:00"]),
        (
            "BROKEN_OFF",
            ["2018年5", "2018年", "二〇一八年十", "2018年5月1", "18年12月"],
            ["5月1", "2018年5月16日"],
        ),
    ],
)
def test_fragments_fit_what_they_say(name: str, fits: list[str], others: list[str]) -> None:
    pattern = re.compile(getattr(dates, name))
    assert [text for text in fits if not pattern.fullmatch(text)] == []
    assert [text for text in others if pattern.fullmatch(text)] == []
