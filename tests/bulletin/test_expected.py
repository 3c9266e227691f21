"""What a document of a kind has, and what it is not told to lack."""

import pytest
from gongbao.bulletin.expected import expected


@pytest.mark.parametrize(
    ("title", "genre", "agencies", "recipients", "numbered"),
    [
        ("关于防汛的通知", "通知", ("某县人民政府",), "各乡镇", True),
        ("行政处罚决定书", None, ("某县审计局",), None, True),
        ("关于建议的答复意见", None, (), "王代表", True),
        ("关于禁止燃放的通告", "通告", ("某县公安局",), None, False),
        ("关于修改条例的决定", "决定", ("某市人民代表大会常务委员会",), None, False),
        ("关于表彰的决定", "决定", ("某县人民政府",), None, True),
        ("某县户外广告管理办法", None, ("某县人民政府",), None, False),
        ("第三次常务会议纪要", "纪要", ("某县人民政府",), None, False),
    ],
)
def test_a_number_is_expected_where_documents_of_the_kind_have_one(
    title: str, genre: str | None, agencies: tuple[str, ...], recipients: str | None, numbered: bool
) -> None:
    assert ("doc_number" in expected(title, genre, agencies, recipients)) is numbered


def test_recipients_are_expected_of_what_is_sent() -> None:
    assert "recipients" in expected("关于防汛的通知", "通知")
    assert "recipients" not in expected("公告", "公告")
