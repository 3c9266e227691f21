"""Source lines: what the ledger says an article was made of, as it stands in the source."""

import hashlib
import json
from pathlib import Path

import pytest
from gongbao.issues.originals import Ledgers, Line, OriginalError, Piece, excerpt


def test_lines_held_lines_left_out_and_joins_are_told_apart() -> None:
    lines = ["页眉", "- 甲", "", "乙**丙**，", "第 5 页", "丁。", "别的文章"]
    got = excerpt(lines, ["2:3-3", "4:1-1", "4:4-4", "4:7-7", "6"], {4: 6})
    assert got == (
        Line(2, (Piece("- ", False), Piece("甲", True))),
        Line(
            4,
            (Piece("乙", True), Piece("**", False), Piece("丙", True), Piece("**", False), Piece("，", True)),
            6,
        ),
        Line(5, (Piece("第 5 页", False),)),
        Line(6, (Piece("丁。", True),)),
    )


def test_blanks_between_held_parts_are_not_shown_as_left_out() -> None:
    (line,) = excerpt(["2018 年"], ["1:1-4", "1:6-6"], {})
    assert all(piece.held for piece in line.pieces)


def archive(folder: Path, **changes: object) -> Path:
    (folder / "sources").mkdir()
    (folder / "content").mkdir()
    data = "甲\n\n乙\n".encode("gb18030")
    (folder / "sources" / "a.txt").write_bytes(data)
    source = {
        "name": "a.txt",
        "form": "text",
        "encoding": "gb18030",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    record = {"source": {**source, **changes}, "places": [{"name": "jia.md", "spans": ["1-3"]}], "joins": []}
    (folder / "content" / "ingest.json").write_text(json.dumps(record), encoding="utf-8")
    return folder / "content" / "jia.md"


def test_a_source_is_read_in_the_encoding_that_the_ledger_names(tmp_path: Path) -> None:
    original = Ledgers(tmp_path / "sources").original(archive(tmp_path))
    assert original
    assert [(line.number, line.pieces[0].text) for line in original.lines] == [(1, "甲"), (3, "乙")]
    assert (original.file, original.left_out, original.joins) == ("a.txt", 0, 0)


def test_another_source_than_the_ledgers_is_told(tmp_path: Path) -> None:
    article = archive(tmp_path, sha256="0" * 64)
    with pytest.raises(OriginalError, match=r"another a\.txt.*ingest it again"):
        Ledgers(tmp_path / "sources").original(article)


@pytest.mark.parametrize("changes", [{"form": "pdf"}, {"name": "b.txt"}])
def test_what_has_no_lines_of_its_own_has_no_original(tmp_path: Path, changes: dict[str, str]) -> None:
    assert Ledgers(tmp_path / "sources").original(archive(tmp_path, **changes)) is None


def test_a_ledger_cannot_name_a_file_outside_the_sources(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    article = archive(tmp_path, name="../secret.txt")
    assert Ledgers(tmp_path / "sources").original(article) is None


def test_an_article_without_ledger_has_no_original(tmp_path: Path) -> None:
    assert Ledgers(tmp_path).original(tmp_path / "jia.md") is None
