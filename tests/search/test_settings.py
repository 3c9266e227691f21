import copy
import functools
from types import SimpleNamespace

import pytest
from gongbao.search.settings import SettingError, natural, read

ARTICLE = SimpleNamespace(
    url="a/b.html",
    title="题目",
    status="none",
    content="<p id='p1'>第一段</p><p>第二段</p>",
    bulletin=SimpleNamespace(
        agency=("甲局", "乙局", "甲局"), doc_number="甲发〔2018〕9号", date="2018-05-16", genre=None
    ),
)


def shout(article: SimpleNamespace) -> str:
    return article.title + "！"


def test_values_are_taken_from_an_article_by_path_or_function() -> None:
    config = read(
        {
            "fields": {
                "body": {"value": "content", "html": True},
                "title": {"value": "tests.search.test_settings:shout", "boost": 2, "snippets": False},
                "genre": {"value": "bulletin.genre"},
                "far": {"value": "no.such.path"},
            },
            "filters": {
                "agency": {"value": "bulletin.agency"},
                "genre": {"value": "bulletin.genre", "missing": "其他"},
                "year": {"value": "bulletin.date", "first": 4},
                "status": {"value": "status", "names": {"none": "未见废止"}},
            },
            "sorts": {"number": {"value": "bulletin.doc_number"}, "date": {"value": "no.date"}},
            "display": {"title": "title", "agency": "bulletin.agency", "date": "no.date"},
        }
    )
    found = config.document(ARTICLE)
    assert [f.name for f in config.schema.fields] == ["title", "body", "genre", "far"]
    assert [(p.field, p.anchor, p.text) for p in found.paragraphs] == [
        (0, "", "题目！"), (1, "p1", "第一段"), (1, "", "第二段"),
    ]  # fmt: skip
    assert found.url == "a/b.html"
    assert found.filters == (("甲局", "乙局"), ("其他",), ("2018",), ("未见废止",))
    assert found.sorts == ("甲发〔002018〕000009号", "")
    assert found.display == ("题目", "甲局；乙局；甲局", "")


def test_numbers_in_sort_keys_count_by_value() -> None:
    assert natural("甲发〔2018〕9号") < natural("甲发〔2018〕10号") < natural("甲发〔2019〕1号")


TITLE = {"title": {"value": "title"}}


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({}, "SEARCH has no fields"),
        ({"fields": TITLE, "filter": {}}, "SEARCH has no filter — it takes"),
        ({"fields": {"title": "title"}}, r"SEARCH\['fields'\]\['title'\] has no value"),
        (
            {"fields": {"title": {"value": "title", "weight": 2}}},
            r"SEARCH\['fields'\]\['title'\] has no weight",
        ),
        ({"fields": {"title": {"value": "no_such_module:value"}}}, "no_such_module:value: no such function"),
        ({"fields": TITLE, "tuning": {"shards": 5}}, r"SEARCH\['tuning'\] has no shards"),
        ({"fields": TITLE, "tuning": {"shard_bytes": 0}}, "is 0 — write a whole number above 0"),
        ({"fields": TITLE, "lookup": {"entries": "os:nothing"}}, "os:nothing: no such function"),
        ({"fields": TITLE, "lookup": {"drop": ["文"]}}, r"SEARCH\['lookup'\] has no entries"),
        ({"fields": TITLE, "direct": {"drop": ["文"]}}, r"SEARCH\['direct'\] has no entries"),
        ({"fields": TITLE, "sorts": {"s": {"value": None}}}, r"SEARCH\['sorts'\]\['s'\] has no value"),
    ],
)
def test_a_wrong_setting_is_told_with_what_was_expected(setting: dict, message: str) -> None:
    with pytest.raises(SettingError, match=message):
        read(setting)


def test_none_is_as_if_nothing_were_written() -> None:
    function = "posixpath:basename"
    setting = {
        "fields": {"title": {"value": "title"}},
        "filters": {"f": {"value": "title"}},
        "sorts": {"s": {"value": "title"}},
        "lookup": {"entries": function},
        "direct": {"entries": function},
    }
    none = {
        **dict.fromkeys(("display", "synonyms", "range", "last", "tuning", "pages", "order")),
        "fields": {"title": {"value": "title", **dict.fromkeys(("boost", "label", "snippets", "html"))}},
        "filters": {
            "f": {"value": "title", **dict.fromkeys(("first", "names", "label", "hidden", "missing"))}
        },
        "sorts": {"s": {"value": "title", **dict.fromkeys(("label", "descending"))}},
        "lookup": {"entries": function, "drop": None, "drop_last": None},
        "direct": {"entries": function, "drop": None},
    }
    said, unsaid = read(none), read(setting)
    assert (said.schema, said.lookup, said.direct, said.client, said.pages) == (
        unsaid.schema,
        unsaid.lookup,
        unsaid.direct,
        unsaid.client,
        unsaid.pages,
    )


@pytest.mark.parametrize("value", [-3, [0], {None: None}, "", "a\0b", ..., float("nan")])
def test_each_part_of_another_kind_is_named(value: object) -> None:
    parts = {
        "fields": TITLE,
        "filters": {"f": {"value": "title"}},
        "sorts": {"s": {"value": "title"}},
        "display": {},
        "lookup": {},
    }
    for place in (
        ("fields", "title", "value"),
        ("filters", "f", "names"),
        ("filters", "f", "first"),
        ("sorts", "s", "value"),
        ("display", "a"),
        ("lookup", "entries"),
    ):
        setting = copy.deepcopy(parts)
        functools.reduce(dict.__getitem__, place[:-1], setting)[place[-1]] = value
        with pytest.raises(SettingError, match=rf"^SEARCH\['{place[0]}'\]"):
            read(setting)
