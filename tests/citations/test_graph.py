"""Who cites whom, and what follows from it."""

from gongbao.citations.declared import Declarations
from gongbao.citations.graph import Graph, build
from gongbao.citations.missing import cited_not_held
from gongbao.citations.status import of_article, of_number

from tests.citations.made import Article, Block, document


def targets(graph: Graph, article: Article) -> list[tuple[str, str]]:
    return [(c.target, c.relation) for c in graph.of_source.get(article.url, ())]


OLD = document("old", "甲县养犬办法", "甲府发〔2013〕78号", "2013-06-01", "总则。")
NEW = document(
    "new", "甲县人民政府关于印发甲县养犬办法的通知", "甲府发〔2018〕34号", "2018-05-28",
    "现将《甲县养犬办法》印发给你们。", Block("甲县养犬办法", "attachment", "fj1"),
    "原《甲县养犬办法》（甲府发〔2013〕78号）同时废止。",
)  # fmt: skip


def test_the_number_decides_where_two_documents_have_one_title() -> None:
    graph = build([OLD, NEW])
    assert [(c.target, c.relation, c.own) for c in graph.of_source["new.html"]] == [
        ("《甲县养犬办法", "issues", True),
        ("甲府发/2013/78", "repeals", False),
    ]
    status = of_article(graph, OLD)
    assert status.label == "已被甲府发〔2018〕34号废止"
    assert status.repealed[0].evidence == ("原", "《甲县养犬办法》（甲府发〔2013〕78号）", "同时废止。")
    assert status.repealed[0].source_url == "new.html#p2"
    assert of_article(graph, NEW).label == "本库未见废止"


def test_a_number_that_is_only_cited_has_its_status_too() -> None:
    graph = build([NEW])
    assert of_number(graph, graph.numbers[0], Declarations()).label == "已被甲府发〔2018〕34号废止"
    assert [str(n) for n in graph.numbers] == ["甲府发〔2013〕78号"]
    assert graph.title_of("甲府发/2013/78") == "甲县养犬办法"


def test_a_document_of_an_earlier_date_repeals_nothing() -> None:
    early = document(
        "early",
        "甲县决定",
        "甲府发〔2012〕5号",
        "2012-01-01",
        "《甲县养犬办法》（甲府发〔2013〕78号）同时废止。",
    )
    graph = build([OLD, early])
    (citation,) = graph.of_source["early.html"]
    assert (citation.relation, citation.rule) == ("mentions", "repeal-refused")
    assert "不晚于" in citation.doubt
    assert of_article(graph, OLD).label == "本库未见废止"


def test_a_document_of_the_same_day_repeals_nothing() -> None:
    same = document("same", "甲县决定", "甲府发〔2013〕79号", "2013-06-01", "甲府发〔2013〕78号同时废止。")
    assert of_article(build([OLD, same]), OLD).repealed == ()


def test_a_document_without_date_repeals_nothing() -> None:
    undated = document("undated", "甲县决定", None, None, "甲府发〔2013〕78号同时废止。")
    assert of_article(build([OLD, undated]), OLD).repealed == ()


def test_a_number_of_a_later_year_cannot_be_repealed() -> None:
    early = document("early", "甲县决定", "甲府发〔2012〕5号", "2012-01-01", "甲府发〔2014〕1号同时废止。")
    assert build([early]).of_source["early.html"][0].rule == "repeal-refused"


def test_a_title_alone_finds_the_one_document_that_has_it() -> None:
    citing = document("citing", "乙", "甲府发〔2019〕1号", "2019-01-01", "根据《甲县养犬办法》，制定本方案。")
    assert targets(build([OLD, citing]), citing) == [("甲府发/2013/78", "basis")]


def test_a_title_alone_finds_the_attachment_that_has_it() -> None:
    citing = document("citing", "乙", "甲府发〔2019〕1号", "2019-01-01", "根据《甲县养犬办法》，制定本方案。")
    (citation,) = build([NEW, citing]).of_source["citing.html"]
    assert citation.place is not None and citation.place.url == "new.html#fj1"


