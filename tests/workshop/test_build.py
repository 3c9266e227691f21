"""A build writes what changed, and a build that fails leaves the output as it was."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.workshop import ROOT, Failure
from gongbao.workshop.build import BuildError, build, build_into, clean

Snapshot = Callable[[Path], dict[str, bytes]]
SLOW_PLUGIN = """
import pathlib, time
from pelican import signals

def wait(_):
    pathlib.Path({mark!r}).touch()
    time.sleep(60)

def register():
    signals.finalized.connect(wait)
"""


def test_a_build_fills_the_output_and_leaves_nothing_beside_it(blog: Path) -> None:
    changes = build(str(blog / "conf.py"))
    assert {"index.html", "first.html", "second.html"} <= set(changes.written)
    assert changes.unchanged == 0
    assert {path.name for path in blog.iterdir()} - {"__pycache__", ".cache"} == {
        "conf.py",
        "content",
        "output",
    }


def test_a_second_build_of_the_same_archive_writes_nothing(blog: Path, snapshot: Snapshot) -> None:
    build(str(blog / "conf.py"))
    before = snapshot(blog / "output")
    changes = build(str(blog / "conf.py"))
    assert (changes.written, changes.removed, changes.unchanged) == ((), (), len(before))
    assert snapshot(blog / "output") == before


def test_a_correction_rewrites_only_the_pages_that_show_it(blog: Path) -> None:
    build(str(blog / "conf.py"))
    post = blog / "content" / "first.md"
    post.write_text(post.read_text("utf-8").replace("正文", "更正后的正文"), encoding="utf-8")
    changes = build(str(blog / "conf.py"))
    assert "first.html" in changes.written
    assert "second.html" not in changes.written
    assert changes.removed == ()


def test_a_removed_article_takes_its_page_along_and_kept_files_stay(blog: Path) -> None:
    build(str(blog / "conf.py"))
    (blog / "output" / "CNAME").write_text("example.org", encoding="utf-8")
    (blog / "content" / "second.md").unlink()
    assert build(str(blog / "conf.py")).removed == ("second.html",)
    assert (blog / "output" / "CNAME").exists()


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        (
            b"Date: 2024-01-01\n\nx\n",
            "content/bad.md: the header has no Title — add a line 'Title: …' to its header",
        ),
        (
            b"Title: x\nDate: someday\n\nx\n",
            "content/bad.md: Date: 'someday' is not a valid date — write it as 2018-05-16\n",
        ),
        ("Title: 公报\nDate: 2024-01-01\n\nx\n".encode("gb18030"), "content/bad.md: line 1 is not UTF-8"),
        (
            b"Title: x\nDate: 2024-01-01\nSlug: first\n\nx\n",
            "content/bad.md and content/first.md want the same address first.html — give one",
        ),
        (b"Title: x\nDate: 2024-01-01\nSave_as: ../../x.html\n\nx\n", "would be written outside"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_the_output_stays(
    blog: Path, snapshot: Snapshot, capfd: pytest.CaptureFixture[str], mistake: bytes, said: str
) -> None:
    build(str(blog / "conf.py"))
    before = snapshot(blog / "output")
    (blog / "content" / "bad.md").write_bytes(mistake)
    with pytest.raises(BuildError, match="was not built, and output/ is as it was"):
        build(str(blog / "conf.py"))
    told = capfd.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert snapshot(blog / "output") == before
    assert {path.name for path in blog.iterdir()} - {"__pycache__", ".cache"} == {
        "conf.py",
        "content",
        "output",
    }


def test_every_mistake_is_told_at_once(blog: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("one.md", "two.md"):
        (blog / "content" / name).write_text("Date: 2024-01-01\n\nx\n", encoding="utf-8")
    with pytest.raises(BuildError):
        build(str(blog / "conf.py"))
    told = capfd.readouterr().err
    assert "one.md" in told
    assert "two.md" in told


def test_a_plugin_that_does_not_load_stops_the_build(blog: Path, capfd: pytest.CaptureFixture[str]) -> None:
    settings = blog / "conf.py"
    settings.write_text(settings.read_text("utf-8") + 'PLUGINS = ["no_such_plugin"]\n', encoding="utf-8")
    with pytest.raises(BuildError):
        build(str(settings))
    assert "no_such_plugin" in capfd.readouterr().err


def test_a_killed_build_leaves_the_output_and_the_next_removes_what_it_left(
    blog: Path, snapshot: Snapshot
) -> None:
    build(str(blog / "conf.py"))
    before = snapshot(blog / "output")
    slow = blog / "slow.py"
    slow.write_text(SLOW_PLUGIN.format(mark=str(blog / "reached")), encoding="utf-8")
    (blog / "slow_conf.py").write_text(
        (blog / "conf.py").read_text("utf-8") + f'PLUGIN_PATHS = [{str(blog)!r}]\nPLUGINS = ["slow"]\n',
        encoding="utf-8",
    )
    code = f"from gongbao.workshop.build import build; build({str(blog / 'slow_conf.py')!r})"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, start_new_session=True) as running:
        _wait_for(blog / "reached")
        os.killpg(running.pid, 9)
    assert snapshot(blog / "output") == before
    assert list(blog.glob("output-building-*"))
    build(str(blog / "conf.py"))
    assert snapshot(blog / "output") == before
    assert not list(blog.glob("output-building-*"))
    (blog / "output-building-of-an-earlier-version").mkdir()
    clean(str(blog / "conf.py"))
    assert not (blog / "output").exists()
    assert not list(blog.glob("output-building-*"))


def test_ctrl_c_ends_a_build_without_a_trace_and_leaves_nothing(blog: Path, snapshot: Snapshot) -> None:
    (blog / "slow.py").write_text(SLOW_PLUGIN.format(mark=str(blog / "reached")), encoding="utf-8")
    with (blog / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(f'PLUGIN_PATHS = [{str(blog)!r}]\nPLUGINS = ["slow"]\n')
    # As a terminal does it: every process of the group hears it, one after the other.
    hear = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    call = f"import tasks; from gongbao.workshop.build import build; tasks.attempt(build, {str(blog / 'conf.py')!r})"
    code = f"{hear}; {call}"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE, text=True
    ) as running:
        _wait_for(blog / "reached")
        os.killpg(running.pid, signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert told.strip().splitlines()[-1] == "stopped"
    assert "KeyboardInterrupt" not in told
    assert not list(blog.glob("output*"))


def test_an_output_that_cannot_be_written_is_told_in_words(blog: Path) -> None:
    (blog / "output").write_text("a file stands where the folder is wanted", encoding="utf-8")
    with pytest.raises(
        BuildError, match=r"output.*: .* — close what holds it, make room, or give the account"
    ):
        build(str(blog / "conf.py"))


def test_an_output_folder_that_holds_the_project_is_refused(blog: Path) -> None:
    settings = blog / "conf.py"
    settings.write_text(settings.read_text("utf-8") + f"OUTPUT_PATH = {str(blog)!r}\n", encoding="utf-8")
    for task in (build, clean):
        with pytest.raises(Failure, match="give it a folder of its own"):
            task(str(settings))
    assert (blog / "content" / "first.md").exists()


def test_an_output_folder_in_the_archive_is_refused(blog: Path) -> None:
    settings = blog / "conf.py"
    inside = str(blog / "content" / "output")
    settings.write_text(settings.read_text("utf-8") + f"OUTPUT_PATH = {inside!r}\n", encoding="utf-8")
    with pytest.raises(Failure, match=r"within .*content, in which you keep files"):
        build(str(settings))


def test_article_paths_that_lead_to_nothing_are_refused(blog: Path) -> None:
    """Pelican passes over them in silence, and the pages of the articles would go."""
    settings = blog / "conf.py"
    settings.write_text(settings.read_text("utf-8") + "ARTICLE_PATHS = ['', 'dokuments']\n", encoding="utf-8")
    with pytest.raises(
        Failure, match=r"ARTICLE_PATHS in .*conf\.py names 'dokuments', which is not in content/"
    ):
        build(str(settings))


def test_settings_that_cannot_be_read_are_named(blog: Path) -> None:
    (blog / "conf.py").write_text("SITENAME = 'x\n", encoding="utf-8")
    with pytest.raises(Failure, match=r"conf\.py cannot be read: unterminated string literal"):
        build(str(blog / "conf.py"))


# What a folder holds comes in another order on every file system.
BACKWARDS = """
import os

