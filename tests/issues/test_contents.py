"""Issues, their order, their gaps; addresses that cannot leave the site."""

from dataclasses import dataclass, field

import pytest
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.article_fields import MetadataError
from gongbao.bulletin.issue import IssueMeta
from gongbao.issues import addresses, contents
from gongbao.issues.rendered import OutlineEntry


@dataclass
class Article:
    bulletin: ArticleMeta
    url: str = ""
    items: tuple[OutlineEntry, ...] = ()
    issue_page: contents.IssuePage | None = field(default=None)


def article(slug: str, issue: str = "5", year: int = 2018, **more: object) -> Article:
    meta = ArticleMeta(slug, slug, publication="jia-gongbao", year=year, issue=issue, **more)  # type: ignore[arg-type]
    return Article(meta, addresses.article_url(meta))


def issue(number: str, year: int = 2018, total: str | None = None, published: str | None = None) -> IssueMeta:
    return IssueMeta("jia-gongbao", "甲县人民政府公报", year, number, total, published)


def test_sections_stand_in_the_order_of_print() -> None:
    articles = [article("c", order=3, section="文件"), article("a", order=1, section="卷首"),
                article("b", order=2, section="文件"), article("d", order=4, section="卷首")]  # fmt: skip
    (publication,), orphans = contents.build([issue("5")], articles)
    assert [
        (s.title, [e.article.bulletin.slug for e in s.entries]) for s in publication.issues[0].sections
    ] == [
        ("卷首", ["a"]),
        ("文件", ["b", "c"]),
        ("卷首", ["d"]),
    ]
    assert orphans == ()


def test_an_article_without_its_issue_is_told() -> None:
    _, orphans = contents.build([issue("5")], [article("a", issue="6")])
    assert [o.bulletin.slug for o in orphans] == ["a"]


def test_every_issue_between_the_first_and_the_highest_held_exists() -> None:
    (publication,), _ = contents.build([issue("2"), issue("5-6"), issue("z1"), issue("1", year=2020)], [])
    assert [(y.year, [(s.label, s.issue is not None) for s in y.slots]) for y in publication.years] == [
        (2020, [("第1期", True)]),
        (2019, []),
        (
            2018,
            [
                ("第2期", True),
                ("第3期", False),
                ("第4期", False),
                ("第5-6期", True),
                ("增刊1", True),
            ],
        ),
    ]
    assert publication.missing == 2


def test_issues_know_their_neighbours() -> None:
    (publication,), _ = contents.build([issue("10"), issue("9"), issue("1", year=2019)], [])
    newest, tenth, ninth = publication.issues
    assert (ninth.previous, ninth.next, tenth.next, newest.next) == (None, tenth, newest, None)


def test_the_earliest_running_number_is_known() -> None:
    (publication,), _ = contents.build([issue("5", total="75"), issue("6", total="76")], [])
    assert publication.first_total == 75


def test_the_newest_issue_of_all_bulletins_comes_first() -> None:
    other = IssueMeta("yi-gongbao", "乙县公报", 2019, "1", None, "2019-01-05")
    publications, _ = contents.build(
        [issue("5", published="2018-06-10"), other, issue("6", published="2018-07-10")], []
    )
    assert [i.label_short for i in contents.newest_first(publications)] == [
        "2019年第1期",
        "2018年第6期",
        "2018年第5期",
    ]


def test_items_of_a_digest_are_its_entries() -> None:
    digest = article("a", order=1, section="政务信息")
    digest.items = (OutlineEntry("i-1", "甲", 1, "item"),)
    (publication,), _ = contents.build([issue("5")], [digest])
    assert [i.text for i in publication.issues[0].sections[0].entries[0].items] == ["甲"]


@pytest.mark.parametrize(
    ("meta", "url"),
    [
        (ArticleMeta("甲", "jia", publication="g", year=2018, issue="5"), "g/2018/05/jia.html"),
        (ArticleMeta("甲", "jia", publication="g", year=2018, issue="11-12"), "g/2018/11-12/jia.html"),
        (ArticleMeta("甲", "jia", publication="g", year=2018, issue="z1"), "g/2018/z1/jia.html"),
        (ArticleMeta("甲", "jia"), "documents/jia.html"),
    ],
)
def test_addresses(meta: ArticleMeta, url: str) -> None:
    assert addresses.article_url(meta) == url


@pytest.mark.parametrize(
    "meta",
    [
        ArticleMeta("甲", "../jia"),
        ArticleMeta("甲", "a/b"),
        ArticleMeta("甲", "a.source"),
        ArticleMeta("甲", ""),
        ArticleMeta("甲", "jia", publication="../g", year=2018, issue="5"),
        ArticleMeta("甲", "jia", publication="theme", year=2018, issue="5"),
        ArticleMeta("甲", "jia", publication="g", year=2018, issue="../5"),
        ArticleMeta("甲", "jia", publication="g", year=2018),
        ArticleMeta("甲", "jia", publication="g", issue="5"),
        ArticleMeta("甲", "index", publication="g", year=2018, issue="5"),
    ],
)
def test_metadata_that_would_lead_out_of_its_folder_is_refused(meta: ArticleMeta) -> None:
    with pytest.raises(MetadataError):
        addresses.article_url(meta)
