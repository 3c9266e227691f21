"""Values in files that no program writes, and somebody may: each is read as it stands, or refused in words."""

import os
import zipfile
from pathlib import Path

import pytest
from gongbao.bulletin import number, numerals
from gongbao.ingest import command, source_files
from gongbao.ingest.check.claims import StatedWords
from gongbao.ingest.parsing import parse_one
from gongbao.ingest.read.natural import natural
from gongbao.ingest.read.sheet import formats
from gongbao.limit import Limits

from tests.ingest import made

TEXT = "云岭县人民政府关于做好造林工作的通知\n云政发〔2024〕5号\n各镇人民政府：\n现通知如下。\n云岭县人民政府\n2024年3月2日\n"


def said(path: Path) -> str:
    made_of = parse_one(path, None, None, limits=Limits(60))
    told = made_of if isinstance(made_of, str) else ""
    assert "please report" not in told and "\n" not in told
    return told


@pytest.mark.parametrize(
    "value", ["1e300", "-1e300", "99999999", "-1", "nan", "inf", "", "1e-400", "9" * 40, "²"]
)
@pytest.mark.parametrize(
    "code", ["0", "0.00%", "#,##0", "General", "yyyy/m/d", "[h]:mm", f"0.{'0' * 40}", "@", ";;;"]
)
def test_a_number_of_a_spreadsheet(value: str, code: str) -> None:
    assert len(formats.shown(value, code)) < 1000


@pytest.mark.parametrize("size", ["NaN", "inf", "1e999", "-1e300", "x", "", "0"])
@pytest.mark.parametrize("old", [b"Boundary=", b"Size=", b"CTM=", b" X=", b"DeltaX="])
def test_a_place_in_an_ofd(tmp_path: Path, old: bytes, size: str) -> None:
    data = made.ofd([[(30, 40, 6, "云岭县人民政府关于养护的通知"), (30, 60, 5, "各乡镇人民政府：")]])
    (tmp_path / "whole.ofd").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "whole.ofd") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    new = old + b'"' + f"{size} {size} {size} {size}".encode() + b'" Was='
    path = tmp_path / "a.ofd"
    path.write_bytes(made.zipped({name: part.replace(old, new) for name, part in parts.items()}))
    said(path)


@pytest.mark.parametrize(
    "charset", ["idna", "undefined", "punycode", "unicode_escape", "hex", "rot13", "x-none", "utf-7"]
)
def test_an_encoding_that_is_none(tmp_path: Path, charset: str) -> None:
    page = tmp_path / "a.html"
    page.write_text(f"<meta charset={charset}><p>" + TEXT.replace("\n", "<p>"), encoding="utf-8")
    assert said(page) == ""
    (tmp_path / "a.mht").write_text(
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        f'Content-Type: text/html; charset="{charset}\0"\nContent-Location: http://a.example/\n\n'
        f"<html><body>{TEXT}</body></html>\n--b--\n",
        encoding="utf-8",
    )
    said(tmp_path / "a.mht")


def test_an_encoding_that_a_person_gives_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.toml").write_text('encoding = "punycode"\n', encoding="utf-8")
    assert "unknown encoding 'punycode'" in said(tmp_path / "a.txt")


def test_names_with_figures_that_are_none() -> None:
    names = ["1²3.txt", "1²20.txt", "9" * 9000 + ".txt", "第10页", "第2页", "٣.txt"]
    assert sorted(names, key=natural).index("第2页") < sorted(names, key=natural).index("第10页")


def test_a_zip_with_a_part_without_a_name(tmp_path: Path) -> None:
    data = made.zipped({"x": TEXT.encode()})
    nameless = data.replace(b"x", b"\0", 1)
    (tmp_path / "a.zip").write_bytes(
        nameless[: nameless.rindex(b"x")] + b"\0" + nameless[nameless.rindex(b"x") + 1 :]
    )
    assert said(tmp_path / "a.zip")


def test_figures_of_any_length() -> None:
    assert numerals.to_int("1" * 5000) is None
    assert numerals.to_int("一" * 5000) is None
    assert number.parse("々一三二五1") is None


def test_a_text_of_one_line_is_asked_for_its_words_in_time() -> None:
    long = "通知" * 100_000
    assert StatedWords([], [long]).lacks(f"{long}造林工作") == ["造林工作"] or StatedWords([], [long]).lacks(
        f"{long}造林工作"
    )
    assert StatedWords([], ["各镇人民政府"]).lacks("各镇人民政府") == []


@pytest.mark.parametrize("word", ["造林", "造林工", "造林工作", "造林工作的", "造林工作的通知"])
def test_the_longest_stretch_is_found(word: str) -> None:
    told = StatedWords([], ["做好造林工作的通知"])
    assert told.lacks(word) == []
    assert told.lacks(f"{word}甲乙") == ["甲乙"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_out_of_a_folder_is_named_and_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, secret = tmp_path / "sources", tmp_path / "secret.txt"
    sources.mkdir()
    secret.write_text(TEXT, encoding="utf-8")
    (sources / "notice.txt").write_text(TEXT.replace("5号", "6号"), encoding="utf-8")
    (sources / "again.txt").symlink_to(sources / "notice.txt")
    (sources / "out.txt").symlink_to(secret)
    (sources / "folder").symlink_to(tmp_path)
    (sources / "nowhere.txt").symlink_to("gone.txt")
    (sources / "itself.txt").symlink_to("itself.txt")
    assert [path.name for path in source_files.find(sources)] == ["again.txt", "notice.txt"]
    assert source_files.find(sources / "out.txt") == [sources / "out.txt"]
    command.run(str(sources), str(tmp_path / "content"))
    said = capsys.readouterr().err
    assert "links that lead out of sources/: folder and out.txt" in said
    assert "links that lead to nothing: itself.txt and nowhere.txt" in said
