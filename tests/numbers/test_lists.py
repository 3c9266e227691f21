"""Lists by agency, section, genre and year."""

from dataclasses import dataclass

from plugins.bulletin.article import ArticleMeta
from plugins.numbers.lists import build


@dataclass
class Article:
    bulletin: ArticleMeta
    url: str


def article(slug: str, **fields: object) -> Article:
    return Article(ArticleMeta(slug, slug, **fields), f"{slug}.html")  # type: ignore[arg-type]


def names(listings: tuple[object, ...]) -> dict[str, list[str]]:
    return {x.name: [a.bulletin.slug for a in x.articles] for x in listings}  # type: ignore[attr-defined]


def test_a_joint_document_stands_under_each_of_its_agencies() -> None:
    lists = build([article("a", agency=("甲", "乙")), article("b", agency=("甲",))])
    assert names(lists.agencies) == {"甲": ["a", "b"], "乙": ["a"]}


def test_lists_run_latest_first_then_as_printed_and_undated_last() -> None:
    same = {"date": "2018-05-16", "publication": "g", "year": 2018, "issue": "5", "section": "s"}
    lists = build(
        [
            article("undated", section="s"),
            article("third", order=3, **same),
            article("second", order=2, **same),
            article("latest", date="2019-01-01", section="s"),
        ]
    )
    assert names(lists.sections) == {"s": ["latest", "second", "third", "undated"]}


def test_years_run_down_and_undated_texts_have_a_list_of_their_own() -> None:
    lists = build(
        [
            article("a", date="2017-01-01"),
            article("b", date="2018-01-01"),
            article("c"),
            article("d", year=2016),
        ]
    )
    assert [(y.name, y.url) for y in lists.years] == [
        ("2018", "year/2018.html"),
        ("2017", "year/2017.html"),
        ("2016", "year/2016.html"),
        ("日期不详", "year/undated.html"),
    ]


def test_names_that_sound_alike_have_lists_of_their_own() -> None:
    lists = build([article("a", section="行政"), article("b", section="姓政")])
    assert len({x.url for x in lists.sections}) == 2


def test_a_list_knows_its_first_and_last_date() -> None:
    lists = build(
        [
            article("a", date="2017-01-01", genre="通知"),
            article("b", genre="通知"),
            article("c", date="2018-01-01", genre="通知"),
        ]
    )
    assert (lists.genres[0].first, lists.genres[0].last) == ("2017-01-01", "2018-01-01")
