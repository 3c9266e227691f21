"""What of a source cannot be read is told by place: pages that are pictures, characters that are none."""

import json
from pathlib import Path

import pytest
from gongbao.bulletin import issue
from gongbao.ingest import command
from gongbao.ingest.check.flags import of_source
from gongbao.ingest.model.source import Source, SourceLine
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader

from tests.ingest.read.sheet import LEFT, RIGHT, SENTENCE, TOP, Sheet

NOTICE = [
    "云岭县人民政府关于做好春耕工作的通知",
    "各乡镇人民政府：",
    SENTENCE,
    "云岭县人民政府",
    "2018年3月5日",
]


def ledger_of(to: Path) -> dict:
    (path,) = to.rglob("ingest.json")
    return json.loads(path.read_text(encoding="utf-8"))


def test_pages_that_are_pictures_are_named_by_number(tmp_path, capsys):
    sheet = Sheet()
    for picture in (False, True, False, True, False):
        if picture:
            sheet.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)
        else:
            sheet.column(LEFT, TOP, RIGHT - LEFT, NOTICE)
        sheet.turn()
    source = tmp_path / "mixed.pdf"
    source.write_bytes(sheet.data())
    assert command.run(source, tmp_path / "content") == 0
    said = capsys.readouterr().out
    assert "page 2 is a picture without text" in said
    assert "page 4 is a picture without text" in said
    assert "page 1" not in said
    flags = [
        flag["text"] for flag in ledger_of(tmp_path / "content")["flags"] if flag["rule"] == "scanned-page"
    ]
    assert flags == ["第2页", "第4页"]


CONTROLS = ["\x01", "\x08", "\x1b", "\x7f", "\x84"]


@pytest.mark.parametrize("control", CONTROLS, ids=[f"{ord(c):02x}" for c in CONTROLS])
def test_a_control_character_is_dropped_by_name_and_never_written(tmp_path, control):
    lines = [*NOTICE[:2], SENTENCE[:10] + control + SENTENCE[10:], *NOTICE[3:]]
    source = tmp_path / "controls.txt"
    source.write_text("\n".join(lines * 1), encoding="utf-8")
    assert command.run(source, tmp_path / "content") == 0
    written = "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "content").rglob("*.md"))
    assert control not in written
    assert SENTENCE[:14] in written
    assert [drop["rule"] for drop in ledger_of(tmp_path / "content")["dropped"]] == ["control-character"]


@pytest.mark.parametrize("mark", ["\ufffd", "\ue5e5"])
def test_a_character_that_could_not_be_read_is_flagged_and_stays(tmp_path, mark):
    source = tmp_path / "marks.txt"
    source.write_text("\n".join([*NOTICE[:2], f"请各单位{mark}抓好落实。", *NOTICE[3:]]), encoding="utf-8")
    assert command.run(source, tmp_path / "content") == 0
    flags = [(flag["line"], flag["rule"]) for flag in ledger_of(tmp_path / "content")["flags"]]
    assert (3, "unreadable-character") in flags
    assert mark in "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "content").rglob("*.md"))


READ_WRONGLY = [
    "‘N\\¿SºNl?eœ^sQŽN,{3151y˜å]\\O¡{t„våw",
    "Îñ±¾¶«ÇøÈËÃñÕþ¸®¹ØÓÚ¼ÓÇ¿",
    "å·žäººæ°‘æ”¿åºœå…³äºŽ",
]
READ_RIGHTLY = [
    "São necessárias informações à administração; n.º 1 do artigo 2.º, § 3",
    "Điều 1. Phạm vi điều chỉnh của Nghị định này",
    "L’école française « à côté » de l’hôtel – n° 12",
    "½ cup ¼ tsp ¾ x²+y²=z² ±3µm ×2; £1,200 ¥500 £40",
    "$\\frac{a}{b} = \\sqrt{x^2}$ µ https://a.example/b?x={y}|z",
    "ئۇيغۇر ئاپتونوم رايونى",
]


def test_lines_that_no_language_writes_are_flagged_once() -> None:
    """As LibreOffice reads them out of a damaged .doc, or a program saved what it had read in a wrong encoding."""
    lines = [NOTICE[0], *READ_RIGHTLY, *READ_WRONGLY]
    source = Source("甲.doc", "docx", "", "", tuple(SourceLine(n, text) for n, text in enumerate(lines, 1)))
    (flag,) = of_source(source)
    assert (flag.rule, flag.line, flag.text) == ("wrong-reading", 8, READ_WRONGLY[0][:24])
    assert str(flag.what).startswith("3 × a line that no language writes")


ISSUE = """<html><head><title>{title}</title></head><body><div class="content">
<p>目录</p><p>云岭县人民政府关于做好春耕工作的通知</p><p>云岭县人民政府关于加强防汛工作的通知</p>
<h2>云岭县人民政府关于做好春耕工作的通知</h2><p>云府发〔2018〕3号</p><p>各乡镇人民政府：</p>
<p>春耕在即，请各乡镇认真抓好落实，确保取得实效。</p><p>云岭县人民政府</p><p>2018年3月5日</p>
<h2>云岭县人民政府关于加强防汛工作的通知</h2><p>云府发〔2018〕4号</p><p>各乡镇人民政府：</p>
<p>汛期将至，请各乡镇认真做好防汛准备工作。</p><p>云岭县人民政府</p><p>2018年4月5日</p>
</div></body></html>"""
TITLES = [
    "云岭县人民政府公报2018年第2期",
    "云岭县人民政府公报 2018年第2期_云岭县人民政府门户网站",
    "2018年第2期 - 云岭县人民政府公报 - 云岭县人民政府",
]


@pytest.mark.parametrize("title", TITLES)
def test_an_issue_may_be_named_by_the_title_of_its_page_alone(tmp_path, title):
    source = tmp_path / "issue.html"
    source.write_text(ISSUE.format(title=title), encoding="utf-8")
    assert command.run(source, tmp_path / "content") == 0
    (path,) = (tmp_path / "content").rglob("issue.md")
    held = issue.load(path.read_text(encoding="utf-8"))
    assert (held.title, held.year, held.issue) == ("云岭县人民政府公报", 2018, "2")
    rules = {flag["rule"] for flag in ledger_of(tmp_path / "content")["flags"]}
    assert "issue-from-page-title" in rules


def test_the_contents_of_an_issue_without_its_texts_are_refused(tmp_path, capsys):
    source = tmp_path / "contents.txt"
    entries = "云岭县人民政府关于促进民宿业发展的意见 1\n云岭县人民政府关于印发立法计划的通知 5"
    source.write_text(f"云岭县人民政府公报\n2023年第1期 总第60期\n目录\n{entries}\n", encoding="utf-8")
    assert command.run(source, tmp_path / "content") != 0
    assert "contents.txt: holds the contents of an issue and none of its texts" in capsys.readouterr().err
    assert not list((tmp_path / "content").rglob("*.md"))
