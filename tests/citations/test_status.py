"""What is known of a document's force, told together: what of it stands first, in which words, beside which titles."""

import pytest
from gongbao.bulletin import validity
from gongbao.bulletin.number import parse
from gongbao.citations.declared import Declaration, Declarations
from gongbao.citations.graph import Graph, build
from gongbao.citations.status import Status, of_article, of_number

from tests.citations.made import document

OLD = document(
    "old", "甲县养犬办法", "甲府发〔2013〕78号", "2013-06-01", "本办法自2013年7月1日起施行，有效期5年。"
)
CHANGED = document(
    "changed",
    "甲县决定",
    "甲府发〔2015〕1号",
    "2015-01-05",
    "对《甲县养犬办法》（甲府发〔2013〕78号）作如下修改。",
)
REPEALED = document("repealed", "甲县人民政府令", None, "2020-03-04", "甲府发〔2013〕78号同时废止。")
ALL = build([OLD, CHANGED, REPEALED])


def declared(status: str, day: str, number: str = "甲府发/2013/78") -> Declaration:
    return Declaration(status, "甲县司法局", day, f"{day[:4]}年目录", "list.html", frozenset([number]))


def told(status: Status) -> list[tuple[str, str, str]]:
    return [(n.kind, n.badge, n.words) for n in status.notices]


def test_all_that_is_said_of_a_document_the_gravest_first() -> None:
    lists = Declarations(
        (
            declared("已修改", "2016-01-10"),
            declared("继续有效", "2016-01-10"),
            declared("继续有效", "2014-01-10"),
        )
    )
    status = of_article(ALL, OLD, lists)
    assert told(status) == [
        ("repealed", "已废止", "已被《甲县人民政府令》废止"),
        ("amended", "有修改", "甲县司法局2016年1月10日公布已修改，见《2016年目录》"),
        ("declared-valid", "继续有效", "甲县司法局2016年1月10日公布继续有效，见《2016年目录》"),
        ("amended", "有修改", "已被甲府发〔2015〕1号修改"),
        ("expiring", "有效期至2018年6月30日", "依文中所述推算，有效期至2018年6月30日（自2013年7月1日起算）"),
    ]  # fmt: skip
    assert (status.kind, status.kinds) == ("repealed", ("repealed", "amended", "declared-valid", "expiring"))
    assert (status.badges, status.marks) == (
        ("已废止", "有修改", "继续有效", "有效期至2018年6月30日"),
        ("repealed", "amended", "declared-valid", "expiring 2018-06-30"),
    )
    assert [(n.url, n.outside, n.evidence and n.evidence.text) for n in status.notices[:2]] == [
        ("repealed.html", False, "甲府发〔2013〕78号同时废止。"),
        ("list.html", False, None),
    ]


def test_what_was_repealed_before_the_list_that_says_otherwise_stands_behind_it() -> None:
    for day, kinds in (
        ("2020-03-04", ["declared-valid", "repealed"]),
        ("2020-03-03", ["repealed", "declared-valid"]),
    ):
        status = of_number(
            build([REPEALED]), parse("甲府发〔2013〕78号"), Declarations((declared("继续有效", day),))
        )
        assert [n.kind for n in status.notices] == kinds, day


def test_what_was_declared_in_force_is_no_longer_where_a_later_list_says_otherwise() -> None:
    lists = Declarations(
        (declared("失效", "2021-01-10"), declared("继续有效", "2020-01-10"), declared("失效", "2019-01-10"))
    )
    status = of_number(Graph(), parse("甲府发〔2013〕78号"), lists)
    assert told(status) == [("lapsed", "已失效", "甲县司法局2021年1月10日公布已失效，见《2021年目录》")]


def test_what_was_taken_down_says_that_before_all_else() -> None:
    gone = document(
        "old",
        "甲县养犬办法",
        "甲府发〔2013〕78号",
        "2013-06-01",
        withdrawn="2024-05-06",
        withdrawn_reason="应作者要求",
    )
    assert told(of_article(build([gone, REPEALED]), gone)) == [
        ("withdrawn", "已撤下", "本库已于2024年5月6日撤下这篇文字：应作者要求"),
        ("repealed", "已废止", "已被《甲县人民政府令》废止"),
    ]


def test_what_nothing_is_known_of() -> None:
    plain = document("plain", "甲", None, "2020-01-01", "乙。")
    held, cited = of_article(ALL, plain), of_number(Graph(), parse("甲府发〔2019〕1号"), Declarations())
    assert [(s.kind, s.kinds, s.badges, s.label, s.card) for s in (held, cited)] == [
        ("none", ("none",), (), "本库未见废止", "nothing known"),
        ("none", ("none",), (), "", None),
    ]


@pytest.mark.parametrize(
    ("day", "relation", "rule"),
    [("2013-06-01", "corrects", ""), ("2013-05-31", "mentions", "correction-refused")],
)
def test_what_is_older_than_a_text_does_not_correct_it(day: str, relation: str, rule: str) -> None:
    notice = document(
        "notice", "更正", None, day, "《甲县养犬办法》（甲府发〔2013〕78号）更正如下：“三”应为“四”。"
    )
    graph = build([OLD, notice])
    (citation,) = graph.of_source["notice.html"]
    assert (citation.relation, citation.rule if rule else "") == (relation, rule)
    assert bool(of_article(graph, OLD).corrected) is (relation == "corrects")


def test_citing_documents_run_by_their_day_and_those_without_one_last() -> None:
    texts = [
        document(slug, "乙", None, day, "根据甲府发〔2013〕78号，制定本方案。")
        for slug, day in (("c", None), ("b", "2020-01-01"), ("a", "2021-01-01"), ("d", "2019-12-31"))
    ]
    citing = build(texts).of_target["甲府发/2013/78"]
    assert [c.source_url for c in citing] == ["d.html#p0", "b.html#p0", "a.html#p0", "c.html#p0"]
    assert validity.find(texts[0].blocks, None) is None


def test_what_is_cited_by_a_title_that_a_document_bears_itself() -> None:
    """An order that issues a text anew repeals the one of the same title, and means its own by it otherwise."""
    anew = document(
        "anew",
        "甲县养犬办法",
        "甲府发〔2018〕34号",
        "2018-05-28",
        "《甲县养犬办法》同时废止。",
        "按照《甲县养犬办法》执行。",
    )
    citations = build([OLD, anew]).of_source["anew.html"]
    assert [(c.relation, c.own, c.place and c.place.url, str(c.number or "")) for c in citations] == [
        ("repeals", False, "old.html", "甲府发〔2013〕78号"),
        (citations[1].relation, True, None, ""),
    ]
