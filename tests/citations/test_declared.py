"""What an office declares of its documents is read from validity.toml; a slip in it is told with its list."""

from pathlib import Path

import pytest
from gongbao.bulletin.article import ArticleMeta
from gongbao.citations.declared import Declaration, DeclarationError, Declarations, load

LIST = {
    "status": '"废止"', "office": '"甲县司法局"', "date": '"2025-01-10"', "title": '"2024年清理结果"', "source": '"https://a.example/x.html"',
    "documents": '["甲府发[2018] 18 号", " 《甲县养犬办法》 "]',
}  # fmt: skip


def written(folder: Path, *lists: dict[str, str]) -> Path:
    text = "".join(
        "[[list]]\n" + "".join(f"{key} = {value}\n" for key, value in one.items()) for one in lists
    )
    (folder / "validity.toml").write_text(text, encoding="utf-8")
    return folder


def test_lists_are_read_the_latest_first_and_found_by_number_or_title(tmp_path: Path) -> None:
    assert load(tmp_path) == Declarations()
    earlier = LIST | {"date": '"2024-01-10"', "status": '"继续有效"', "documents": '["甲府发〔2018〕18号"]'}
    declared = load(written(tmp_path, {k: v for k, v in earlier.items() if k != "source"}, LIST))
    later, first = declared.lists
    assert later == Declaration(
        "废止", "甲县司法局", "2025-01-10", "2024年清理结果", "https://a.example/x.html",
        frozenset(["甲府发/2018/18", "《甲县养犬办法"]),
    )  # fmt: skip
    assert (first.date, first.kind, first.source) == ("2024-01-10", "declared-valid", "")
    assert declared.of(ArticleMeta("甲", "a", doc_number="甲府发〔2018〕18号")) == (later, first)
    assert declared.of(ArticleMeta("甲县养犬办法", "a")) == (later,)
    # A document that has a number is known by it, whatever it is called.
    assert declared.of(ArticleMeta("甲县养犬办法", "a", doc_number="甲府发〔2019〕1号")) == ()
    notice = later.notice
    assert (notice.words, notice.url, notice.outside, notice.declared) == (
        "甲县司法局2025年1月10日公布已废止，见《2024年清理结果》", "https://a.example/x.html", True, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("status", '"有效"', "list 2: status '有效' — write one of 继续有效, 废止, 失效, 已修改"),
        ("status", "3", "list 2: status is missing, or no text"),
        ("office", '" "', "list 2: office is missing, or no text"),
        ("date", '"2025-02-30"', "list 2: date '2025-02-30' is no day"),
        ("date", "2025-01-10", "list 2: date is missing, or no text"),
        ("source", '"javascript:alert(1)"', "list 2: source 'javascript:alert"),
        ("source", "[1]", r"list 2: source \[1\]"),
        ("documents", "[]", "list 2: documents — write"),
        ("documents", "[1]", "list 2: documents — write"),
        ("documents", '["甲县养犬办法"]', "list 2: documents: '甲县养犬办法' — write a document number, or a whole title"),
        ("day", '"x"', "list 2: day is not known"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_list(tmp_path: Path, key: str, value: str, said: str) -> None:
    with pytest.raises(DeclarationError, match=said):
        load(written(tmp_path, LIST, LIST | {key: value}))


@pytest.mark.parametrize(
    ("text", "said"), [("[list]\n", "double brackets"), ("lists = []\n", "lists is not known")]
)
def test_a_file_of_another_form_is_told(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "validity.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError, match=said):
        load(tmp_path)
