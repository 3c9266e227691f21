"""Lists by agency, section, genre and year."""

from dataclasses import dataclass

from gongbao.bulletin.article import ArticleMeta
from gongbao.numbers.lists import Listing, build


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


def test_all_lists_of_an_archive() -> None:
    """Whole: names, addresses, feeds, days, order of lists and of their articles, those that the archive adds."""
    g = {"publication": "g", "year": 2018, "section": "文件"}
    lists = build(
        [
            article("z", **g, issue="05", order=1, date="2018-05-01", genre="通知", agency=("甲", "甲")),
            article("y", **g, issue="05", date="2018-05-01", agency=("乙",)),
            article("x", **g, issue="04", order=9, date="2018-05-01", agency=("甲", "丙")),
            article("w", publication="f", year=2017, issue="12", date="2018-05-01", genre="通知"),
            article("v", publication="g", year=2019, issue="01", date="2018-05-01", genre="意见"),
            article("u", publication="g", year=2019, issue="01"),
            article("t", date="2020-02-03"),
            article("s"),
        ],
        {"topic": lambda a: ("民生",) if a.bulletin.genre else ()},
    )
    kinds = (lists.agencies, lists.sections, lists.genres, lists.years, *lists.others.values())
    assert [
        (x.kind, x.name, x.label, x.url, x.feed, x.first, x.last, " ".join(a.bulletin.slug for a in x.shown))
        for kind in kinds
        for x in kind
    ] == [
        ("agency", "甲", "甲", "agency/jia.html", "feeds/agency/jia.xml", "2018-05-01", "2018-05-01", "x z"),
        ("agency", "丙", "丙", "agency/bing.html", "feeds/agency/bing.xml", "2018-05-01", "2018-05-01", "x"),
        ("agency", "乙", "乙", "agency/yi.html", "feeds/agency/yi.xml", "2018-05-01", "2018-05-01", "y"),
        ("section", "文件", "文件", "section/wen-jian.html", "feeds/section/wen-jian.xml", "2018-05-01", "2018-05-01", "x y z"),
        ("genre", "通知", "通知", "genre/tong-zhi.html", "feeds/genre/tong-zhi.xml", "2018-05-01", "2018-05-01", "w z"),
        ("genre", "意见", "意见", "genre/yi-jian.html", "feeds/genre/yi-jian.xml", "2018-05-01", "2018-05-01", "v"),
        ("year", "2020", "2020", "year/2020.html", "feeds/year/2020.xml", "2020-02-03", "2020-02-03", "t"),
        ("year", "2019", "2019", "year/2019.html", "feeds/year/2019.xml", None, None, "u"),
        ("year", "2018", "2018", "year/2018.html", "feeds/year/2018.xml", "2018-05-01", "2018-05-01", "w v x y z"),
        ("year", "日期不详", "日期不详", "year/undated.html", "feeds/year/undated.xml", None, None, "s"),
        ("topic", "民生", "民生", "topic/min-sheng.html", "feeds/topic/min-sheng.xml", "2018-05-01", "2018-05-01", "w v z"),
    ]  # fmt: skip
    assert lists.urls() == {(x.kind, x.name): x.url for kind in kinds for x in kind}


def test_what_the_pages_of_a_long_list_say_besides_its_rows() -> None:
    (listing,) = build([*many(301), article("undated", year=2001)]).years[-1:]
    long = Listing("genre", "通知", "tong-zhi", (*many(301), article("undated")))
    assert listing.key == (
        "2000",
        "year/2000.html",
        "feeds/year/2000.xml",
        101,
        "2000-01-01",
        "2000-10-01",
        [],
    )
    assert (long.key[:3], long.key[3], long.key[6]) == (
        ("通知", "genre/tong-zhi.html", "feeds/genre/tong-zhi.xml"),
        302,
        [
            ("2002年", "genre/tong-zhi/2002.html", 100),
            ("2001年", "genre/tong-zhi/2001.html", 100),
            ("2000年", "genre/tong-zhi/2000.html", 101),
            ("日期不详", "genre/tong-zhi/undated.html", 1),
        ],
    )
