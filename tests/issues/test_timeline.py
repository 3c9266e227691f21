"""The picture of what is held by year and month."""

from dataclasses import dataclass
from types import SimpleNamespace

from gongbao.bulletin.article import ArticleMeta
from gongbao.issues import timeline


@dataclass
class Article:
    bulletin: ArticleMeta
    url: str = "a.html"
    outline: tuple[()] = ()
    issue_page: SimpleNamespace | None = None


def on(date: str | None, issue: str | None = None) -> Article:
    page = SimpleNamespace(url=issue) if issue else None
    return Article(ArticleMeta("甲", "jia", date=date), f"{date}.html", (), page)


def test_an_empty_year_is_a_row_without_bars() -> None:
    drawn = timeline.draw([on("2018-05-16"), on("2020-01-02"), on(None)])
    assert drawn
    assert [(row.label, [bar.month for bar in row.bars]) for row in drawn.rows] == [
        ("2020年", [1]),
        ("2019年", []),
        ("2018年", [5]),
    ]
    assert drawn.undated == 1


def test_bars_stand_on_their_base_and_inside_the_picture() -> None:
    drawn = timeline.draw([*(on("2018-05-16") for _ in range(400)), on("2018-12-01")])
    assert drawn
    for row in drawn.rows:
        for bar in row.bars:
            assert bar.y + bar.height == row.base
            assert bar.y > 0
            assert bar.x + timeline.MONTH <= drawn.width
    high, low = drawn.rows[0].bars
    assert (high.count, high.height) == (400, timeline.BAR)
    assert low.height >= 4


def test_a_bar_leads_to_the_one_article_or_the_one_issue_else_to_the_year() -> None:
    drawn = timeline.draw([on("2018-01-02"), on("2018-02-01", "5"), on("2018-02-02", "5"), on("2018-03-01", "5"),
                           on("2018-03-02", "6"), on("2018-04-01"), on("2018-04-02")])  # fmt: skip
    assert drawn
    assert [bar.url for bar in drawn.rows[0].bars] == ["2018-01-02.html", "5", None, None]


def test_a_long_archive_has_a_bar_for_each_year() -> None:
    drawn = timeline.draw([on("1949-10-01"), on("1999-01-01"), on("2018-05-16"), on("2018-06-16")])
    assert drawn
    assert [row.label for row in drawn.rows] == [
        "2010—",
        "2000—",
        "1990—",
        "1980—",
        "1970—",
        "1960—",
        "1950—",
        "1940—",
    ]
    assert [(bar.year, bar.month, bar.count) for row in drawn.rows for bar in row.bars] == [
        (2018, None, 2),
        (1999, None, 1),
        (1949, None, 1),
    ]


def test_an_archive_without_dates_has_no_picture() -> None:
    assert timeline.draw([on(None)]) is None
