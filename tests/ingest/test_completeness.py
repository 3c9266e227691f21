"""What may have lost words is flagged, in the order of danger; a source without a text is refused by name."""

import json
import re

import pytest
from gongbao.ingest import command, pipeline
from gongbao.ingest.check import completeness
from gongbao.ingest.check.severity import ORDER, by_danger
from gongbao.ingest.model.edition import Edition
from gongbao.ingest.model.lines import Drop, Line
from gongbao.ingest.model.record import Block, Flag, Record
from gongbao.ingest.model.source import Place, Source, SourceError, SourceLine, SourceObject
from gongbao.ingest.write import files, report
from gongbao.ingest.write.writing import Written
from gongbao.messages import Message
from gongbao.workshop import ROOT

HEAD = "云岭县人民政府关于加强森林防火工作的通知\n\n各乡镇人民政府：\n"
TEXT = "请认真贯彻执行各项森林防火的管理规定，确保人民群众生命财产安全，做到早发现、早报告、早处置。"


def edition_of(text: str, objects: tuple[SourceObject, ...] = ()) -> Edition:
    lines = tuple(SourceLine(n, line) for n, line in enumerate(text.split("\n"), start=1))
    return pipeline.make(Source("某.txt", "text", "utf-8", "0" * 64, lines, objects=objects))


def rules(edition: Edition) -> list[str]:
    return [flag.rule for flag in by_danger(edition)]


def test_a_head_without_a_text_is_refused_with_the_name_of_the_file(tmp_path, capsys):
    source = tmp_path / "空文.txt"
    source.write_text(HEAD + "\n云岭县人民政府\n2018年5月6日\n", encoding="utf-8")
    assert command.run(source, tmp_path / "content") == 1
    assert "空文.txt: holds no text of a document" in capsys.readouterr().err
    assert list((tmp_path / "content").rglob("*.md")) == []


@pytest.mark.parametrize(
    ("ending", "flagged"),
    [
        (TEXT + "\n\n云岭县人民政府\n2018年5月6日\n", False),
        (TEXT + "各乡镇要加强巡查，发现火情及时报告县森林防火指挥部，并组织人员疏散，同时做好\n", True),
        ("特此通知\n", False),
    ],
)
def test_a_text_that_breaks_off_is_flagged(ending: str, flagged: bool) -> None:
    assert ("breaks-off" in rules(edition_of(HEAD + TEXT + "\n" + ending))) == flagged


@pytest.mark.parametrize(
    ("said", "flagged"),
    [
        ("第1页 共3页", True),
        ("第 1 页 / 共 3 页", True),
        ("第3页 共3页", False),
        ("第1页\n" + TEXT + "\n第2页", False),
    ],
)
def test_a_source_that_says_it_has_further_pages_is_flagged(said: str, flagged: bool) -> None:
    assert ("further-pages" in rules(edition_of(f"{HEAD}{TEXT}\n{said}\n"))) == flagged


def test_what_a_container_held_is_counted_and_what_was_dropped_is_flagged_with_its_place() -> None:
    objects = (
        SourceObject("picture", 4, "示意图", kept="file 图1.png"),
        SourceObject("comment", 4, "此处待定", rule="comment-of-an-editor"),
        SourceObject("watermark", 0, "内部", rule="watermark", place=Place(2, (0.1, 0.2, 0.3, 0.4))),
    )
    edition = edition_of(HEAD + TEXT, objects)
    laid = files.lay(edition, files.slugs_for(edition, None, set()))
    ledger = json.loads(laid.files[files.LEDGER])
    assert ledger["objects"] == [
        {"kind": "picture", "line": 4, "text": "示意图", "kept": "file 图1.png"},
        {"kind": "comment", "line": 4, "text": "此处待定", "rule": "comment-of-an-editor"},
        {"kind": "watermark", "text": "内部", "rule": "watermark", "page": 2, "box": [0.1, 0.2, 0.3, 0.4]},
    ]
    said = [str(flag.what) for flag in edition.flags if flag.rule == "object-dropped"]
    assert said == [
        "comment not kept (comment-of-an-editor), line 4",
        "watermark not kept (watermark), page 2",
    ]
    lines = report.summary(edition, laid, Written(files.Path("x")))
    assert "  dropped: comment-of-an-editor ×1, watermark ×1" in lines
    assert "  kept beside the text: picture ×1" in lines


def line(number: int, text: str) -> Line:
    return Line(number, text, tuple(range(len(text))))


def test_more_dropped_than_kept_is_flagged_unless_it_is_the_page_itself() -> None:
    for rule, flagged in (("hidden-text", True), ("page-chrome", False)):
        record = Record({"title": "通知"}, [Block("paragraph", "特此通知。", lines=[line(1, "特此通知。")])])
        edition = Edition(Source("某.html", "html", "utf-8", "", ()), "document", [record])
        edition.drops = [Drop(rule, line(2, TEXT))]
        completeness.check(edition)
        assert ("more-dropped-than-kept" in rules(edition)) == flagged


def test_names_that_the_source_sets_apart_and_the_text_does_not_are_flagged() -> None:
    held = line(1, "组长：王小明 赵丽　李一民")
    for text, flagged in (("组长：王小明赵丽　李一民", True), ("组长：王小明　赵丽　李一民", False)):
        record = Record({"title": "名单"}, [Block("paragraph", text, lines=[held])])
        edition = Edition(Source("某.txt", "text", "utf-8", "", ()), "document", [record])
        completeness.check(edition)
        assert ("names-touch" in rules(edition)) == flagged


def test_what_is_most_dangerous_comes_first_and_the_rest_on_request() -> None:
    edition = edition_of(HEAD + TEXT)
    edition.flags = [
        Flag(9 - n % 9, "甲", Message(f"{rule} {n}"), rule) for n, rule in enumerate(reversed(ORDER))
    ]
    laid = files.lay(edition, files.slugs_for(edition, None, set()))
    summary = report.summary(edition, laid, Written(files.Path("x")))
    assert len(summary) <= 24
    assert [flag.rule for flag in by_danger(edition)] == list(ORDER)
    assert [text for text in summary if "no-text" in text]
    assert f"  … and {len(ORDER) - 10} more doubts: --details" in summary
    details = report.details(edition, laid, Written(files.Path("x")))
    assert all(any(rule in text for text in details) for rule in ORDER)


def test_every_rule_of_a_flag_has_its_place_in_the_order() -> None:
    text = "".join(
        p.read_text(encoding="utf-8") for p in (ROOT / "plugins" / "gongbao" / "ingest").rglob("*.py")
    )
    made = set(re.findall(r'Flag\([^()]*(?:\([^()]*\)[^()]*)*?"([a-z]+(?:-[a-z]+)+)"[^()"]*\)', text))
    assert made
    assert made - set(ORDER) == set()


def test_a_source_error_names_the_file() -> None:
    with pytest.raises(SourceError, match=r"某\.txt"):
        edition_of("通知")
