"""A build of which nothing changed is not made again; whatever changes, it is."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao import places
from gongbao.cache import stamps
from gongbao.workshop import state
from gongbao.workshop.build import BuildError, build, rebuild
from gongbao.workshop.settings import folders

Snapshot = Callable[[Path], dict[str, bytes]]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "cache", lambda *parts, start=None: tmp_path.joinpath("cache", *parts))
    return tmp_path / "cache" / "builds"


def settled(blog: Path) -> str:
    """Return the settings of a blog that was built once, after its files had come to rest."""
    time.sleep(stamps.SETTLED / 1e9 * 2)
    build(str(blog / "conf.py"))
    return str(blog / "conf.py")


def test_nothing_is_made_when_nothing_changed(blog: Path, capfd: pytest.CaptureFixture[str]) -> None:
    settings = settled(blog)
    capfd.readouterr()
    changes = build(settings)
    assert "output/: nothing changed" in capfd.readouterr().out
    assert (changes.written, changes.removed) == ((), ())


@pytest.mark.parametrize("name", ["content/first.md", "conf.py", "content/new.md"])
def test_a_file_that_changed_or_came_is_built(
    blog: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    settings = settled(blog)
    path = blog / name
    text = path.read_text("utf-8") if path.exists() else "Title: 新\nDate: 2024-01-03\nCategory: a\n\n正文\n"
    path.write_text(text.replace("试验", "試驗").replace("正文", "更正"), encoding="utf-8")
    capfd.readouterr()
    assert build(settings).written
    assert "nothing changed" not in capfd.readouterr().out


def test_a_file_of_the_same_size_with_its_time_set_back_is_built(blog: Path) -> None:
    settings = settled(blog)
    post = blog / "content" / "first.md"
    before = post.stat()
    post.write_text(post.read_text("utf-8").replace("正文", "更正"), encoding="utf-8")
    os.utime(post, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "first.html" in build(settings).written


def test_an_output_that_somebody_touched_is_mended(blog: Path, snapshot: Snapshot) -> None:
    settings = settled(blog)
    before = snapshot(blog / "output")
    (blog / "output" / "first.html").write_text("x", encoding="utf-8")
    (blog / "output" / "second.html").unlink()
    (blog / "output" / "other.html").write_text("x", encoding="utf-8")
    build(settings)
    assert snapshot(blog / "output") == before


def test_what_a_person_keeps_in_the_output_is_nobodys_change(blog: Path) -> None:
    settings = settled(blog)
    (blog / "output" / "CNAME").write_text("example.org", encoding="utf-8")
    assert build(settings).written == ()


def test_a_kept_name_that_the_site_makes_too_is_no_change(
    blog: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    conf = blog / "conf.py"
    conf.write_text(
        conf.read_text("utf-8") + "OUTPUT_RETENTION = ['theme', 'index.html']\n", encoding="utf-8"
    )
    settings = settled(blog)
    place = folders(settings)
    last = state.recall(place)
    assert last and (last.output, last.files) == state.outputs(place.output, place.kept)
    capfd.readouterr()
    build(settings)
    assert "output/: nothing changed" in capfd.readouterr().out


def test_the_cache_may_be_deleted_or_damaged_at_any_time(
    blog: Path, own_cache: Path, snapshot: Snapshot
) -> None:
    settings = settled(blog)
    before = snapshot(blog / "output")
    for path in own_cache.iterdir():
        path.write_text("{", encoding="utf-8")
    build(settings)
    for path in own_cache.iterdir():
        path.unlink()
    build(settings)
    assert snapshot(blog / "output") == before


def test_a_site_stays_until_the_one_that_is_built_anew_is_whole(blog: Path, snapshot: Snapshot) -> None:
    settings = settled(blog)
    before, post = snapshot(blog / "output"), blog / "content" / "first.md"
    (blog / "output" / "first.html").write_text("x", encoding="utf-8")
    rebuild(settings)
    assert snapshot(blog / "output") == before
    post.write_text(post.read_text("utf-8").replace("Title:", "Titel:"), encoding="utf-8")
    with pytest.raises(BuildError):
        rebuild(settings)
    assert snapshot(blog / "output") == before


def test_warnings_are_told_again(blog: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (blog / "content" / "lost.docx").write_text("x", encoding="utf-8")
    settings = settled(blog)
    assert "lost.docx" in capfd.readouterr().err
    build(settings)
    told = capfd.readouterr()
    assert "nothing changed" in told.out
    assert "lost.docx" in told.err


def test_warnings_are_told_in_the_language_of_who_builds_now(
    blog: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (blog / "content" / "lost.docx").write_text("x", encoding="utf-8")
    settings = settled(blog)
    assert "no page is made of it" in capfd.readouterr().err
    monkeypatch.setenv("GONGBAO_LANG", "zh_CN")
    build(settings)
    told = capfd.readouterr()
    assert "提醒：" in told.err
    assert "不会生成网页" in told.err
    assert "no page" not in told.err


def test_a_plugin_from_elsewhere_may_read_what_nobody_knows(blog: Path) -> None:
    conf = blog / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace("PLUGINS = []", 'PLUGINS = ["mine"]'), encoding="utf-8")
    assert state.inputs(str(conf), folders(str(conf))) == ""
