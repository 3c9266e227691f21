"""A build whose parent is killed alone ends, with the processes that work for it; so do those of a build killed alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

SETTINGS = "BUILD_PROCESSES = 3\nPLUGINS = ['wait']\nPLUGIN_PATHS = [{folder!r}]\n"
# Two processes that wait for their work, and one that works for ever.
PLUGIN = """
import os, pathlib, tempfile, time
from gongbao import workers
from pelican import signals

def run(site):
    def work(item):
        tempfile.mkdtemp()
        pathlib.Path({folder!r}, f"pid-{{os.getpid()}}").touch()
        time.sleep(600)
    list(workers.of(site.settings).spread(work, [1, 2, 3]))

def register():
    signals.initialized.connect(run)
"""


# Fails while something is made in a process beside.
FAILING = """
from gongbao import workers
from pelican import signals

def run(site):
    workers.of(site.settings).beside(lambda: None)
    raise OSError("of the test")

def register():
    signals.initialized.connect(run)
"""


def test_a_build_that_fails_does_not_wait_for_what_works_beside(blog: Path) -> None:
    (blog / "failing.py").write_text(FAILING, encoding="utf-8")
    conf = blog / "conf.py"
    text = conf.read_text(encoding="utf-8")
    plugins = "BUILD_PROCESSES = 2\nPLUGINS = ['failing']\nPLUGIN_PATHS = [{folder!r}]\n"
    conf.write_text(text.replace("PLUGINS = []\n", plugins.format(folder=str(blog))), encoding="utf-8")
    code = f"from gongbao.workshop.build import build\nbuild({str(conf)!r})"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=blog, check=False, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 1
    assert "failing.py" in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
@pytest.mark.parametrize("killed", ["the task", "the process of the pages"])
def test_nothing_outlives_a_kill(blog: Path, killed: str) -> None:
    conf, marks = _waiting(blog)
    code = f"from gongbao.workshop.build import build\nbuild({str(conf)!r})"
    task = subprocess.Popen([sys.executable, "-c", code], cwd=blog, stderr=subprocess.DEVNULL)
    _wait(lambda: len(list(marks.iterdir())) == 3 or task.poll() is not None)
    workers = [int(mark.name.partition("-")[2]) for mark in marks.iterdir()]
    pages = _parent(workers[0])
    os.kill(task.pid if killed == "the task" else pages, signal.SIGKILL)
    task.wait(60)
    _wait(lambda: not any(_lives(one) for one in (*workers, pages)))


@pytest.mark.skipif(sys.platform == "win32", reason="there processes end otherwise")
@pytest.mark.parametrize("whom", ["the task", "all"])
def test_who_ends_a_build_from_outside_stops_it_and_finds_nothing_left(blog: Path, whom: str) -> None:
    conf, marks = _waiting(blog)
    code = (
        "from gongbao import streams\nstreams.prepare()\nfrom gongbao.workshop.build import build\n"
        f"build({str(conf)!r})"
    )
    (blog / "temporary").mkdir()
    before = sorted(blog.iterdir())
    task = subprocess.Popen(
        [sys.executable, "-c", code], cwd=blog, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "GONGBAO_LANG": "en", "TMPDIR": str(blog / "temporary")},
    )  # fmt: skip
    _wait(lambda: len(list(marks.iterdir())) == 3 or task.poll() is not None)
    assert list(blog.glob("output-building-*"))
    (os.kill if whom == "the task" else os.killpg)(task.pid, signal.SIGTERM)
    _, said = task.communicate(timeout=60)
    assert said == "stopped\n"
    # Python keeps what it compiled of the plugin, where it may.
    left = {path.name for path in blog.iterdir() if path not in before} - {"__pycache__"}
    assert {name for name in left if not name.startswith(".")} == set()
    assert list((blog / "temporary").iterdir()) == []


def _waiting(blog: Path) -> tuple[Path, Path]:
    """Give an archive a plugin whose processes wait for ever; return its settings, and where each leaves a mark."""
    marks = blog / "marks"
    marks.mkdir()
    (blog / "wait.py").write_text(PLUGIN.format(folder=str(marks)), encoding="utf-8")
    conf = blog / "conf.py"
    text = conf.read_text(encoding="utf-8").replace("PLUGINS = []\n", SETTINGS.format(folder=str(blog)))
    conf.write_text(text, encoding="utf-8")
    return conf, marks


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end
        time.sleep(0.1)


def _parent(pid: int) -> int:
    return int(subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], capture_output=True, check=True).stdout)


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}
