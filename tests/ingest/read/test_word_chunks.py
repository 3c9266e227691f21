"""Documents that a Word document takes in whole (altChunk): read where they stand."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read import read

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def inner(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "甲", "乙"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def outer(tmp_path: Path, data: bytes, suffix: str) -> Path:
    """Save a document that takes another in between its two paragraphs."""
    document = docx.Document()
    document.add_paragraph("上文。")
    part = Part(PackURI(f"/word/chunk{suffix}"), "application/octet-stream", data, document.part.package)
    link = document.part.relate_to(part, RELATIONSHIP_TYPE.A_F_CHUNK)
    document.element.body.insert(
        1, parse_xml(f'<w:altChunk xmlns:w="{WORDS}" xmlns:r="{LINKS}" r:id="{link}"/>')
    )
    document.add_paragraph("下文。")
    path = tmp_path / "合并.docx"
    document.save(path)
    return path


HTML = "<html><body><p>嵌入的第一段，讲甲事。</p><p>嵌入的第二段，讲乙事。</p></body></html>".encode()


@pytest.mark.parametrize(
    ("data", "suffix", "lines"),
    [
        (inner("嵌入的第一段。"), ".docx", ["嵌入的第一段。", "甲\u3000\u3000乙"]),
        (HTML, ".html", ["嵌入的第一段，讲甲事。", "嵌入的第二段，讲乙事。"]),
        ("嵌入的文字。\n".encode(), ".txt", ["嵌入的文字。"]),
    ],
)
def test_a_document_taken_in_is_read_where_it_stands(
    tmp_path: Path, data: bytes, suffix: str, lines: list[str]
) -> None:
    source = read(outer(tmp_path, data, suffix))
    found = [line.text for line in source.lines if not line.drop and line.text.strip()]
    assert found == ["上文。", *lines, "下文。"]


def test_documents_that_take_one_another_in_without_end_are_refused(tmp_path: Path) -> None:
    data = inner("最里面。")
    for _ in range(6):
        data = outer(tmp_path, data, ".docx").read_bytes()
    path = tmp_path / "套娃.docx"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="altChunk"):
        read(path)


def test_what_word_does_not_take_in_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(SourceError, match="altChunk"):
        read(outer(tmp_path, stream.getvalue(), ".zip"))


def test_the_encoding_of_a_text_taken_in_is_said_beside_the_document(tmp_path: Path) -> None:
    text = "職業安全衛生法施行細則".encode("cp950")
    path = outer(tmp_path, text, ".txt")
    with pytest.raises(SourceError, match=r"合并\.docx › chunk\.txt: .*into 合并\.toml beside it"):
        read(path)
    assert [line.text for line in read(path, "big5").lines] == ["上文。", "職業安全衛生法施行細則", "下文。"]
