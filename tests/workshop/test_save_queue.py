"""A second correction is on the screen while the first one is still being built, and stays there."""

import re
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from gongbao.workshop.watch import Builds, _Browser, _Folder

from tests.workshop.test_preview import article, conf
from tests.workshop.test_watch import fetch, running, wait_until

__all__ = ["conf"]


def save(path: Path, words: str) -> None:
    # At one blow: a file that is cut off and written anew may be seen half written, which is another matter.
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{words}。\n")


def heard(lines: list[str], what: str) -> list[int]:
    return [at for at, line in enumerate(lines) if what in line]


def ready(path: Path, lines: list[str]) -> None:
    """Save until a save is shown before it is built: the process that shows it has read the archive."""
    for number in range(20):
        built = len(heard(lines, "files written"))
        shown = len(heard(lines, "Shown after"))
        save(path, f"第{number}次试存")
        wait_until(lambda built=built: len(heard(lines, "files written")) > built, lines)
        if len(heard(lines, "Shown after")) > shown:
            return
        time.sleep(3)
    raise AssertionError("".join(lines))


@pytest.mark.parametrize("task", ["livereload", "regenerate"])
def test_a_save_during_a_build_is_shown_at_once_and_outlives_that_build(conf: Path, task: str) -> None:
    path = article(conf)
    call = f"livereload({str(conf)!r}, 8790)" if task == "livereload" else f"regenerate({str(conf)!r})"
    with running(call) as lines:
        wait_until(lambda: bool(heard(lines, "Waiting for changes")), lines)
        ready(path, lines)
        name = re.search(r"s: (\S+\.html); building all", lines[heard(lines, "Shown after")[-1]])[1]
        look: Callable[[], str]
        if task == "livereload":
            home = re.search(r"http://\S+", "".join(lines))[0]
            look = lambda: fetch(home + name)  # noqa: E731
        else:
            look = lambda: (conf.parent / "output" / name).read_text("utf-8")  # noqa: E731
        shown, built = len(heard(lines, "Shown after")), len(heard(lines, "files written"))
        save(path, "先存的更正")
        wait_until(lambda: len(heard(lines, "Shown after")) > shown, lines)
        time.sleep(
            0.1
        )  # so that the build of it has begun, and, being one of half a second, is not done when the next is shown
        save(path, "后存的更正")
        wait_until(lambda: len(heard(lines, "Shown after")) > shown + 1, lines)
        # The build of the first one is not done yet.
        assert len(heard(lines, "files written")) == built
        assert "后存的更正" in look()
        wait_until(lambda: len(heard(lines, "files written")) > built, lines)
        missed = 0
        while len(heard(lines, "files written")) < built + 2:
            # Where pages are files, the build puts its own in place for the blink of an eye.
            with suppress(OSError, urllib.error.URLError):
                missed += "后存的更正" not in look()
            time.sleep(0.05)
        assert missed <= (1 if task == "regenerate" else 0)
        assert "后存的更正" in look() and "先存的更正" in look()
    assert "Traceback" not in "".join(lines)


def test_pages_that_are_newer_than_a_build_are_shown_after_it(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    builds = Builds()
    browser = _Browser(tmp_path, builds)
    browser.show({"a.html": "first", "b.html": "first"}, building=False)
    browser.show({"a.html": "second"}, building=True)
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text("first", encoding="utf-8")
    seen = builds.count
    browser.built({"a.html", "b.html", "c.html"}, {"a.html": "second"})
    assert builds.previews == {"a.html": b"second"}
    assert builds.newer_than(seen, 0, "c.html")
    assert not builds.newer_than(seen, 0, "a.html") and not builds.newer_than(seen, 0, "b.html")
    browser.built(None, {})
    assert builds.previews == {"a.html": b"second"}
    (tmp_path / "a.html").write_text("second", encoding="utf-8")
    browser.built({"a.html"}, {})
    assert builds.previews == {}


def test_a_page_in_the_output_that_a_build_replaced_by_an_older_one_comes_back(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("first", encoding="utf-8")
    folder = _Folder(tmp_path)
    folder.built({"a.html"}, {"a.html": "second", "gone.html": "second"})
    assert (tmp_path / "a.html").read_text("utf-8") == "second"
    # What the build removed stays away.
    assert not (tmp_path / "gone.html").exists()
