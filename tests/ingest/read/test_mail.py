"""Mails: their attached files, or what they say themselves, as one document."""

import base64
from collections.abc import Callable
from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from gongbao.ingest import command

from tests.ingest import made

TEXT = f"""{made.TITLE}
{made.NUMBER}

各乡镇人民政府：

    为做好农村道路养护工作，保障群众出行安全，经县政府研究，现将2024年农村道路养护任务下达给你们，并就有关事项通知如下：

    一、明确养护责任。各乡镇人民政府对本行政区域内的农村道路养护负总责，村民委员会做好日常巡查，发现塌方、积水、护栏损坏等情况，应当在当日报告并设置标志。

    二、落实养护经费。养护经费按照里程拨付，专款专用，县财政局、县交通运输局每半年检查一次，检查结果与下一年度的资金安排挂钩。任务见附件。

附件：任务表

云岭县人民政府
2024年4月12日
"""
SHEET = made.workbook({"Sheet1": [["乡镇", "里程"], ["东山镇", 3]]})
COVERING = "编辑部：\n现将文件发给你们，请予刊登。\n王五 0000-1230001"


def attach(mail: MIMEMultipart, data: bytes, name: str) -> None:
    """Attach a file as old programs do: its name in words coded as a head is."""
    part = MIMEBase("application", "octet-stream")
    part.set_payload(base64.encodebytes(data).decode())
    part["Content-Transfer-Encoding"] = "base64"
    coded = base64.b64encode(name.encode("gb18030")).decode()
    part.add_header("Content-Disposition", f'attachment; filename="=?GBK?B?{coded}?="')
    mail.attach(part)


def says_it_itself() -> bytes:
    mail = MIMEMultipart()
    mail["Subject"] = "请刊登"
    mail.attach(MIMEText(TEXT, "plain", "gb2312"))
    attach(mail, SHEET, "附件：任务表.xlsx")
    return mail.as_bytes()


def has_it_attached() -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "请刊登", "王五 <w@example.org>"
    mail.set_content(COVERING)
    mail.add_alternative(f"<p>{COVERING}</p>", subtype="html")
    for name, data in (("关于养护的通知.txt", TEXT.encode()), ("附件：任务表.xlsx", SHEET)):
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def has_an_archive_attached() -> bytes:
    mail = EmailMessage()
    mail.set_content(COVERING)
    archive = made.zipped({"通知.txt": TEXT, "附件：任务表.xlsx": SHEET})
    mail.add_attachment(archive, maintype="application", subtype="zip", filename="养护.zip")
    return mail.as_bytes()


@pytest.mark.parametrize("mail", [says_it_itself, has_it_attached, has_an_archive_attached])
def test_a_mail_is_the_document_that_it_brings_or_is(mail: Callable[[], bytes], tmp_path: Path) -> None:
    file = tmp_path / "来文.eml"
    file.write_bytes(mail())
    assert command.run(file, tmp_path / "to") == 0
    (path,) = [one for one in (tmp_path / "to").rglob("*.md") if one.name != "issue.md"]
    text = path.read_text(encoding="utf-8")
    assert f"Title: {made.TITLE}\n" in text
    assert f"Doc_number: {made.NUMBER}\n" in text
    assert "| 东山镇 | 3 |" in text
    assert "王五" not in text
    assert "请刊登" not in text
    ledger = (path.parent / "ingest.json").read_text(encoding="utf-8")
    assert ("mail-text" in ledger) == (mail is not says_it_itself)


def test_a_mail_without_files_is_its_own_words_with_its_tables(tmp_path: Path) -> None:
    rows = "".join(f"<p>{line.strip()}</p>" for line in TEXT.splitlines()[:5])
    mail = EmailMessage()
    mail["Subject"] = "通知"
    mail.set_content("请用能显示网页的程序查看")
    table = "<table border=1><tr><td>乡镇</td><td>里程</td></tr><tr><td>东山镇</td><td>3</td></tr></table>"
    mail.add_alternative(
        f"<html><body>{rows}{table}<p>云岭县人民政府</p><p>2024年4月12日</p></body></html>", subtype="html"
    )
    file = tmp_path / "来文.eml"
    file.write_bytes(mail.as_bytes())
    assert command.run(file, tmp_path / "to") == 0
    (path,) = [one for one in (tmp_path / "to").rglob("*.md") if one.name != "issue.md"]
    text = path.read_text(encoding="utf-8")
    assert f"Title: {made.TITLE}\n" in text
    assert "| 东山镇 | 3 |" in text
