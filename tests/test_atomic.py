"""What is written is put in its place at once, and nothing is left beside it."""

import os
import time
from pathlib import Path

import pytest
from gongbao import atomic


def test_a_file_keeps_its_mode_a_link_leads_on_and_bytes_stay_as_they_are(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.txt", tmp_path / "link.txt"
    kept.write_text("甲\n", encoding="utf-8")
    kept.chmod(0o640)
    link.symlink_to(kept)
    atomic.write(link, "乙\r\n")
    atomic.write(tmp_path / "new", b"\xff\n", lasting=False)
    assert link.is_symlink()
    assert (kept.read_bytes(), kept.stat().st_mode & 0o777) == ("乙\r\n".encode(), 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.txt", "link.txt", "new"]
    assert (tmp_path / "new").read_bytes() == b"\xff\n"


def test_of_several_files_none_is_changed_where_one_cannot_be_written(tmp_path: Path) -> None:
    first = tmp_path / "first.txt"
    first.write_text("甲", encoding="utf-8")
    with pytest.raises(OSError, match="none"):
        atomic.write_all({first: "乙", tmp_path / "none" / "second.txt": "乙"})
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"first.txt": "甲"}


def test_what_a_killed_write_left_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    ages = {
        ".part-0123456789ab": 3600,
        "deep/a/.part-ba9876543210": 3600,
        ".part-000000000000": 5,
        "a.md": 3600,
        ".hidden": 3600,
    }
    for name, age in ages.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.utime(path, (time.time() - age,) * 2)
    atomic.clear(tmp_path)
    atomic.clear(tmp_path / "none")
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {".part-000000000000", "a.md", ".hidden"}
