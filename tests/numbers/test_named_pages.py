"""What people call a page that is no document, and the lists that an archive adds."""

import types

import pytest
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.issue import IssueMeta
from gongbao.numbers import direct, others


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("甲省乙市丙区人民政府", ["甲省乙市丙区人民政府", "甲省乙市丙区政府", "乙市丙区人民政府", "乙市丙区政府", "丙区人民政府",
                          "丙区政府", "省乙市丙区人民政府", "省乙市丙区政府", "市丙区人民政府", "市丙区政府", "区人民政府", "区政府"]),
        ("丙县教育局", ["丙县教育局", "县教育局"]),
        ("丙县人民政府办公室", ["丙县人民政府办公室", "丙县政府办公室", "丙县政府办", "人民政府办公室", "政府办公室", "政府办",
                       "县人民政府办公室", "县政府办公室", "县政府办"]),
        ("人事任免", ["人事任免"]),
    ],
)  # fmt: skip
def test_an_agency_is_called_with_and_without_its_places(name: str, called: list[str]) -> None:
    assert list(direct.said(name)) == called


@pytest.mark.parametrize(("total", "short"), [("61", True), ("60", False), ("六一", False)])
def test_an_issue_is_called_by_its_year_and_by_its_running_number(total: str, short: bool) -> None:
    meta = IssueMeta("bing", "丙县公报", 2024, "5", total=total)
    issue = types.SimpleNamespace(meta=meta, title="丙县公报 2024年第5期", url="bing/2024-05.html")
    paper = types.SimpleNamespace(title="丙县公报", url="bing.html")
    section = types.SimpleNamespace(
        name="人事", label="人事", articles=(1, 2), url="section/r.html", feed="r.xml"
    )
    found = list(
        direct.entries({"publications": [paper], "issues": [issue], "agencies": None, "sections": [section]})
    )
    running = [[f"总第{total}期", *([f"第{total}期"] * short), f"2024年第5期总第{total}期"] for _ in range(2)]
    assert [tuple(entry) for entry in found] == [
        (("丙县公报",), "公报", "丙县公报", "bing.html", ""),
        (
            ("2024年第5期", "第5期", *running[0], "丙县公报2024年第5期", "丙县公报第5期", *(f"丙县公报{n}" for n in running[1])),
            "期", "丙县公报 2024年第5期", "bing/2024-05.html", "",
        ),
        (("人事",), "栏目", "人事（2 篇）", "section/r.html", "r.xml"),
    ]  # fmt: skip


def test_an_added_list_is_named_by_a_value_or_by_a_function() -> None:
    lists = others.read(
        {
            "author": {"value": "bulletin.byline", "label": "作者"},
            "agency-2": {"value": "bulletin.agency", "label": "机关"},
            "own": {"value": "own.theme", "label": "主题"},
            "kind": {"value": f"{__name__}:kinds", "label": "类"},
        },
        ("agency",),
    )
    article = types.SimpleNamespace(
        bulletin=ArticleMeta("甲", "a", agency=("乙", "丙"), byline="某人"),
        own={"theme": ["养护", "", None, 3]},
    )
    assert [(one.kind, one.label, one.names(article)) for one in lists] == [
        ("author", "作者", ("某人",)),
        ("agency-2", "机关", ("乙", "丙")),
        ("own", "主题", ("养护", "3")),
        ("kind", "类", ("document",)),
    ]
    assert lists[0].names(types.SimpleNamespace()) == ()
    assert others.read(None, ()) == ()


def kinds(article: object) -> str:
    return str(article.bulletin.kind)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["Author", "2a", "a/b", "", "number", "agency"])
def test_a_list_that_the_site_has_or_that_is_no_folder_is_refused(kind: str) -> None:
    with pytest.raises(others.ListError, match="name a folder that the site has not"):
        others.read({kind: {"value": "bulletin.byline", "label": "作者"}}, ("agency",))


@pytest.mark.parametrize(
    "row", [None, "bulletin.byline", {"value": "a"}, {"value": "a", "label": " "}, {"value": 3, "label": "b"},
            {"value": "a", "label": "b", "c": "d"}]
)  # fmt: skip
def test_a_list_without_value_and_label_is_refused(row: object) -> None:
    with pytest.raises(others.ListError, match=r"LISTS\['author'\] — write"):
        others.read({"author": row}, ())  # type: ignore[dict-item]


@pytest.mark.parametrize("name", ["no_such_module:f", f"{__name__}:nothing", f"{__name__}:__name__", ":f"])
def test_a_function_that_is_none_is_refused_by_name(name: str) -> None:
    with pytest.raises(others.ListError, match=f"LISTS: {name}: no such function"):
        others.read({"author": {"value": name, "label": "作者"}}, ())
