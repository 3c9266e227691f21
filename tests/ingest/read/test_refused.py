"""Files that no reader reads: each is refused in one line that says what it is and what to do."""

import io
import struct
import time
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read import READABLE, REFUSED, read
from PIL import Image

from tests.ingest import made

office = import_module("gongbao.ingest.read.office.start")
convert = import_module("gongbao.ingest.read.office.convert")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)

OLD_WORD = OLD_OFFICE + made.ole_directory("WordDocument")
OLD_SHEET = OLD_OFFICE + made.ole_directory("Workbook")


def image(form: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(stream, form)
    return stream.getvalue()


def archive(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return stream.getvalue()


def packed_by(method: int) -> bytes:
    """Return an archive that says its file is packed by a method."""
    # The version that is needed and the flags stand before it, at the file and in the list of all.
    return archive("a.txt").replace(b"\x14\0\0\0\0\0", b"\x14\0\0\0" + struct.pack("<H", method))


def overwritten() -> bytes:
    """Return a workbook that has a cell twice."""
    with zipfile.ZipFile(io.BytesIO(made.workbook({"表": [["甲", "乙"]]}))) as book:
        return made.zipped({name: book.read(name).replace(b'"B1"', b'"A1"') for name in book.namelist()})


def slides() -> bytes:
    return OLD_OFFICE + made.ole_directory("PowerPoint Document")


def locked() -> bytes:
    """Return the head of a Word document whose own flag says that it is encrypted."""
    document = b"\xec\xa5" + bytes(8) + b"\x00\x01" + bytes(500)
    return OLD_OFFICE[:512].ljust(512, b"\0") + document + made.ole_directory("WordDocument")


FLAT = (
    b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
)
FILES = [
    ("通知.doc", OLD_OFFICE, "a container of old office programs", "另存为 .docx"),
    ("通知.doc", OLD_WORD, "an old Word document that LibreOffice cannot open", "另存为 .docx"),
    ("通知.txt", OLD_OFFICE, "a container of old office programs", "另存为 .docx"),
    ("通知.rtf", b"{\\rtf1\\ansi}", "no text in it", "OCR"),
    ("名单.xls", OLD_SHEET, "an old spreadsheet that LibreOffice cannot open", "另存为 .xlsx"),
    ("名单.xlsx", archive("xl/workbook.xml"), "it has no workbook", "get the file again"),
    ("公报.ofd", archive("OFD.xml"), "it has no OFD.xml", "PDF with a text layer"),
    ("胶片.ppt", slides(), "an old presentation", "另存为 .pptx"),
    ("密.doc", locked(), "protected with a password", "保护文档"),
    ("公报.epub", made.zipped({"mimetype": "application/epub+zip"}), "an e-book without a page", "as .html"),
    ("表.csv", b"a," + b"b" * 40_000, "more rows, columns or words", "cut out"),
    ("开.csv", '题名,"甲\n'.encode() + "乙\n".encode() * 70_000, "quotation mark is never closed", "xlsx"),
    ("通知.xml", FLAT + b"<pkg:part>", "a Word document in XML that is damaged", ".docx"),
    ("公报.zip", archive("a.exe"), "a bundle without a text", "unpack it"),
    ("公报.txt", archive("a.exe"), "a bundle without a text", "unpack it"),
    ("公报.zip", archive("a.zip"), "holds only an archive (a.zip)", "unpack it"),
    ("公报.zip", packed_by(93), "a.txt is packed by a method that is not read (number 93)", "unpack it"),
    ("表.xlsx", overwritten(), "several texts at one place (row 1, column 1)", "save it as .xlsx again"),
    ("公报.rar", b"Rar!\x1a\x07\0", "an archive", "unpack it"),
    ("第一页.jpg", image("JPEG"), "no text was found", "sharp"),
    ("第一页.png", image("PNG"), "no text was found", "sharp"),
    ("第一页.tif", image("TIFF"), "no text was found", "sharp"),
    ("第一页.webp", image("WEBP"), "no text was found", "sharp"),
    ("第一页.txt", image("JPEG"), "no text was found", "sharp"),
    ("第一页.pdf", image("PNG"), "no text was found", "sharp"),
    ("空.pdf", b"", "empty", "saved whole"),
    ("页.mht", b"MIME-Version: 1.0\n", "a web archive without a page", ".html"),
]


@pytest.mark.parametrize(("name", "data", "what", "advice"), FILES, ids=[f"{f[0]}-{f[2]}" for f in FILES])
def test_the_message_says_what_it_is_and_what_to_do(
    tmp_path: Path, name: str, data: bytes, what: str, advice: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read(file)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert what in message
    assert advice in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        ({"START": 0.01, "EACH": 0}, "LibreOffice did not end within 0.01 seconds"),
        ({"_LEAST_ROOM": 1 << 70}, "there was no room for LibreOffice to work in"),
        ({"_LEAST_NAMES": 1 << 70}, "there was no room for LibreOffice to work in"),
        ({"_PIPES": ("/nowhere",)}, "LibreOffice needs /nowhere, and may write in none of them"),
    ],
)
def test_a_busy_machine_and_a_full_disk_are_no_damaged_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: dict[str, object], what: str
) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(office, name, value)
    file = tmp_path / "通知.doc"
    file.write_bytes(OLD_WORD)
    with pytest.raises(SourceError) as caught:
        read(file)
    message = str(caught.value)
    assert message.startswith("通知.doc: an old Word document; ")
    assert what in message
    assert "ingest it again" in message


