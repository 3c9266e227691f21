"""Nobody is shown a trace of Python: a fault is told in one line, and its trace lies in a file."""

import errno
import importlib
import os
from pathlib import Path

import pytest
from gongbao import tasks
from gongbao.workshop import state
from gongbao.workshop.build import build
from gongbao.workshop.settings import folders
from invoke.exceptions import Exit

SETTINGS = "from gongbao.defaults import *\n"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "sources").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_fault_of_the_program_is_one_line_and_its_trace_a_file(archive: Path) -> None:
    def wrong() -> None:
        raise TypeError("two\nlines")

    with pytest.raises(Exit) as told:
        tasks.attempt(wrong)
    assert told.value.code == 1
    assert "a fault of the program (TypeError: two lines)" in str(told.value)
    assert "in wrong" in (archive / ".cache" / "fault.txt").read_text(encoding="utf-8")


def test_a_fault_of_the_archives_own_code_names_its_line(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (archive / "mine.py").write_text("def f():\n    raise KeyError('x')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(archive)
    with pytest.raises(Exit, match=r"mine\.py line 2: KeyError: 'x'; this is code of the archive"):
        tasks.attempt(importlib.import_module("mine").f)
    assert "mine.py" in (archive / ".cache" / "fault.txt").read_text(encoding="utf-8")


def test_a_want_of_memory_is_no_fault_of_the_program(archive: Path) -> None:
    def refused(error: Exception) -> None:
        raise error

    for what in (
        lambda: bytes(1 << 62),
        lambda: refused(RuntimeError("can't start new thread")),
        lambda: refused(BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))),
        lambda: refused(OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))),
    ):
        with pytest.raises(
            Exit, match=r"there was not enough memory, or no further process was allowed — end"
        ):
            tasks.attempt(what)
    with pytest.raises(Exit, match="a fault of the program"):
        tasks.attempt(lambda: refused(RuntimeError("of another kind")))


def test_what_the_system_refuses_is_said_in_its_words(archive: Path) -> None:
    with pytest.raises(Exit, match=r"nothing\.txt: No such file or directory"):
        tasks.attempt(lambda: Path("nothing.txt").read_text(encoding="utf-8"))


def test_a_name_that_is_too_long_is_said_in_short(archive: Path) -> None:
    name = "a" * 5000
    with pytest.raises(Exit) as told:
        tasks.attempt(lambda: Path(name).stat())
    said = "no file or folder can have a name or path as long as this one (5000 characters)"
    assert str(told.value) == f"error: {name[:40]}…: {said}"
    assert not (archive / ".cache").exists()


def test_where_no_trace_can_be_written_the_line_is_said_all_the_same(archive: Path) -> None:
    (archive / ".cache").write_text("", encoding="utf-8")
    with pytest.raises(Exit, match="a fault of the program"):
        tasks.attempt(lambda: {}["missing"])


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_itself_and_settings_without_a_beginning_are_told(
    archive: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (archive / "content").rmdir()
    (archive / "content").symlink_to("content")
    with pytest.raises(Exit, match="content is a link that leads to itself"):
        tasks.attempt(build, "pelicanconf.py")
    (archive / "pelicanconf.py").write_text("", encoding="utf-8")
    with pytest.raises(Exit, match=r"let its first line be: from gongbao.defaults import"):
        tasks.attempt(build, "pelicanconf.py")


def test_links_that_lead_nowhere_stop_no_build(archive: Path) -> None:
    for folder in ("content", "sources"):
        (archive / folder / "gone.txt").symlink_to("nothing")
        (archive / folder / "round.txt").symlink_to("round.txt")
    state.inputs("pelicanconf.py", folders("pelicanconf.py"))
