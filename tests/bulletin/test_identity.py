"""Which number a document has, and whose it is where the code alone does not say so."""

import pytest
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.identity import number_of


@pytest.mark.parametrize(
    ("number", "agency", "found"),
    [
        ("云岭府发〔2024〕5号", ("云岭县人民政府",), "云岭府发〔2024〕5号"),
        ("公告〔2024〕5号", ("云岭县人民政府", "云岭县水利局"), "云岭县人民政府公告〔2024〕5号"),
        ("2024年第5号公告", ("云岭县水利局",), "云岭县水利局公告2024年第5号"),
        ("云岭县人民政府令第5号", ("云岭县水利局",), "云岭县人民政府令第5号"),
        ("无", ("云岭县人民政府",), None),
        (None, ("云岭县人民政府",), None),
    ],
)
def test_a_document_has_the_number_of_its_agency(
    number: str | None, agency: tuple[str, ...], found: str | None
) -> None:
    known = number_of(ArticleMeta("通知", "a", doc_number=number, agency=agency))
    assert (str(known) if known else None) == found


def test_a_bare_number_without_an_agency_stays_bare() -> None:
    known = number_of(ArticleMeta("公告", "a", doc_number="2024年第5号公告"))
    assert known is not None
    assert known.code == "公告"