def test_what_libreoffice_left_half_written_is_no_document(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("word/document.xml", "公报" * 200)
    whole = {"a.docx": made.getvalue(), "a.pdf": b"%PDF-1.7\n" + b"x" * 3000 + b"\n%%EOF"}
    for name, data in whole.items():
        for length in (*range(0, len(data), len(data) // 9), len(data)):
            (tmp_path / name).write_bytes(data[:length])
            assert office._whole(tmp_path / name) is (length == len(data)), (name, length)
    assert not office._whole(tmp_path / "none.docx")


def test_one_file_that_libreoffice_never_ends_does_not_hold_the_others_for_all_their_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_LOOK", 0.05)
    (tmp_path / "made").mkdir()
    script = "for n in 1 2 3 4; do sleep 0.4; touch made/$n; done; sleep 60"
    began = time.monotonic()
    assert not office._run(["sh", "-c", script], 1, tmp_path, tmp_path / "made")
    assert 2.6 <= time.monotonic() - began < 30
    assert len(list((tmp_path / "made").iterdir())) == 4


# What LibreOffice does with files that it cannot open, that end it, and that it never ends; each start is written down.
OFFICE = """#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
out=$2; shift 2
echo $(cat "$@") >> "$STARTS"
for file; do
    case $(cat "$file") in
        endless*) sleep 60 ;;
        fatal*) exit 1 ;;
        good*) made=${file##*/}; cp "$MADE" "$out/${made%.*}.docx" ;;
    esac
done
"""


def test_a_file_that_libreoffice_never_ends_takes_its_time_once_and_costs_no_other_a_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, starts = tmp_path / "soffice", tmp_path / "starts"
    program.write_text(OFFICE, encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "made").write_bytes(archive("word/document.xml"))
    for variable, path in (("GONGBAO_SOFFICE", program), ("STARTS", starts), ("MADE", tmp_path / "made")):
        monkeypatch.setenv(variable, str(path))
    for name, seconds in {"_LOOK": 0.05, "START": 2, "EACH": 1}.items():
        monkeypatch.setattr(office, name, seconds)
    monkeypatch.chdir(tmp_path)

    def told(names: str) -> list[str]:
        jobs = [office.Job(f"{name} ".encode(), ".doc", "docx") for name in names.split()]
        convert.prepare(jobs)
        found = []
        for job in jobs:
            try:
                convert.as_modern(job.data, job.data.decode(), ".doc", "docx")
                found.append("made")
            except SourceError as error:
                too_long = "did not end within 3 seconds" in str(error)
                found.append("endless" if too_long else "cannot be opened")
        found += starts.read_text(encoding="utf-8").splitlines()
        starts.unlink()
        return found

    refused = "cannot be opened"
    assert told("bad1 good1 bad2 endless good2 good3") == [
        refused, "made", refused, "endless", "made", "made",
        # All; what was passed over; what came after the last that was made, until that which takes its time; the others.
        "bad1 good1 bad2 endless good2 good3", "bad1", "bad2", "endless", "good2 good3",
    ]  # fmt: skip
    assert told("good4 fatal good5 good6") == [
        "made", refused, "made", "made", "good4 fatal good5 good6", "fatal", "good5", "good6",
    ]  # fmt: skip
    # The next ingest tries again, once.
    assert told("endless") == ["endless", "endless"]


def test_a_scan_that_is_too_large_is_refused_by_its_size(tmp_path: Path) -> None:
    file = tmp_path / "扫描.tif"
    with file.open("wb") as sparse:
        sparse.truncate(510 << 20)
    with pytest.raises(SourceError, match="510 MB, more than the 500 MB"):
        read(file)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "密.txt"
    file.write_text("公报", encoding="utf-8")

    def denied(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    # Tests may run as root, whom no permission stops.
    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(SourceError, match=r"密\.txt: cannot be read \(Permission denied\)"):
        read(file)


def test_what_is_read_and_what_is_refused_are_told_apart() -> None:
    assert {
        ".txt",
        ".md",
        ".html",
        ".docx",
        ".pdf",
        ".doc",
        ".wps",
        ".xls",
        ".ofd",
        ".mht",
        ".zip",
        ".epub",
        ".csv",
    } <= READABLE
    assert not READABLE & REFUSED