def test_a_title_that_two_documents_have_finds_neither() -> None:
    citing = document("citing", "乙", "甲府发〔2019〕1号", "2019-01-01", "根据《甲县养犬办法》，制定本方案。")
    graph = build([OLD, NEW, citing])
    (citation,) = graph.of_source["citing.html"]
    assert citation.place is None
    assert "2 件" in citation.doubt
    assert cited_not_held(graph) == ()


def test_two_printings_of_one_number_are_one_document() -> None:
    again = document("again", "甲县养犬办法", "甲府发[2013]78号", "2013-06-01", "总则。")
    citing = document("citing", "乙", "甲府发〔2019〕1号", "2019-01-01", "根据《甲县养犬办法》，制定本方案。")
    assert targets(build([OLD, again, citing]), citing) == [("甲府发/2013/78", "basis")]


def test_a_document_does_not_cite_itself() -> None:
    own = document(
        "own", "甲县决定", "甲府发〔2019〕1号", "2019-01-01", "本决定（甲府发〔2019〕1号）自印发之日起施行。"
    )
    assert targets(build([own]), own) == []


def test_a_masked_or_relative_number_is_resolved_to_nothing() -> None:
    citing = document(
        "citing", "乙", None, "2020-01-01", "抓好甲委办发(2020)x号文件贯彻落实。", "依照市政府令第12号办理。"
    )
    graph = build([citing])
    assert [(c.number, bool(c.doubt)) for c in graph.of_source["citing.html"]] == [(None, True), (None, True)]
    assert graph.numbers == ()
    assert cited_not_held(graph) == ()


def test_announcements_of_two_agencies_with_one_number_are_two_documents() -> None:
    one = document("one", "公告", "2018年第5号公告", "2018-01-01", agency=("甲县财政局",))
    two = document("two", "公告", "2018年第5号公告", "2018-01-01", agency=("甲县林业局",))
    citing = document("citing", "乙", None, "2020-01-01", "依照甲县林业局2018年第5号公告办理。")
    (citation,) = build([one, two, citing]).of_source["citing.html"]
    assert citation.place is not None and citation.place.url == "two.html"


def test_cited_and_not_held_runs_by_the_number_of_citing_documents() -> None:
    a = document(
        "a", "甲", None, "2020-01-01", "根据《统计法》和国发〔2016〕25号，国发〔2016〕25号。", kind="text"
    )
    b = document(
        "b", "乙", None, "2020-01-01", "根据《统计法》。《养犬规定》（甲府发〔2016〕2号）", kind="text"
    )
    assert [(m.label, len(m.citing), len(m.citations)) for m in cited_not_held(build([a, b]))] == [
        ("《统计法》", 2, 2),
        ("国发〔2016〕25号", 1, 2),
        ("甲府发〔2016〕2号", 1, 1),
    ]


def test_a_term_of_its_own_words_is_part_of_the_status() -> None:
    article = document(
        "a", "甲", "甲府发〔2019〕1号", "2019-01-01", "本办法自2019年3月1日起施行，有效期5年。"
    )
    status = of_article(build([article]), article)
    assert status.expiry is not None
    assert (status.expiry.until, status.kind, status.label) == (
        "2024-02-29",
        "expiring",
        "依文中所述推算，有效期至2024年2月29日（自2019年3月1日起算）",
    )


def test_both_directions_name_the_same_citation() -> None:
    graph = build([OLD, NEW])
    (group,) = graph.cited_by("甲府发/2013/78")
    assert group.first is graph.of_source["new.html"][1]
    # What it repeals stands before what it issues, whatever the order of the text.
    assert [g.first.target for g in graph.references(NEW)] == ["甲府发/2013/78", "《甲县养犬办法"]


def test_no_page_ever_says_that_a_document_is_in_force() -> None:
    graph = build([OLD, NEW])
    assert all("有效" not in of_article(graph, a).label for a in (OLD, NEW))
