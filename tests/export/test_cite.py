"""Citations as references, BibTeX and RIS."""

import re

import pytest

from plugins.bulletin.article import ArticleMeta
from plugins.export.cite import Work, bibtex, gbt7714, ris

NOTICE = ArticleMeta(
    "甲县人民政府关于乙的通知", "jia-fufa-2018-18", date="2018-05-16", issued="2018-05-16", year=2018, issue="5",
    page="8", doc_number="甲府发〔2018〕18号", agency=("甲县人民政府",), published="2018-06-10",
)  # fmt: skip


def work(bulletin: str | None = "甲县人民政府公报", **changes: object) -> Work:
    fields = {**{k: getattr(NOTICE, k) for k in NOTICE.__dataclass_fields__}, **changes}
    return Work(ArticleMeta(**fields), bulletin)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (work(), "甲县人民政府. 甲县人民政府关于乙的通知: 甲府发〔2018〕18号[J]. 甲县人民政府公报, 2018(5): 8."),
        (work(issue="5-6"), "甲县人民政府. 甲县人民政府关于乙的通知: 甲府发〔2018〕18号[J]. 甲县人民政府公报, 2018(5/6): 8."),
        (work(issue="z1", page=None), "甲县人民政府. 甲县人民政府关于乙的通知: 甲府发〔2018〕18号[J]. 甲县人民政府公报, 2018(增刊1)."),
        (work(agency=("甲", "乙", "丙", "丁"), doc_number=None), "甲, 乙, 丙, 等. 甲县人民政府关于乙的通知[J]. 甲县人民政府公报, 2018(5): 8."),
        (work(None), "甲县人民政府. 甲县人民政府关于乙的通知: 甲府发〔2018〕18号[Z]. 2018-05-16."),
        (work(agency=(), doc_number=None, byline="记者 张三 李四"), "张三, 李四. 甲县人民政府关于乙的通知[J]. 甲县人民政府公报, 2018(5): 8."),
        (work(agency=(), doc_number=None, byline=None), "甲县人民政府关于乙的通知[J]. 甲县人民政府公报, 2018(5): 8."),
        (work(None, date=None, issued=None, agency=(), doc_number=None), "甲县人民政府关于乙的通知[Z]."),
    ],
)  # fmt: skip
def test_a_reference_follows_gbt_7714(cited: Work, expected: str) -> None:
    assert gbt7714(cited) == expected


def test_bibtex_keeps_names_of_organs_whole_and_escapes_what_tex_would_read() -> None:
    text = bibtex(work(title="100%的{甲}_乙 & 丙$\\~", agency=("甲县人民政府", "乙局")), "key-1")
    assert text.startswith("@article{key-1,\n")
    assert "author = {{甲县人民政府} and {乙局}}" in text
    assert r"title = {{100\%的\{甲\}\_乙 \& 丙\$\textbackslash{}\textasciitilde{}}}" in text
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")


def test_ris_has_a_tag_on_every_line_and_ends_as_it_must() -> None:
    lines = ris(work(title="两行\n的标题"), "key-1").split("\r\n")
    assert lines[0] == "TY  - JOUR"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"^[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert "TI  - 两行 的标题" in lines


def test_a_document_that_came_on_its_own_is_no_journal_article() -> None:
    assert bibtex(work(None), "k").startswith("@misc{k,")
    assert ris(work(None), "k").startswith("TY  - GOVDOC")
