"""Plain text and Markdown: encodings, line ends, form feeds, and what is refused."""

import codecs
import hashlib
from pathlib import Path

import pytest
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read import read, sidecar

SHORT_TEXTS = [
    "通知",
    "联通",  # In GBK it looks like broken UTF-8: the classic trap.
    "公告",
    "关于印发《办法》的通知\n",
    "国务院令\n第707号\n",
    "綦江府发〔2018〕18号",
    "附件：1．名单",
    "二○○九年三月",
    "2018年5月16日\n",
    "一",
    "王珺、李喆、陈曦\n",
    "a\tb\n",
]


@pytest.mark.parametrize("text", SHORT_TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_short_texts_are_read_in_the_encoding_they_were_written_in(
    tmp_path: Path, text: str, encoding: str
) -> None:
    file = tmp_path / "short.txt"
    file.write_bytes(text.encode(encoding))
    assert [line.text for line in read(file).lines] == text.splitlines()


@pytest.mark.parametrize("text", ["喆", "ᠮᠣᠩᠭᠣᠯ", "ئۇيغۇر"])
def test_rare_characters_and_other_scripts_are_read_as_utf8(tmp_path: Path, text: str) -> None:
    file = tmp_path / "short.txt"
    file.write_bytes(text.encode())
    assert [line.text for line in read(file).lines] == [text]


@pytest.mark.parametrize(
    "text", ["国务院令\n第707号\n", "2018年5月16日\n", "各区县人民政府：\n现将办法印发给你们。\n"]
)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "short.txt"
    file.write_bytes(text.encode(encoding))
    source = read(file)
    assert [line.text for line in source.lines] == text.splitlines()
    assert source.encoding == encoding


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path, mark: bytes) -> None:
    codec = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}[
        mark
    ]
    file = tmp_path / "marked.md"
    file.write_bytes(mark + "公报\n".encode(codec))
    source = read(file)
    assert (source.form, source.encoding) == ("markdown", codec)
    assert [(line.number, line.text) for line in source.lines] == [(1, "公报")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_text_after_much_ascii_still_decides_the_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "late.txt"
    file.write_bytes(("-" * 200_000 + "\n重庆市綦江区人民政府\n").encode(encoding))
    assert read(file).lines[1].text == "重庆市綦江区人民政府"


LINE_ENDS = [
    ("一\n二\n三", ["一", "二", "三"]),
    ("一\r\n二\r\n\r\n三\r\n", ["一", "二", "", "三"]),
    ("一\r二\r\r三\r", ["一", "二", "", "三"]),
    ("一\r\r\n二\r\r\n", ["一", "二"]),
    ("一\n\f二\n", ["一", "\f二"]),
    ("一\f二\n", ["一", "\f二"]),
    ("一\n\f\n二", ["一", "\f", "二"]),
    ("\f一", ["\f一"]),
    ("一\u2028二\x0b三\x85四\n", ["一\u2028二\x0b三\x85四"]),
]


@pytest.mark.parametrize(("text", "lines"), LINE_ENDS)
def test_lines_end_at_line_ends_and_before_form_feeds(tmp_path: Path, text: str, lines: list[str]) -> None:
    file = tmp_path / "ends.txt"
    file.write_bytes(text.encode())
    assert [line.text for line in read(file).lines] == lines
    assert [line.number for line in read(file).lines] == list(range(1, len(lines) + 1))


def test_a_source_knows_its_name_form_and_hash(tmp_path: Path) -> None:
    file = tmp_path / "公报.txt"
    file.write_bytes("公报".encode())
    source = read(file)
    assert (source.name, source.form, source.card) == ("公报.txt", "text", {})
    assert source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


CLEAN = "各区县人民政府，市政府各部门：\n现将《办法》印发给你们，请认真贯彻执行。\n"
REFUSED = [
    ("empty.txt", b"", None, "empty"),
    ("blank.txt", b" \r\n\t\n\xe3\x80\x80\n", None, "nothing but blanks"),
    ("nul.txt", "第一行\n第二行\0\n".encode(), None, "NUL character in line 2"),
    ("random.txt", bytes(range(256)) * 40, None, "binary"),
    ("broken.txt", CLEAN.encode()[:-20] + b"\xff" + CLEAN.encode()[-19:], None, "looks like UTF-8"),
    ("broken.txt", CLEAN.encode("gb18030") + b"\xff\n" + CLEAN.encode("gb18030"), None, "looks like GB18030"),
    ("cut.txt", CLEAN.encode("utf-16")[:-1], None, "looks like UTF-16-LE"),
    ("big5.txt", "各縣市政府關於發布實施辦法的通知說明書".encode("big5"), None, "into big5.toml"),
    (
        "wrong.txt",
        CLEAN.encode("gb18030"),
        "utf-8",
        "not in the encoding given, utf-8: byte 0xb8 at offset 0 (line 1)",
    ),
    ("wrong.txt", CLEAN.encode(), "gb18030", "utf-8"),
    ("wrong.txt", CLEAN.encode(), "latin-1", "it reads well as utf-8"),
    ("wrong.txt", CLEAN.encode(), "utf-16", "utf-8"),
    ("wrong.txt", CLEAN.encode(), "no-such-code", "unknown encoding 'no-such-code'"),
    ("wrong.txt", CLEAN.encode(), "base64", "unknown encoding 'base64'"),
]


@pytest.mark.parametrize(("name", "data", "encoding", "message"), REFUSED)
def test_what_is_no_text_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, encoding: str | None, message: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read(file, encoding)
    assert str(caught.value).startswith(f"{name}: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_offset_of_an_undecodable_byte_is_that_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "marked.txt"
    file.write_bytes(codecs.BOM_UTF8 + "公报\n".encode() + b"\xff")
    with pytest.raises(SourceError, match=r"byte 0xff at offset 10 \(line 2\)"):
        read(file)


def test_another_encoding_is_read_when_it_is_given(tmp_path: Path) -> None:
    file = tmp_path / "big5.txt"
    file.write_bytes("關於發布實施辦法的通知".encode("big5"))
    assert read(file, "big5").lines[0].text == "關於發布實施辦法的通知"


def test_a_text_of_100_megabytes_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as sparse:
        sparse.truncate(100 * 1024 * 1024)
    with pytest.raises(SourceError, match=r"huge\.txt: 100 MB, more than the 50 MB that are read"):
        read(file)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(SourceError, match="a bundle without a text that is read"):
        read(tmp_path)


@pytest.mark.parametrize(
    "make", [Path.mkdir, lambda path: path.symlink_to("nowhere"), lambda path: path.symlink_to(path.name)]
)
def test_facts_beside_a_source_that_are_no_file_are_told(tmp_path: Path, make) -> None:
    source = tmp_path / "a.txt"
    source.write_text("通知\n", encoding="utf-8")
    make(tmp_path / "a.toml")
    with pytest.raises(SourceError, match="is a folder, or a link that leads to no file"):
        sidecar.read(source)
