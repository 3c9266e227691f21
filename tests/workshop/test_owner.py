"""Files that no build made are no build's to remove: in the output folder, in the place of the cache."""

from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.workshop import Failure
from gongbao.workshop.build import build, clean

Snapshot = Callable[[Path], dict[str, bytes]]


def with_settings(blog: Path, line: str) -> str:
    conf = blog / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    return str(conf)


def test_a_folder_with_files_of_somebody_else_is_left_alone(blog: Path, snapshot: Snapshot) -> None:
    letters = blog / "letters"
    (letters / "sub").mkdir(parents=True)
    (letters / "sub" / "a.txt").write_text("mine", encoding="utf-8")
    conf = with_settings(blog, f"OUTPUT_PATH = {str(letters)!r}")
    for task in (build, clean):
        with pytest.raises(
            Failure, match=r"OUTPUT_PATH in conf.py is .*letters, which holds sub, and no build"
        ):
            task(conf)
    assert snapshot(letters) == {"sub/a.txt": b"mine"}
    (letters / "sub" / "a.txt").unlink()
    (letters / "sub").rmdir()
    # Empty, it may be filled; and what a build filled it may fill again, whatever was kept of it.
    build(conf)
    for kept in (blog / ".cache" / "builds").iterdir():
        kept.unlink()
    with_settings(blog, "SITENAME = '另一个'")
    build(conf)
    clean(conf)
    assert not letters.exists()


@pytest.mark.parametrize("place", ["content/first.md", "content/first.sqlite", "notes.txt"])
def test_a_cache_takes_no_place_of_what_people_keep(blog: Path, snapshot: Snapshot, place: str) -> None:
    (blog / "notes.txt").write_text("mine", encoding="utf-8")
    conf = with_settings(blog, f"BUILD_CACHE = {place!r}")
    before = snapshot(blog)
    with pytest.raises(
        Failure, match=rf"BUILD_CACHE in .*conf.py is {place} — name a file that ends in .sqlite"
    ):
        build(conf)
    assert snapshot(blog / "content") == {n[8:]: d for n, d in before.items() if n.startswith("content/")}
    assert (blog / "notes.txt").read_bytes() == b"mine"
