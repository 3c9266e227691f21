"""One text, set as a web page, a Word document and a PDF, is read as the same lines."""

import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from gongbao.ingest.read import read

from tests.ingest.forms import Doc, Table, as_docx, as_html, as_pdf, from_text

LONG = "为深入贯彻落实有关工作部署，结合2018年实际（GDP增长8.5%），请各单位认真抓好落实，确保取得实效。"
CARD = {
    "索引号": "1150011/2018-00012",
    "发文机关": "某某市人民政府办公室",
    "成文日期": "2018-05-16",
    "文号": "某府办发〔2018〕18号",
    "发布日期": "2018-05-20",
}
NOTICE = f"""某某市人民政府办公室
关于印发某某市盐业体制改革实施方案的通知
某府办发〔2018〕18号
各区县人民政府，市政府各部门：
经市政府同意，现将《方案》印发给你们，请认真贯彻执行。{LONG}
某某市人民政府办公室
2018年5月16日
（此件公开发布）
某某市盐业体制改革实施方案
一、总体要求
（一）指导思想。{LONG}
（二）基本原则。{LONG}{LONG}
二、重点任务
（一）改革监管体制。{LONG}
1．第一项。{LONG}
2．第二项。
附件：1．任务分工表
　　　2．名单
任务分工表
序号\t任务\t<<
^^\t内容\t责任单位
1\t{LONG}\t市发展改革委、市财政局
2\t\t市委
抄送：市委办公室，市人大常委会办公室。
某某市人民政府办公室　　2018年5月16日印发
"""
ORDER = """某某市人民政府令
第321号
《某某市某某办法》已经2020年3月1日市人民政府第10次常务会议通过，现予公布，自2020年5月1日起施行。
市长　张三
2020年3月10日
某某市某某办法
第一章　总则
第一条　为了规范某某活动，根据有关法律法规，制定本办法。
第二条　本办法所称某某，是指某某。
第二章　附则
第三条　本办法自2020年5月1日起施行。
"""
APPOINTMENT = """某某市人民政府关于张三等任免职务的通知
各区县人民政府：
市人民政府决定：
任命张三为市某某局局长；
免去李四的市某某局局长职务。
某某市人民政府
二〇二〇年三月十日
"""
DOCS = {
    "notice": from_text(NOTICE, "某某市人民政府办公室\n关于印发某某市盐业体制改革实施方案的通知", CARD),
    "order": from_text(ORDER, "某某市人民政府令"),
    "appointment": from_text(APPOINTMENT, "某某市人民政府关于张三等任免职务的通知"),
}
FORMS = {
    "html": as_html,
    "gb2312.html": lambda doc: as_html(doc, "gb2312"),
    "docx": as_docx,
    "pdf": as_pdf,
    "columns.pdf": lambda doc: as_pdf(doc, columns=2),
}


def fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def expected(doc: Doc) -> list[str]:
    lines: list[str] = []
    for part in doc.parts:
        rows = ["\t".join(row) for row in part.rows] if isinstance(part, Table) else part.split("\n")
        lines.extend(fold(row) for row in rows)
    return lines


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", DOCS)
def test_every_form_gives_the_same_lines(tmp_path: Path, name: str, form: str) -> None:
    doc = DOCS[name]
    file = tmp_path / f"source.{form}"
    file.write_bytes(FORMS[form](doc))
    source = read(file)
    content = [line for line in source.lines if not line.drop and line.hint != "card"]
    found = [fold(line.text) for line in content]
    if "pdf" in form:
        # A page ends where it ends: the halves are two lines. A title may be wrapped to the column.
        assert "".join(found) == "".join(expected(doc))
        assert len(found) <= len(expected(doc)) + max(line.page or 1 for line in content) + 1
    else:
        assert found == expected(doc)
    tables = [line.text for line in content if line.hint == "table"]
    assert tables == ["\t".join(row) for part in doc.lines if isinstance(part, Table) for row in part.rows]


def test_the_web_page_gives_the_card_and_marks_the_title(tmp_path: Path) -> None:
    file = tmp_path / "source.html"
    file.write_bytes(as_html(DOCS["notice"]))
    source = read(file)
    assert source.card == CARD
    title = [line.text for line in source.lines if line.hint == "h1"]
    assert title == DOCS["notice"].title.split("\n")
    chrome = {line.drop for line in source.lines if line.drop}
    assert chrome == {"page-title", "page-chrome"}


def test_the_word_document_leaves_its_numbers_to_word() -> None:
    with zipfile.ZipFile(BytesIO(as_docx(DOCS["notice"]))) as package:
        text = package.read("word/document.xml").decode()
    assert "总体要求" in text
    assert "一、总体要求" not in text


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
@pytest.mark.parametrize("name", ["001_200924bfe9f3f958.txt", "003_dbb23b25915cc356.txt"])
def test_a_real_text_comes_back_word_for_word(tmp_path: Path, name: str, form: str) -> None:
    text = (Path(__file__).parents[2] / "sources" / name).read_text(encoding="utf-8")
    doc = from_text(text, "", running_head="页眉的文字")
    file = tmp_path / f"source.{form}"
    file.write_bytes(FORMS[form](doc))
    found = "".join(fold(line.text) for line in read(file).lines if not line.drop and line.hint != "card")
    assert found == "".join(expected(doc))
