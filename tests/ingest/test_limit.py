"""A source that takes too long, or ends the process that reads it, costs one line; the others go on."""

import contextlib
import os
import re
import signal
import time
from pathlib import Path

import pytest
from gongbao import limit
from gongbao.ingest import command, parsing
from gongbao.ingest.model.source import Source

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
    said = parsing.parse_one(sources / "3.txt", None, None, seconds=0.3)
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
    code = command.run(sources, tmp_path / "content", processes=2, seconds=3.0)
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
