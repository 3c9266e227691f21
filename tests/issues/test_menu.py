"""The menu leads to what the archive has."""

from types import SimpleNamespace

import pytest
from gongbao.defaults import MENUITEMS
from gongbao.issues.menu import fitting

ONE, OTHER = SimpleNamespace(url="a-gongbao/index.html"), SimpleNamespace(url="b-gongbao/index.html")


@pytest.mark.parametrize(
    ("publications", "documents", "expected"),
    [
        ([ONE], [1], {"公报": "a-gongbao/index.html", "单行文件": "documents/index.html"}),
        ([ONE, OTHER], [1], {"公报": "sitemap.html", "单行文件": "documents/index.html"}),
        ([ONE], [], {"公报": "a-gongbao/index.html"}),
        ([], [1], {"单行文件": "documents/index.html"}),
    ],
)
def test_what_the_archive_has_nothing_of_is_no_entry(
    publications: list[SimpleNamespace], documents: list[int], expected: dict[str, str]
) -> None:
    found = dict(fitting(MENUITEMS, publications, documents))
    others = {
        "首页": "index.html",
        "按文号": "number/index.html",
        "按机关": "agency/index.html",
        "检索": "search.html",
    }
    assert found == others | expected


def test_entries_of_the_keepers_own_stay() -> None:
    own = [("县政府", "https://www.example.gov.cn/"), ("本站", "pages/about.html")]
    assert fitting(own, [], []) == own
