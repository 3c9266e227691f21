"""Containers made to do harm: each is refused in one clear line, nothing is written, nothing is fetched."""

import io
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from gongbao.ingest import command

from tests.ingest import made

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/package/2006/relationships"
O = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"  # noqa: E741
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOTICE = made.word(made.notice())
SHEET = made.workbook({"表": [["甲", "乙"], ["丙", 1]]})
PAGE = made.ofd([[(30, 40, 6, "云岭县人民政府关于养护的通知"), (30, 60, 5, "各乡镇人民政府：")]])
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def changed(data: bytes, **parts: str | bytes | None) -> bytes:
    """Return a zip with parts replaced, added, or taken out (None); "__" in a name stands for a slash, "0" for a dot."""
    given = {name.replace("__", "/").replace("0", "."): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    held |= {name: content for name, content in given.items() if content is not None}
    return made.zipped({name: content for name, content in held.items() if given.get(name, "") is not None})


def named(*names: str, content: bytes = b"x") -> bytes:
    return made.zipped(dict.fromkeys(names, content))


def body(inner: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'


def relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{R}"><Relationship Id="r9" Type="{O}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )


def sheet(inner: str) -> bytes:
    text = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{inner}</worksheet>'
    return changed(SHEET, xl__worksheets__sheet10xml=text)


def with_flag(data: bytes) -> bytes:
    """Return a zip whose entries say that they are encrypted."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = out.find(mark)
        while start >= 0:
            out[start + at] |= 1
            start = out.find(mark, start + 4)
    return bytes(out)


def with_link() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("通知.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return stream.getvalue()


def lying() -> bytes:
    """Return a zip whose one file is larger than its directory says."""
    data = bytearray(named("通知.txt", content=b"a" * (70 << 20)))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(data)


def twice() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("通知.txt", "甲")
        archive.writestr("通知.txt", "乙")
    return stream.getvalue()


def ole(*streams: str) -> bytes:
    return OLE + bytes(600) + made.ole_directory(*streams)


def saved(inner: str) -> bytes:
    return f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n{inner}'.encode()


def mailed(data: bytes, name: str) -> bytes:
    """Return a mail with a file attached."""
    mail = EmailMessage()
    mail.set_content("见附件")
    mail.add_attachment(data, maintype="application", subtype="zip", filename=name)
    return mail.as_bytes()


def nested_parts(depth: int) -> bytes:
    text = 'Content-Type: multipart/related; boundary="b0"\n\n'
    for n in range(depth):
        text += f'--b{n}\nContent-Type: multipart/mixed; boundary="b{n + 1}"\n\n'
    return text.encode()


UNIT = (
    '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>'
    '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="7"/></ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>'
)
LOOP = made.ofd(
    [[(30, 40, 6, "通知")]],
    objects_0='<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="7"/>',
    **{"Doc_0__DocumentRes.xml": UNIT},
)
OUTSIDE = (
    '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages><ofd:Page ID="1" BaseLoc="../../../etc/passwd"/>'
    "</ofd:Pages></ofd:Document>"
)
MANY = (
    '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>'
    + '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' * 3001
    + "</ofd:Pages></ofd:Document>"
)
BAD: dict[str, tuple[str, Callable[[], bytes] | bytes, str]] = {
    # archives
    "zip: a bomb": ("a.zip", lambda: named("通知.txt", content=b"a" * (48 << 20)), "bomb"),
    "zip: many bombs": ("a.zip", lambda: named(*(f"{n}.txt" for n in range(9)), content=b"a" * (5 << 20)), "bomb"),
    "zip: larger than it says": ("a.zip", lying, "damaged"),
    "zip: names that climb": ("a.zip", named("../../通知.txt"), "lead out"),
    "zip: names that climb backwards": ("a.zip", named("..\\..\\a.txt"), "lead out"),
    "zip: a name from the root": ("a.zip", named("/etc/a.txt"), "lead out"),
    "zip: a name with a drive": ("a.zip", named("C:\\a.txt"), "lead out"),
    "zip: a link": ("a.zip", with_link, "links to other files"),
    "zip: two of one name": ("a.zip", twice, "same name"),
    "zip: no file": ("a.zip", named(), "without a file"),
    "zip: a folder only": ("a.zip", named("附件/", content=b""), "without a file"),
    "zip: an archive in an archive": ("a.zip", lambda: named("b.zip", content=named("c.txt")), "only an archive"),
    "zip: cut": ("a.zip", named("通知.txt", content=bytes(range(256)) * 20)[:400], "damaged or cut off"),
    "zip: protected": ("a.zip", with_flag(named("通知.txt")), "password"),
    "zip: 301 files": ("a.zip", lambda: named(*(f"{n}.txt" for n in range(301))), "301 files"),
    "zip: 10,000 pictures": ("a.zip", lambda: named(*(f"{n}.png" for n in range(10_000))), "10000 parts"),
    "zip: programs": ("a.zip", named("a.exe", "b.bat"), "without a text"),
    "zip: garbage behind its mark": ("a.zip", b"PK\x03\x04" + bytes(900), "damaged"),
    # Word
    "docx: entities": ("a.docx", lambda: changed(NOTICE, word__document0xml=DOCTYPE + body("")), "bomb"),
    "docx: entities in UTF-16": ("a.docx", lambda: changed(NOTICE, word__document0xml=(DOCTYPE + body("")).encode("utf-16")), "bomb"),
    "docx: a file of the machine": ("a.docx", lambda: changed(NOTICE, word__document0xml='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + body("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")), "entities"),
    "docx: a part that bursts": ("a.docx", lambda: changed(NOTICE, word__a0xml=b" " * (60 << 20)), "bomb"),
    "docx: 5001 parts": ("a.docx", lambda: changed(NOTICE, **{f"word__media__{chr(97 + n % 26)}{'x' * (n // 26)}": b"" for n in range(5001)}), "parts"),
    "docx: a part that climbs": ("a.docx", lambda: changed(NOTICE, **{"..__..__a": b"x"}), "lead out"),
    "docx: tables in tables": ("a.docx", lambda: changed(NOTICE, word__document0xml=body("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60)), "nested"),
    "docx: thousands of elements deep": ("a.docx", lambda: changed(NOTICE, word__document0xml=body("<w:sdt>" * 5000 + "</w:sdt>" * 5000)), "damaged"),
    "docx: a template from the net": ("a.docx", lambda: changed(NOTICE, word___rels__settings0xml0rels=relation("attachedTemplate", "http://127.0.0.1:9/a.dotm")), "loads a template"),
    "docx: a template from a share": ("a.docx", lambda: changed(NOTICE, word___rels__settings0xml0rels=relation("attachedTemplate", "\\\\host\\a.dotm")), "loads a template"),
    "docx: an object from the net": ("a.docx", lambda: changed(NOTICE, word___rels__a0xml0rels=relation("oleObject", "https://127.0.0.1/x")), "loads an object"),
    "docx: macros": ("a.docm", lambda: changed(NOTICE, word__vbaProject0bin=b"x"), "macros"),
    "docx: macros by another name": ("a.docx", lambda: changed(NOTICE, word__vbaProject0bin=b"x"), "macros"),
    "docx: cut": ("a.docx", NOTICE[: len(NOTICE) // 2], "damaged or cut off"),
    "docx: protected": ("a.docx", ole("EncryptedPackage"), "password"),
    "docx: a program": ("a.docx", b"MZ\x90\0" + bytes(500), "not a Word document"),
    "docx: no body": ("a.docx", lambda: changed(NOTICE, word__document0xml=f'<w:document xmlns:w="{W}"/>'), "no body"),
    "docx: no text": ("a.docx", lambda: changed(NOTICE, word__document0xml=body("<w:p/>")), "no text"),
    "docx: no XML": ("a.docx", lambda: changed(NOTICE, word__document0xml=b"\0\1\2"), "damaged"),
    # spreadsheets
    "xlsx: entities": ("a.xlsx", lambda: changed(SHEET, xl__worksheets__sheet10xml=DOCTYPE + "<worksheet/>"), "bomb"),
    "xlsx: a sheet that bursts": ("a.xlsx", lambda: changed(SHEET, xl__worksheets__sheet10xml=b" " * (60 << 20)), "bomb"),
    "xlsx: a cell at the end of the world": ("a.xlsx", sheet('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'), "larger than"),
    "xlsx: macros": ("a.xlsm", lambda: changed(SHEET, xl__vbaProject0bin=b"x"), "macros"),
    "xlsx: cut": ("a.xlsx", SHEET[:-300], "damaged or cut off"),
    "xlsx: protected": ("a.xlsx", ole("EncryptedPackage"), "password"),
    "xlsx: no XML": ("a.xlsx", sheet("<row"), "damaged"),
    "xlsx: empty": ("a.xlsx", made.workbook({"表": [[]]}), "no sheet"),
    "xlsx: hidden sheets only": ("a.xlsx", made.workbook({"表": [["甲", "乙"], ["丙", "丁"]]}, 表="hidden"), "no sheet"),
    # OFD
    "ofd: a unit within itself": ("a.ofd", LOOP, "nested too deeply"),
    "ofd: a page outside": ("a.ofd", lambda: made.zipped({"OFD.xml": zipfile.ZipFile(io.BytesIO(PAGE)).read("OFD.xml"), "Doc_0/Document.xml": OUTSIDE}), "lead out"),
    "ofd: 3001 pages": ("a.ofd", lambda: made.zipped({"OFD.xml": zipfile.ZipFile(io.BytesIO(PAGE)).read("OFD.xml"), "Doc_0/Document.xml": MANY}), "3000 pages"),
    "ofd: entities": ("a.ofd", lambda: made.zipped({"OFD.xml": DOCTYPE + "<OFD/>"}), "bomb"),
    "ofd: no pages": ("a.ofd", lambda: made.zipped({"OFD.xml": zipfile.ZipFile(io.BytesIO(PAGE)).read("OFD.xml")}), "damaged"),
    "ofd: protected": ("a.ofd", lambda: changed(PAGE, Encryptions0xml="<x/>"), "protected"),
    "ofd: cut": ("a.ofd", PAGE[:-80], "damaged"),
    "ofd: no text": ("a.ofd", made.ofd([[]]), "no text"),
    # old office files
    "doc: cut": ("a.doc", ole("WordDocument"), "cannot open"),
    "doc: slides by another name": ("a.doc", ole("PowerPoint Document"), "presentation"),
    "doc: macros": ("a.doc", ole("WordDocument", "_VBA_PROJECT"), "macros"),
    "doc: something else": ("a.doc", ole("Nothing"), "not known"),
    "doc: a program": ("a.doc", b"MZ\x90\0" + bytes(500), "whatever its name says"),
    "xls: cut": ("a.xls", ole("Workbook"), "cannot open"),
    "xls: macros": ("a.xls", ole("Workbook", "_VBA_PROJECT_CUR"), "macros"),
    "odt: macros": ("a.odt", made.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "Basic/Standard/a.xml": "x"}), "macros"),
    "odt: protected": ("a.odt", made.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<encryption-data/>"}), "password"),
    "odt: cut": ("a.odt", made.zipped({"mimetype": "application/vnd.oasis.opendocument.text"})[:-20], "damaged"),
    "rtf: cut": ("a.rtf", b"{\\rtf1\\ansi {\\fonttbl", "cannot open"),
    # saved pages
    "mht: no page": ("a.mht", saved("--b\nContent-Type: image/png\n\nx\n--b--"), "without a page"),
    "mht: parts in parts": ("a.mht", nested_parts(3000), "."),
    "eml: parts in parts": ("a.eml", nested_parts(3000), "."),
    "eml: many parts": ("a.eml", saved("--b\nContent-Type: image/png\n\nx\n" * 400 + "--b--"), "more than"),
    "eml: nothing in it": ("a.eml", b"Subject: x\r\n\r\n", "without a word"),
    "eml: an archive that climbs out": ("a.eml", mailed(named("../../a.txt"), "a.zip"), "lead out"),
    "msg": ("a.msg", ole("WordDocument"), "Outlook"),
    "html: elements in elements": ("a.html", b"<html><body>" + b"<div>" * 40_000 + b"x", "nested deeper"),
    "pdf: a program": ("a.pdf", b"MZ\x90\0" + bytes(500), "not a PDF"),
    "pdf: cut": ("a.pdf", b"%PDF-1.7\n" + bytes(300), "damaged or cut off"),
}  # fmt: skip


def test_there_are_sixty_of_them() -> None:
    assert len(BAD) >= 60


@pytest.mark.parametrize("kind", BAD)
def test_it_is_refused_in_one_line_and_nothing_is_written(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, data, says = BAD[kind]
    file = tmp_path / name
    file.write_bytes(data() if callable(data) else data)
    to = tmp_path / "content"
    assert command.run(file, to) == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1, said
    assert said[0].startswith(f"error: {name}: ")
    assert says in said[0]
    assert "fault of the program" not in said[0]
    assert [path for path in to.rglob("*") if path.is_file()] == []


ELSEWHERE = "http://127.0.0.1:{port}"


def page_of_pictures(port: int) -> bytes:
    pictures = "".join(f'<img src="{ELSEWHERE.format(port=port)}/{n}.png">' for n in range(10_000))
    text = "".join(f"<p>{line}</p>" for line in made.notice() if isinstance(line, str))
    return f"<html><body><h1>{made.TITLE}</h1>{text}{pictures}<img src='../../../../etc/passwd'></body></html>".encode()


def linked_document(port: int) -> bytes:
    """Return a notice whose picture lies on the net."""
    document = made.word(made.notice(made.picture()))
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        text = archive.read("word/document.xml").decode()
    relations = relations.replace(
        'Target="media/image1.png"', f'Target="{ELSEWHERE.format(port=port)}/a.png" TargetMode="External"'
    )
    return changed(
        document,
        word__document0xml=text.replace("r:embed=", "r:link="),
        word___rels__document0xml0rels=relations,
    )


def old_document(port: int) -> bytes:
    """Return a document in Rich Text that asks for a picture and a template from the net."""
    text = "".join(
        f"{{\\u{ord(char)}?}}" if ord(char) > 127 else char for char in "\n".join(map(str, made.notice()))
    )
    address = ELSEWHERE.format(port=port)
    fetched = f'{{\\*\\template {address}/a.dotm}}{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}/a.png" }}{{\\fldrslt x}}}}'
    return f"{{\\rtf1\\ansi {fetched}\\par {text.replace(chr(10), chr(92) + 'par ')}}}".encode()


def whole_sheet_merged(_: int) -> bytes:
    return made.workbook(
        {"表": [["养护任务表", ""], ["乡镇", "里程"], ["东山镇", 3]]}, {"表": ["A1:XFD1", "A4:XFD1048576"]}
    )


HARMLESS = {
    "a.html": page_of_pictures,
    "a.docx": linked_document,
    "a.rtf": old_document,
    "a.xlsx": whole_sheet_merged,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_points_elsewhere_is_read_and_nothing_is_fetched(name: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        file = tmp_path / name
        file.write_bytes(HARMLESS[name](server.getsockname()[1]))
        assert command.run(file, tmp_path / "content") == 0
        with pytest.raises(BlockingIOError):
            server.accept()
    assert list((tmp_path / "content").rglob("*.md"))
    assert [
        p
        for p in (tmp_path / "content").rglob("*")
        if p.suffix not in (".md", ".json", ".txt") and p.is_file()
    ] == []


def test_a_picture_that_would_fill_the_memory_is_told_and_left_out(tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    huge = made.picture()[:16] + head + made.picture()[29:]
    crc = struct.pack(">I", zlib.crc32(b"IHDR" + head))
    huge = huge[:29] + crc + huge[33:]
    document = made.word(made.notice(made.picture()))
    file = tmp_path / "a.docx"
    file.write_bytes(changed(document, word__media__image10png=huge))
    assert command.run(file, tmp_path / "content") == 0
    (ledger,) = (tmp_path / "content").rglob("ingest.json")
    assert "picture-too-large" in ledger.read_text(encoding="utf-8")
    assert list((tmp_path / "content").rglob("*.png")) == []
