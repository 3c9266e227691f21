"""Citations as references, BibTeX and RIS."""

import re
from dataclasses import replace

import pytest
import rispy
from gongbao.bulletin.article import ArticleMeta
from gongbao.export.cite import ACCESSED, Work, bibtex, gbt7714, reference, ris
from pybtex.database import Entry, parse_string

NOTICE = ArticleMeta(
    "甲县人民政府关于乙的通知", "jia-fufa-2018-18", date="2018-05-16", issued="2018-05-16", year=2018, issue="5",
    page="8", doc_number="甲府发〔2018〕18号", agency=("甲县人民政府",), published="2018-06-10",
)  # fmt: skip


ADDRESS = "https://e.org/gongbao/2018/05/a_b.html?x=1&y=50%25#t1"
ODD = "100%的{甲}_乙 & 丙$\\~^#：一个}括号{"


def work(bulletin: str | None = "甲县人民政府公报", url: str | None = None, **changes: object) -> Work:
    fields = {**{k: getattr(NOTICE, k) for k in NOTICE.__dataclass_fields__}, **changes}
    return Work(ArticleMeta(**fields), bulletin, "甲县人民政府办公室", url, appeared="2018-06-10" if bulletin else None)  # type: ignore[arg-type]  # fmt: skip


def read_bibtex(cited: Work) -> Entry:
    """Return what pybtex, which shares no code with the archive, finds in an entry."""
    data = parse_string(bibtex(cited, "key-1"), "bibtex")
    assert list(data.entries) == ["key-1"]
    return data.entries["key-1"]


def read_ris(cited: Work) -> dict[str, object]:
    """Return what rispy finds in a record; a tag that it does not know would be lost to a reference manager too."""
    (found,) = rispy.loads(ris(cited, "key-1"))
    assert "unknown_tag" not in found
    return dict(found)


@pytest.mark.parametrize(
    "cited",
    [
        work(),
        work(page=None),
        work(None),
        work(None, date=None, issued=None),
        work(None, kind="news", credit="某报"),
    ],
)
def test_the_parts_of_a_reference_make_it_whole_with_and_without_an_address(cited: Work) -> None:
    parts = reference(cited)
    assert f"{parts.title}{parts.day}{parts.plain}" == gbt7714(cited)
    address = "https://example.gov.cn/a.html"
    seen = f"{parts.opening}[{ACCESSED}]. {address}."
    assert f"{parts.title}/OL{parts.day}{seen}" == gbt7714(replace(cited, url=address))


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


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (work(url=ADDRESS), f"甲县人民政府. 甲县人民政府关于乙的通知: 甲府发〔2018〕18号[J/OL]. 甲县人民政府公报, 2018(5): 8[引用日期]. {ADDRESS}."),
        (work(url=ADDRESS, page=None), f"甲县人民政府. 甲县人民政府关于乙的通知: 甲府发〔2018〕18号[J/OL]. 甲县人民政府公报, 2018(5)[引用日期]. {ADDRESS}."),
        (work(None, ADDRESS), f"甲县人民政府. 甲县人民政府关于乙的通知: 甲府发〔2018〕18号[Z/OL]. 2018-05-16[引用日期]. {ADDRESS}."),
        (work(None, ADDRESS, date=None, issued=None), f"甲县人民政府. 甲县人民政府关于乙的通知: 甲府发〔2018〕18号[Z/OL]. [引用日期]. {ADDRESS}."),
        (work(page="8—11"), "甲县人民政府. 甲县人民政府关于乙的通知: 甲府发〔2018〕18号[J]. 甲县人民政府公报, 2018(5): 8-11."),
    ],
)  # fmt: skip
def test_a_text_on_the_net_is_cited_with_address_and_day_of_access(cited: Work, expected: str) -> None:
    assert gbt7714(cited) == expected


@pytest.mark.parametrize(
    ("page", "bib", "first", "last"),
    [("8", "8", "8", None), ("8-11", "8--11", "8", "11"), ("8～11", "8--11", "8", "11"), ("8、11", "8、11", "8、11", None),
     (None, None, None, None)],
)  # fmt: skip
def test_pages_are_a_range_where_the_last_one_is_known(
    page: str | None, bib: str | None, first: str | None, last: str | None
) -> None:
    cited = work(page=page)
    assert read_bibtex(cited).fields.get("pages") == bib
    record = read_ris(cited)
    assert (record.get("start_page"), record.get("end_page")) == (first, last)


def test_another_program_reads_the_bibtex_as_it_was_meant() -> None:
    entry = read_bibtex(work(url=ADDRESS, agency=("甲县人民政府", "乙局")))
    assert entry.type == "article"
    assert [str(person) for person in entry.persons["author"]] == ["{甲县人民政府}", "{乙局}"]
    assert dict(entry.fields) == {
        "title": "{甲县人民政府关于乙的通知}", "journal": "甲县人民政府公报", "year": "2018", "number": "5", "pages": "8",
        "date": "2018-06-10", "note": "甲府发〔2018〕18号；成文日期：2018-05-16", "publisher": "甲县人民政府办公室",
        "url": ADDRESS, "langid": "chinese",
    }  # fmt: skip


def test_another_program_reads_the_ris_as_it_was_meant() -> None:
    assert read_ris(work(url=ADDRESS, agency=("甲县人民政府", "乙局"), page="8-11")) == {
        "type_of_reference": "JOUR", "id": "key-1", "authors": ["甲县人民政府", "乙局"], "title": "甲县人民政府关于乙的通知",
        "journal_name": "甲县人民政府公报", "year": "2018", "date": "2018/06/10", "number": "5", "start_page": "8",
        "end_page": "11", "publisher": "甲县人民政府办公室", "custom1": "甲府发〔2018〕18号",
        "notes": ["成文日期：2018-05-16"], "urls": [ADDRESS], "language": "zh",
    }  # fmt: skip


def test_signs_that_tex_obeys_do_not_break_the_entry() -> None:
    data = parse_string(bibtex(work(title=ODD), "odd") + bibtex(work(), "next"), "bibtex")
    assert data.entries["odd"].fields["title"] == (
        r"{100\%的\textbraceleft{}甲\textbraceright{}\_乙 \& 丙\$\textbackslash{}\textasciitilde{}\textasciicircum{}\#："
        r"一个\textbraceright{}括号\textbraceleft{}}"
    )
    assert data.entries["next"].fields["title"] == "{甲县人民政府关于乙的通知}"


def test_a_document_that_came_on_its_own_keeps_its_own_day() -> None:
    assert read_bibtex(work(None)).fields["date"] == "2018-05-16"
    assert read_ris(work(None))["date"] == "2018/05/16"


def test_ris_has_a_tag_on_every_line_and_ends_as_it_must() -> None:
    lines = ris(work(title="两行\n的标题"), "key-1").split("\r\n")
    assert lines[0] == "TY  - JOUR"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"^[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert "TI  - 两行 的标题" in lines


def test_a_document_that_came_on_its_own_is_no_journal_article() -> None:
    assert bibtex(work(None), "k").startswith("@misc{k,")
    assert ris(work(None), "k").startswith("TY  - GOVDOC")
