"""The mirror touches only what differs."""

import errno
import os
from pathlib import Path

import pytest
from gongbao.workshop.mirror import Changes, mirror, remove


def fill(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*") if p.is_file()}


def test_a_new_folder_gets_every_file(tmp_path: Path) -> None:
    source = fill(tmp_path / "new", {"a.html": "a", "公报/05/b.html": "b"})
    changes = mirror(source, tmp_path / "output")
    assert changes == Changes(("a.html", "公报/05/b.html"), (), 0)
    assert content(tmp_path / "output") == content(source)


def test_only_changed_bytes_are_written_and_stale_files_go(tmp_path: Path) -> None:
    source = fill(tmp_path / "new", {"same.html": "same", "changed.html": "new!", "added/x.html": "x"})
    output = fill(tmp_path / "output", {"same.html": "same", "changed.html": "old.", "gone/y.html": "y"})
    stamp = 1_000_000_000
    for path in output.rglob("*.html"):
        os.utime(path, (stamp, stamp))
    assert mirror(source, output) == Changes(("added/x.html", "changed.html"), ("gone/y.html",), 1)
    assert content(output) == content(source)
    assert (output / "same.html").stat().st_mtime == stamp
    assert not (output / "gone").exists()


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    source = fill(tmp_path / "new", {"a/b.html": "b", "c": "c"})
    output = fill(tmp_path / "output", {"a": "a", "c/d.html": "d"})
    mirror(source, output)
    assert content(output) == {"a/b.html": "b", "c": "c"}


def test_what_is_to_be_kept_is_neither_removed_nor_counted(tmp_path: Path) -> None:
    source = fill(tmp_path / "new", {"a.html": "a"})
    output = fill(tmp_path / "output", {".git/HEAD": "ref", "CNAME": "example", "old.html": "old"})
    assert mirror(source, output, keep=[".git", "CNAME"]).removed == ("old.html",)
    assert content(output) == {".git/HEAD": "ref", "CNAME": "example", "a.html": "a"}


def test_a_link_in_the_output_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    outside = fill(tmp_path / "outside", {"secret.txt": "kept"})
    source = fill(tmp_path / "new", {"a.txt": "a", "dir/b.txt": "b", "dir/in/c.txt": "c"})
    output = tmp_path / "output"
    output.mkdir()
    (output / "a.txt").symlink_to(outside / "secret.txt")
    (output / "dir").symlink_to(outside, target_is_directory=True)
    mirror(source, output)
    assert content(outside) == {"secret.txt": "kept"}
    assert not (output / "a.txt").is_symlink()
    assert not (output / "dir").is_symlink()


def test_where_no_folder_can_be_made_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = fill(tmp_path / "new", {"a/b.html": "b", "c/d/e.html": "e", "old.html": "new"})
    output = fill(tmp_path / "output", {"old.html": "old", "gone.html": "gone"})
    make = Path.mkdir

    def full(path: Path, *given: object, **named: object) -> None:
        if path.name == "d":
            raise OSError(errno.ENOSPC, "no room", str(path))
        make(path, *given, **named)

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(OSError, match="no room"):
        mirror(source, output)
    assert content(output) == {"old.html": "old", "gone.html": "gone"}
    assert sorted(path.name for path in output.iterdir()) == ["gone.html", "old.html"]


def test_all_is_removed_but_what_is_kept(tmp_path: Path) -> None:
    output = fill(tmp_path / "output", {".git/HEAD": "ref", "a/b/c.html": "c", "d.html": "d"})
    assert remove(output, [".git"]) == ["a/b/c.html", "d.html"]
    assert sorted(path.name for path in output.iterdir()) == [".git"]
