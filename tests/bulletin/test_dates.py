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
        ("2018年2月30日", None),
        ("2018年5月", None),
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
