"""What head, foot, card and masthead say stands in a file that is written: in a field, in the text, in the note."""

from pathlib import Path

import pytest
from gongbao.ingest import pipeline
from gongbao.ingest.check.claims import StatedWords, left_over
from gongbao.ingest.check.unclaimed import keep
from gongbao.ingest.model.edition import Edition
from gongbao.ingest.model.lines import Line
from gongbao.ingest.model.record import Record
from gongbao.ingest.model.source import Source, SourceLine
from gongbao.ingest.read import read
from gongbao.ingest.write import files

SHAPES = Path(__file__).parent / "shapes"
SOURCES = sorted(p for p in SHAPES.rglob("*") if p.is_file() and p.suffix != ".json")


def edition_of(text: str) -> Edition:
    lines = tuple(SourceLine(n, line) for n, line in enumerate(text.split("\n"), start=1))
    return pipeline.make(Source("某.txt", "text", "utf-8", "0" * 64, lines))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_word_of_a_claimed_line_is_in_no_file(path: Path) -> None:
    edition = pipeline.make(read(path))
    laid = files.lay(edition, files.slugs_for(edition, None, set()))
    # What a form leaves open (会签：) says nothing.
    left_open = [label for label, value in edition.card.items() if not value]
    for slug, record in zip(laid.slugs, edition.records, strict=True):
        stated = StatedWords([*laid.files[f"{slug}.md"].split("\n"), *left_open])
        assert left_over(record.claims, stated) == []
    heads = [text.partition("\n\n")[0] for name, text in laid.files.items() if name != files.ISSUE]
    page = laid.files.get(files.ISSUE, "")
    assert left_over(edition.masthead, StatedWords("\n".join([*heads, page]).split("\n"))) == []


@pytest.mark.parametrize(
    ("line", "header", "lacks"),
    [
        ("云府发[2018]３号", ["云府发〔2018〕3号"], []),
        ("云府发〔2018〕3号", ["云府发〔2018〕4号"], ["3"]),
        ("二〇一八年五月六日", ["2018-05-06"], []),
        ("发布时间：2018-05-06 10:22", ["2018-05-06"], []),
        ("签发人：王小明", ["云岭县人民政府"], ["签发", "王小明"]),
        ("抄送：县委。", ["县委"], []),
        ("云岭县人民政府办公室　　2018年5月6日印发", ["云岭县人民政府办公室", "2018-05-06"], []),
        ("主　编：王小明　副主编：李一", ["王小明"], ["主编", "副主编", "李一"]),
        ("第76期", ["7", "6"], ["76"]),
        ("（第十二号）", ["12"], []),
        ("二○○九年第三期", ["2009", "3"], []),
        ("聯繫電話：500", ["500"], ["联系电话"]),
    ],
)
def test_words_that_are_said_nowhere_are_told(line: str, header: list[str], lacks: list[str]) -> None:
    assert StatedWords(header).lacks(line) == lacks


def test_what_has_no_field_is_kept_in_the_note_and_told() -> None:
    text = "（共印80份）"
    record = Record({"title": "通知"}, claims=[Line(3, text, tuple(range(len(text))))])
    keep(Edition(Source("某.txt", "text", "utf-8", "", ()), records=[record]))
    assert record.fields["note"] == text
    assert [(flag.rule, flag.line) for flag in record.flags] == [("kept-in-note", 3)]


def test_what_a_card_says_and_no_field_has_is_kept_and_what_is_of_the_page_is_dropped() -> None:
    edition = edition_of(
        "索引号：000014/2020-00233\n发文机关：云岭县人民政府\n发文字号：云府发〔2018〕3号\n有效性：有效\n浏览次数：512\n\n"
        "云岭县人民政府关于加强管理的通知\n\n各乡镇人民政府：\n请认真贯彻执行各项有效的管理规定。\n\n2018年5月6日\n"
    )
    assert edition.records[0].fields["note"] == "索引号：000014/2020-00233；有效性：有效"
    assert {drop.line.text for drop in edition.drops if drop.rule in {"card-of-page", "web-chrome"}} == {
        "浏览次数：512"
    }


def test_a_field_that_has_a_value_keeps_it_and_a_second_one_is_told() -> None:
    record = Record()
    record.set("issued", "2018-05-06", Line(3, "", ()))
    record.set("issued", "2018-06-06", Line(9, "", ()))
    assert record.fields["issued"] == "2018-05-06"
    assert record.where["issued"] == 3
    assert [(flag.rule, flag.line, flag.text) for flag in record.flags] == [("second-value", 9, "2018-06-06")]
    record.set("cc", "县委")
    record.set("cc", "县委；县人大")
    assert record.fields["cc"] == "县委；县人大"
