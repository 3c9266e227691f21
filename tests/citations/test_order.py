"""Which document is the later one; which numbers name nobody; why a repeal or a correction is not taken for one."""

import pytest
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.number import parse
from gongbao.citations.holdings import Place
from gongbao.citations.order import day_of, is_relative, objection, precedes

from tests.citations.made import Article


def dated(**days: str) -> Article:
    return Article(ArticleMeta("甲", "a", **days))  # type: ignore[arg-type]


def test_the_day_of_a_document_is_that_of_its_text_before_any_of_print() -> None:
    days = {"published": "2018-05-04", "date": "2018-05-03", "printed": "2018-05-02", "issued": "2018-05-01"}
    found = []
    given: dict[str, str] = {}
    for name, day in days.items():
        given[name] = day
        found.append(day_of(dated(**given)))
    assert found == list(days.values())
    assert day_of(dated()) is None


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        *((f"{issuer}第12号", True) for issuer in (
            "市政府令", "省人民政府令", "本县人民政府令", "我区政府令", "自治区人民政府令", "镇政府公告", "乡人民政府通告", "州委令", "旗政府办公室令",
            "盟委办令", "县府办令", "市政府办公厅令",
        )),
        ("公告2018年第3号", True), ("通告2018年第3号", True),
        *((f"{issuer}第12号", False) for issuer in ("甲市政府令", "国务院令", "市教育局令", "市政府令和甲县政府令", "主席令")),
        ("甲县公告2018年第3号", False), ("甲府发〔2018〕3号", False),
    ],
)  # fmt: skip
def test_a_code_that_names_its_issuer_by_rank_identifies_nothing(text: str, relative: bool) -> None:
    number = parse(text)
    assert number is not None and is_relative(number) is relative


@pytest.mark.parametrize(
    ("own", "other", "number", "repeal", "correction"),
    [
        ("", "2018-05-01", "", "本文日期不详，不能确认晚于所述文件", ""),
        ("2018-05-02", "2018-05-01", "甲府发〔2020〕1号", "", ""),
        ("2018-05-01", "2018-05-01", "",
         "本文日期（2018年5月1日）不晚于所述文件（2018年5月1日），不作废止认定", ""),
        ("2018-04-30", "2018-05-01", "",
         "本文日期（2018年4月30日）不晚于所述文件（2018年5月1日），不作废止认定",
         "本文日期（2018年4月30日）早于所述文件（2018年5月1日），不作更正认定"),
        ("2018-05-01", "", "甲府发〔2018〕1号", "", ""),
        ("2017-05-01", "", "甲府发〔2018〕1号", "本文日期（2017年5月1日）早于所述文件的年份（2018），不作废止认定", ""),
        ("2017-05-01", None, "甲府发〔2018〕1号", "本文日期（2017年5月1日）早于所述文件的年份（2018），不作废止认定", ""),
        ("2017-05-01", None, "国务院令第707号", "", ""),
        ("2017-05-01", None, "", "", ""),
    ],
)  # fmt: skip
def test_a_document_repeals_only_earlier_ones_and_corrects_none_that_is_later(
    own: str, other: str | None, number: str, repeal: str, correction: str
) -> None:
    """other: the day of the text that is held, "" if it has none; None if no text is held."""
    source = dated(issued=own) if own else dated()
    place = None if other is None else Place(dated(issued=other) if other else dated())
    assert objection(source, place, parse(number)) == repeal
    assert precedes(source, place) == correction