listdir, scandir = os.listdir, os.scandir

class Backwards:
    def __init__(self, *given):
        with scandir(*given) as found:
            self.found = iter(sorted(found, key=lambda entry: entry.name, reverse=True))
    def __iter__(self):
        return self.found
    def __next__(self):
        return next(self.found)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass

os.listdir = lambda *given: sorted(listdir(*given), reverse=True)
os.scandir = Backwards
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "UTC"},
        {"PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo"},
        {
            "PYTHONHASHSEED": "3",
            "TZ": "America/Anchorage",
            "LC_ALL": "C",
            "BACKWARDS": "",
            "SOMEBODY_ELSE": "",
        },
    ],
    ids=["seed and zone", "another seed and zone", "order of folders, another user, another place"],
)
def test_the_same_archive_gives_the_same_bytes_everywhere(
    archive_site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    snapshot: Snapshot,
    surroundings: dict[str, str],
) -> None:
    archive = ROOT / "tests" / "site" / "archive"
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    if "BACKWARDS" in surroundings:
        (tmp_path / "sitecustomize.py").write_text(BACKWARDS)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    before = os.umask(0)
    try:
        os.umask(before)
        if "SOMEBODY_ELSE" in surroundings:
            archive = _copied_backwards(archive, tmp_path / "elsewhere")
            for name in ("HOME", "USER", "LOGNAME"):
                monkeypatch.setenv(name, "/nonexistent")
            os.umask(0o077)
        build_into(tmp_path / "again", archive / "content")
    finally:
        os.umask(before)
    assert snapshot(tmp_path / "again") == snapshot(archive_site)


def _copied_backwards(source: Path, target: Path) -> Path:
    """Copy a folder, its last file first, with other time stamps."""
    for path in sorted((p for p in source.rglob("*") if p.is_file()), reverse=True):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        os.utime(place, (1, 1))
    return target


def _wait_for(path: Path) -> None:
    for _ in range(300):
        if path.exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{path} never came")
