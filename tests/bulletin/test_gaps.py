"""What is missing between the numbers held."""

import pytest
from gongbao.bulletin.gaps import between, issue_numbers, of_issues


@pytest.mark.parametrize(
    ("held", "missing"),
    [
        ([27, 28, 34, 35, 36, 38], ["29–33", "37"]),
        ([38, 27, 35, 34, 28, 36, 28], ["29–33", "37"]),
        ([5], []),
        ([], []),
        ([1, 2, 3], []),
        ([9, 11], ["10"]),
    ],
)
def test_serials_between_the_first_and_the_last_held_are_missing(held: list[int], missing: list[str]) -> None:
    assert [str(span) for span in between(held)] == missing


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("5", (5,)), ("5-6", (5, 6)), ("11-12", (11, 12)), ("z1", ()), (None, ()), ("6-5", (6,))],
)
def test_a_double_issue_covers_two_numbers_and_a_supplement_none(
    text: str | None, numbers: tuple[int, ...]
) -> None:
    assert issue_numbers(text) == numbers


def test_double_issues_and_supplements_leave_no_gap() -> None:
    issues = [(2018, "4", "74"), (2018, "5-6", "75-76"), (2018, "z1", None), (2018, "7", "77")]
    gaps = of_issues(issues)
    assert gaps.by_year == ()
    assert gaps.total == ()
    assert gaps.missing == 0


def test_gaps_show_in_the_year_and_in_the_running_count() -> None:
    gaps = of_issues([(2018, "11", "81"), (2018, "12", "82"), (2019, "3", "85"), (2019, "4", "86")])
    assert [(year, [str(s) for s in spans]) for year, spans in gaps.by_year] == [(2019, ["1–2"])]
    assert [str(s) for s in gaps.total] == ["83–84"]
    assert gaps.missing == 2


def test_what_came_before_the_first_issue_held_is_not_called_missing() -> None:
    assert of_issues([(2018, "5", "75")]).missing == 0
