"""Word documents that are damaged, protected or dangerous: each is refused in one line that says what to do."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read import read

from tests.ingest import made

BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def good() -> bytes:
    document = docx.Document()
    for n in range(200):
        document.add_paragraph(f"第{n}段，为做好有关工作，现将有关事项通知如下。")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(change: Callable[[zipfile.ZipFile], None]) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != "word/document.xml":
                new.writestr(entry, old.read(entry))
        change(new)
    return stream.getvalue()


def _bomb(package: zipfile.ZipFile) -> None:
    package.writestr("word/document.xml", BODY.format("<w:p/>" * 3_000_000))


def _many_parts(package: zipfile.ZipFile) -> None:
    for number in range(6000):
        package.writestr(f"word/{number}", "")


def _lying_bomb() -> bytes:
    """A part that says that it is small, and is not."""
    data = bytearray(
        repacked(lambda package: package.writestr("word/document.xml", BODY.format(" " * 5_000_000)))
    )
    size = len(BODY.format(" " * 5_000_000)).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def _entities(package: zipfile.ZipFile) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    package.writestr(
        "word/document.xml",
        f'<!DOCTYPE w:document [<!ENTITY l0 "哈">{levels}]>'
        + BODY.format("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>"),
    )


def _entities_in_utf16(package: zipfile.ZipFile) -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-16"?><!doctype x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        + BODY.format("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>")
    )
    package.writestr("word/document.xml", text.encode("utf-16"))


def _plain(body: str) -> Callable[[zipfile.ZipFile], None]:
    return lambda package: package.writestr("word/document.xml", BODY.format(body))


def _climbing(name: str) -> Callable[[zipfile.ZipFile], None]:
    def change(package: zipfile.ZipFile) -> None:
        _plain("<w:p><w:r><w:t>文</w:t></w:r></w:p>")(package)
        package.writestr(name, "x")

    return change


BAD: list[tuple[str, bytes, str]] = [
    ("truncated", good()[:-400], "damaged or cut off"),
    ("half", good()[: len(good()) // 2], "damaged or cut off"),
    ("garbled", good()[:3000] + bytes(500) + good()[3500:], "damaged"),
    ("zip bomb", repacked(_bomb), "zip bomb"),
    ("lying zip bomb", _lying_bomb(), "damaged"),
    (
        "many parts",
        repacked(_many_parts),
        "parts, more than any document has",
    ),
    ("climbing name", repacked(_climbing("../../etc/cron.d/x")), "would lead out of the document"),
    ("climbing name, Windows", repacked(_climbing("word\\..\\..\\x.dll")), "would lead out of the document"),
    ("absolute name", repacked(_climbing("/etc/passwd")), "would lead out of the document"),
    ("drive name", repacked(_climbing("C:x")), "would lead out of the document"),
    ("XML bomb", repacked(_entities), "XML bomb"),
    ("external entity", repacked(_entities_in_utf16), "XML bomb"),
    ("no XML", repacked(_plain("<w:p>")), "word/document.xml cannot be read"),
    (
        "nested tables",
        repacked(_plain("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60)),
        "nested too deeply",
    ),
    ("embedded document", repacked(_plain("<w:altChunk/><w:p><w:r><w:t>文</w:t></w:r></w:p>")), "altChunk"),
    ("images only", repacked(_plain("<w:p><w:r><w:drawing/></w:r></w:p>")), "no text in it"),
    (
        "no body",
        repacked(lambda p: p.writestr("word/document.xml", BODY.replace("w:body", "w:other"))),
        "no body",
    ),
    ("no document", repacked(lambda p: None), "a zip archive, not a Word document"),
    ("a text", "公报".encode(), "not a Word document, whatever its name says"),
    (
        "encrypted",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + made.ole_directory("EncryptedPackage"),
        "protected with a password",
    ),
    ("old Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .docx"),
]


@pytest.mark.parametrize(("what", "data", "message"), BAD, ids=[bad[0] for bad in BAD])
def test_bad_documents_are_refused_in_one_line(tmp_path: Path, what: str, data: bytes, message: str) -> None:
    file = tmp_path / "bad.docx"
    file.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read(file)
    assert str(caught.value).startswith("bad.docx: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.docx"]


def test_a_damaged_spreadsheet_named_docx_is_told_as_one(tmp_path: Path) -> None:
    relations = RELATIONS.replace("word/document.xml", "xl/workbook.xml")
    data = repacked(lambda p: (p.writestr("xl/workbook.xml", "<workbook/>"), None)[1])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, relations if entry.filename == "_rels/.rels" else old.read(entry))
    file = tmp_path / "table.docx"
    file.write_bytes(stream.getvalue())
    with pytest.raises(SourceError, match=r"table\.docx: damaged, it has no workbook"):
        read(file)
