"""The files of an archive: sorted, and without what is hidden."""

from pathlib import Path

from gongbao.bulletin import archive


def test_what_is_hidden_is_no_part_of_an_archive(tmp_path: Path) -> None:
    for name in ("b/a.md", "a.md", "a.txt", ".half/a.md", "b/.a.md", "b/.git/c.md", "b/c/d.md", "A.MD"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    found = archive.files(tmp_path, "*.md")
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.md", "b/a.md", "b/c/d.md"]
