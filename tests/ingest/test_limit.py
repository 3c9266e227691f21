"""A source that takes too long, or ends the process that reads it, costs one line; the others go on."""

import contextlib
import faulthandler
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao import limit
from gongbao.ingest import command, parsing
from gongbao.ingest.model.source import Source
from gongbao.ingest.read.scan import work as scan_work
from gongbao.limit import Limits

TEXT = "云岭县人民政府关于做好防汛工作的通知\n云政发〔2024〕{n}号\n各乡镇人民政府：\n现就防汛工作通知如下。\n云岭县人民政府\n2024年5月16日\n"
READ = parsing.read


def _turning() -> None:
    while True:
        pass


def _matching() -> None:
    re.match(r"(a|a)*b", "a" * 40)


def _deaf() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    time.sleep(60)


def _dying() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _swallowing() -> None:
    while True:
        with contextlib.suppress(Exception):  # as a reader that makes the best of a damaged part
            _turning()


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    for n in range(1, 7):
        (folder / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return folder


@pytest.mark.parametrize("work", [_turning, _matching, _swallowing])
def test_one_that_takes_too_long_is_given_up(
    sources: Path, monkeypatch: pytest.MonkeyPatch, work: object
) -> None:
    monkeypatch.setattr(parsing, "read", lambda *_: work())  # type: ignore[operator]
    said = parsing.parse_one(sources / "3.txt", None, None, limits=Limits(0.3))
    assert isinstance(said, str)
    assert said.startswith("3.txt: given up, since nothing came of it")
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


@pytest.mark.parametrize("work", [_turning, _deaf, _dying])
def test_the_others_go_on(
    sources: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    work: object,
) -> None:
    def read(path: Path, *more: object) -> Source:
        if path.name == "3.txt":
            work()  # type: ignore[operator]
        return READ(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(parsing, "read", read)
    code = command.run(sources, tmp_path / "content", processes=2, limits=Limits(3.0))
    said = capfd.readouterr()
    assert code == 1
    assert len(list((tmp_path / "content").rglob("ingest.json"))) == 5
    assert said.err.count("error: 3.txt: ") == 1
    assert "Traceback" not in said.err + said.out


def test_progress_begins_the_time_anew() -> None:
    with limit.within(0.4):
        for _ in range(4):
            time.sleep(0.2)
            limit.progress()
    with pytest.raises(limit.TooLongError), limit.within(0.2):
        time.sleep(5)


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no alarm there")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_python_loses_is_said_again() -> None:
    """An exception in a callback of Python's is lost: a limit that is said once would then be none."""

    class Deaf:
        def __del__(self) -> None:
            end = time.monotonic() + 0.5
            while time.monotonic() < end:
                pass

    began = time.monotonic()
    with pytest.raises(limit.TooLongError), limit.within(0.2):
        one = Deaf()
        del one
        while time.monotonic() - began < 20:
            pass
    assert time.monotonic() - began < 10


def _growing() -> None:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def _crashing() -> None:
    """Do what a library does that finds no memory, or has a fault."""
    faulthandler.disable()
    os.abort()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no such limit there")
@pytest.mark.parametrize("many", [False, True], ids=["alone", "among others"])
@pytest.mark.parametrize(
    ("work", "words"),
    [(_growing, "takes more memory than it may have"), (_crashing, "ended the process that read it")],
)
def test_one_that_takes_all_memory_or_crashes_costs_a_line(
    sources: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    work: Callable[[], None],
    words: str,
    many: bool,
) -> None:
    def read(path: Path, *more: object) -> Source:
        if path.name == "3.txt":
            work()
        return READ(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(parsing, "read", read)
    code = command.run(
        sources if many else sources / "3.txt",
        tmp_path / "content",
        processes=2,
        limits=Limits(0, 300_000_000),
    )
    said = capfd.readouterr()
    assert code == 1
    assert len(list((tmp_path / "content").rglob("ingest.json"))) == (5 if many else 0)
    assert [line for line in said.err.splitlines() if line.startswith("error: ")] == [
        line for line in said.err.splitlines() if line.startswith("error: 3.txt: ") and words in line
    ]
    assert words in said.err
    assert "Traceback" not in said.err + said.out


def test_one_that_is_read_alone_may_use_all_processors(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Pages of a scan are read side by side, unless several sources are."""

    def read(path: Path, *more: object) -> Source:
        print(f"processors of {path.name}: {scan_work._processors()}")
        return READ(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(parsing, "read", read)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    command.run(sources / "3.txt", tmp_path / "content")
    assert "processors of 3.txt: 3" in capfd.readouterr().out
    command.run(sources, tmp_path / "content", processes=2)
    assert "processors of 4.txt: 1" in capfd.readouterr().out
