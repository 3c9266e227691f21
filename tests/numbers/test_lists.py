"""Lists by agency, section, genre and year."""

from dataclasses import dataclass

from gongbao.bulletin.article import ArticleMeta
from gongbao.numbers.lists import build


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


def many(count: int, **fields: object) -> list[Article]:
    return [article(f"a-{n}", date=f"{2000 + n % 3}-{n % 12 + 1:02d}-01", **fields) for n in range(count)]


def test_a_list_of_up_to_three_hundred_stands_on_one_page() -> None:
    (listing,) = build(many(300, genre="通知")).genres
    assert listing.parts == () and len(listing.shown) == 300


def test_a_long_list_is_cut_into_years_and_keeps_every_article_once() -> None:
    undated = [article("undated", genre="通知"), article("dated-by-issue", genre="通知", year=2001)]
    (listing,) = build([*many(301, genre="通知"), *undated]).genres
    assert [(p.name, p.url) for p in listing.parts] == [
        ("2002年", "genre/tong-zhi/2002.html"),
        ("2001年", "genre/tong-zhi/2001.html"),
        ("2000年", "genre/tong-zhi/2000.html"),
        ("日期不详", "genre/tong-zhi/undated.html"),
    ]
    assert sorted(a.url for p in listing.parts for a in p.articles) == sorted(a.url for a in listing.articles)
    assert listing.shown == listing.articles[:100]
    of_2001 = listing.parts[1].articles
    assert of_2001[-1].bulletin.slug == "dated-by-issue"
    assert [a.bulletin.date for a in of_2001[:-1]] == sorted(
        (a.bulletin.date for a in of_2001[:-1]), reverse=True
    )


def test_a_long_year_is_cut_into_months() -> None:
    (listing,) = build([article(f"a-{n}", date=f"2018-{n % 12 + 1:02d}-01") for n in range(301)]).years
    assert [(p.name, p.url) for p in listing.parts][:2] == [
        ("12月", "year/2018/12.html"),
        ("11月", "year/2018/11.html"),
    ]
    assert len(listing.parts) == 12
