"""Regenerate and livereload build again when a file changes; the browser is told."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gongbao.workshop import ROOT


@contextmanager
def running(call: str) -> Iterator[list[str]]:
    """Run a function of the watch module in a process; the lines that it prints come into the list."""
    # A shell starts what it puts in the background deaf to Ctrl-C, and the tests may have been.
    hear = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-u", "-c", f"{hear}; from gongbao.workshop.watch import *; {call}"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        lines: list[str] = []
        reader = threading.Thread(target=lambda: lines.extend(iter(process.stdout.readline, "")), daemon=True)
        reader.start()
        try:
            yield lines
        finally:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise
            reader.join(5)


def wait_until(true: Callable[[], bool], lines: list[str]) -> None:
    for _ in range(300):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("".join(lines))


def correct(blog: Path) -> None:
    post = blog / "content" / "first.md"
    post.write_text(post.read_text("utf-8").replace("正文", "更正后的正文"), encoding="utf-8")


def test_regenerate_builds_again_after_a_correction_and_outlives_a_mistake(blog: Path) -> None:
    page = blog / "output" / "first.html"
    with running(f"regenerate({str(blog / 'conf.py')!r})") as lines:
        wait_until(lambda: any("Waiting for changes" in line for line in lines), lines)
        (blog / "content" / "bad.md").write_text("Date: 2024-01-01\n\nx\n", encoding="utf-8")
        wait_until(lambda: any("bad.md: the header has no Title" in line for line in lines), lines)
        settings = (blog / "conf.py").read_text("utf-8")
        (blog / "conf.py").write_text(settings + "SITENAME = (\n", encoding="utf-8")
        (blog / "content" / "bad.md").unlink()
        wait_until(lambda: any("conf.py cannot be read" in line for line in lines), lines)
        (blog / "conf.py").write_text(settings, encoding="utf-8")
        correct(blog)
        wait_until(lambda: "更正后的正文" in page.read_text("utf-8"), lines)
    assert "Traceback" not in "".join(lines)


def test_livereload_tells_the_browser_of_a_new_build(blog: Path) -> None:
    with running(f"livereload({str(blog / 'conf.py')!r}, 8765)") as lines:
        wait_until(lambda: any("Waiting for changes" in line for line in lines), lines)
        home = re.search(r"http://\S+", "".join(lines))[0]
        assert '<script src="/.reload.js"></script></head>' in fetch(home + "first.html")
        seen = re.search(r"seen=(\d+)", fetch(home + ".reload.js"))[1]
        answers: list[str] = []
        asking = threading.Thread(target=lambda: answers.append(fetch(f"{home}.reload?seen={seen}&now=1")))
        asking.start()
        time.sleep(0.5)
        assert not answers
        correct(blog)
        asking.join(30)
        assert answers == ["location.reload();"]
        assert "更正后的正文" in fetch(home + "first.html")


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=40) as answer:  # noqa: S310 - our own server
        return answer.read().decode()
