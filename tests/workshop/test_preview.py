"""A corrected article is shown before the complete build, as that build will make it."""

import functools
import re
import shutil
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from gongbao.workshop import ROOT
from gongbao.workshop.build import build
from gongbao.workshop.preview import Preview
from gongbao.workshop.server import HOST, Server, address
from gongbao.workshop.watch import Builds, ReloadingHandler

from tests.conftest import ARCHIVE

CONF = """
import sys
sys.path.insert(0, {root!r})
from pelicanconf import *
PATH, OUTPUT_PATH, THEME, BUILD_CACHE = {content!r}, {output!r}, {theme!r}, {cache!r}
"""


@pytest.fixture
def conf(tmp_path: Path) -> Path:
    shutil.copytree(ARCHIVE, tmp_path / "content")
    places = {"content": str(tmp_path / "content"), "output": str(tmp_path / "output")}
    text = CONF.format(
        root=str(ROOT), theme=str(ROOT / "theme"), cache=str(tmp_path / "kept.sqlite"), **places
    )
    (tmp_path / "conf.py").write_text(text, encoding="utf-8")
    return tmp_path / "conf.py"


@pytest.fixture
def preview(conf: Path) -> Iterator[Preview]:
    build(str(conf))
    before = temporary_folders()
    made = Preview(conf)
    made.start()
    assert made.ready.wait(60)
    assert temporary_folders() == before, "it is killed in the end, and would leave them behind"
    yield made
    made.stop()


def temporary_folders() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("gongbao-warm-*"))


def article(conf: Path) -> Path:
    found = sorted((conf.parent / "content").rglob("*.md"))
    return next(p for p in found if p.name != "issue.md" and "\nDoc_number:" in p.read_text("utf-8"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_preview_has_the_bytes_of_the_complete_build_after_it(conf: Path, preview: Preview) -> None:
    path = article(conf)
    for words in ("第一次更正", "第二次更正"):
        path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n\n{words}。\n", encoding="utf-8")
        ((name, text),) = preview.pages([str(path)]).items()
        assert words in text
        build(str(conf))
        assert (conf.parent / "output" / name).read_bytes() == text.encode()


def test_a_new_title_is_shown_too(conf: Path, preview: Preview) -> None:
    path = article(conf)
    change(path, "Title: ", "Title: 更正")
    (text,) = preview.pages([str(path)]).values()
    assert re.search(r"<title>更正", text)


def test_what_is_more_than_a_corrected_article_waits_for_the_complete_build(
    conf: Path, preview: Preview
) -> None:
    path = article(conf)
    new = path.with_name("new.md")
    new.write_text(path.read_text("utf-8").replace("Slug: ", "Slug: new-"), encoding="utf-8")
    assert preview.pages([str(new)]) == {}
    assert preview.pages([str(path), str(ROOT / "theme/templates/base.html")]) == {}
    assert preview.pages([str(path.with_name("gone.md"))]) == {}
    before = path.read_text("utf-8")
    path.write_text(before.replace("Slug: ", "Slug: other-"), encoding="utf-8")
    assert preview.pages([str(path)]) == {}
    assert preview.unfinished == 0
    # Seen half written, it is no reason to read the archive anew; and the process goes on to answer.
    for half in ("", before[: before.index("Slug: ")], "Title: x\n\n{: .nothing }\n"):
        path.write_text(half, encoding="utf-8")
        assert (preview.pages([str(path)]), preview.unfinished) == ({}, 1)
    path.write_text(before + "\n又及。\n", encoding="utf-8")
    assert len(preview.pages([str(path)])) == 1


def test_a_killed_process_means_no_previews_and_no_error(conf: Path, preview: Preview) -> None:
    assert preview._process is not None
    preview._process.kill()
    preview._process.wait()
    assert preview.pages([str(article(conf))]) == {}
    assert preview.pages([str(article(conf))]) == {}


def test_where_no_process_or_thread_is_allowed_there_are_no_previews_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    preview = Preview(tmp_path / "conf.py")
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refused)
        preview.start()
    with monkeypatch.context() as patch:
        patch.setattr("sys.executable", str(tmp_path / "none"))
        preview.start()
    assert not preview.reading and preview.pages(["a.md"]) == {}
    preview.stop()


def test_the_browser_gets_the_preview_and_loads_again_only_what_changed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<head></head>old", encoding="utf-8")
    builds = Builds()
    handler = functools.partial(ReloadingHandler, directory=str(tmp_path), builds=builds, quiet=True)
    with Server((HOST, 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        builds.previews["a.html"] = b"<head></head>new"
        builds.done(["a.html"])
        with urllib.request.urlopen(address(server) + "a.html") as answer:  # noqa: S310 - our own server
            assert answer.read().decode().endswith("new")
        server.shutdown()
    assert builds.newer_than(0, 0, "a.html")
    assert not builds.newer_than(0, 0, "b.html")
    assert not builds.newer_than(1, 0, "a.html")
    builds.done(["theme/css/base.css"])
    assert builds.newer_than(1, 0, "b.html")
    builds.done(None)
    assert builds.newer_than(2, 0, "b.html")
