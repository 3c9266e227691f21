"""Titles in book title marks, and which of them name a document."""

import pytest
from gongbao.bulletin import titles
from gongbao.bulletin.titles import FoundTitle, find, names_document


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("按照《甲办法》和《乙规定》执行", [("甲办法", 2, 7), ("乙规定", 8, 13)]),
        ("《关于修改〈甲〉和《乙》的决定》", [("关于修改〈甲〉和《乙》的决定", 0, 16)]),
        ("《甲》《《乙》丙》", [("甲", 0, 3), ("《乙》丙", 3, 9)]),
        ("《甲《乙》丙", [("乙", 2, 5)]),
        ("甲》乙《丙》", [("丙", 3, 6)]),
        ("《 甲\u3000》", [("甲", 0, 5)]),
        ("《》《甲》", [("甲", 2, 5)]),
        (f"《{'甲' * 120}》", [("甲" * 120, 0, 122)]),
        (f"《{'甲' * 121}》", []),
        (f"《{'甲' * 121}《乙》》", [("乙", 122, 125)]),
        ("没有", []),
    ],
)
def test_the_outermost_titles_are_found_where_they_stand(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert list(find(text)) == [FoundTitle(*one) for one in found]


@pytest.mark.parametrize("kind", sorted({*titles._KINDS}))
def test_what_ends_with_a_kind_of_document_names_one(kind: str) -> None:
    # A short title that ends with 公报 is that of a bulletin.
    assert names_document(f"云岭县道路养护{kind}") == (kind != "公报")
    assert not names_document(kind[-2:]) or kind in ("宪法", "法典")
    assert not names_document(f"有关{kind}")


@pytest.mark.parametrize(
    ("title", "names"),
    [
        *((law, True) for law in ("宪法", "刑法", "民法", "民法典")),
        ("合同法", True), ("养护办法（试行）", True), ("养护办法〔2017—2025年〕（试行）", True), ("养护办法”", True), ("養護辦法", True),
        ("云岭县养护规划(2017-2025)", True), ("中国共产党第十一届中央委员会第三次全体会议公报", True),
        ("实施方案", False), ("条例", False), ("省管理办法", False), ("本暂行规定", False), ("中央若干意见", False), ("法", False), ("某法", False),
        ("云岭日报", False), ("云岭县人民政府公报", False), ("云岭省人民代表大会常务委员会公报", False), ("最高人民法院公报", False),
        ("云岭月刊", False), ("云岭县中学校报", False), ("今世说", False), ("养护专栏", False), ("", False), ("（试行）", False),
    ],
)  # fmt: skip
def test_the_end_of_a_title_says_whether_it_names_a_document(title: str, names: bool) -> None:
    assert names_document(title) == names
