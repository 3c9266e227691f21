"""Closed streams, readers that go, full disks and Ctrl-C end in a line or in nothing, never in a trace."""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from gongbao import streams
from gongbao.attempts import attempt
from invoke.exceptions import Exit

COMMAND = shlex.join([sys.executable, "-m", "gongbao", "--list"])


def shell(line: str, folder: Path, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        ["/bin/bash", "-c", line],
        cwd=folder,
        env={**os.environ, "GONGBAO_LANG": "en", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    told = folder / "said.txt"
    held = told.read_bytes() if told.exists() else b""
    return done.returncode, (done.stdout + done.stderr + held).decode("utf-8", "replace")


@pytest.mark.skipif(sys.platform != "linux", reason="a shell and /dev/full")
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (f"{COMMAND} >&-", 0, ""),
        (f"{COMMAND} <&- >&- 2>&-", 0, ""),
        (f"{COMMAND} 2>said.txt | true", 0, ""),
        (f"{COMMAND} >/dev/full", 1, "No space left on device"),
        (f"{COMMAND} >/dev/full 2>/dev/full", 1, ""),
        # An ingest tells whether it is at a terminal; the next file that is opened must not take the place of a stream.
        (f"{sys.executable} -m gongbao ingest sources >&- 2>&-", 0, ""),
    ],
)
def test_a_stream_that_takes_nothing_ends_in_no_trace(
    tmp_path: Path, line: str, code: int, said: str
) -> None:
    (tmp_path / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text(
        "云岭县人民政府关于做好防汛工作的通知\n云政发〔2024〕1号\n各乡镇人民政府：\n现就防汛工作通知如下。\n",
        encoding="utf-8",
    )
    ended, told = shell(line, tmp_path)
    assert ended == code, told
    assert "Traceback" not in told
    assert "Exception ignored" not in told
    assert said in told
    if "ingest" in line:
        assert (tmp_path / "content/documents/a/ingest.json").is_file()
    assert not (tmp_path / ".cache" / "fault.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder that somebody stands in stays")
def test_a_folder_that_was_taken_away_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    line = f"cd gone && rmdir ../gone && {sys.executable} -m gongbao build"
    assert shell(line, tmp_path) == (
        1,
        "error: the folder that you stand in is not there any more — go into another, and try again\n",
    )


def test_ctrl_c_where_nothing_can_be_raised_ends_the_program_all_the_same(tmp_path: Path) -> None:
    code = (
        "import signal, time; from gongbao import streams; streams.prepare()\n"
        "class Held:\n    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
        "held = Held(); del held; time.sleep(30); print('went on')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "GONGBAO_LANG": "en"},
        capture_output=True,
        encoding="utf-8",
        timeout=20,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert (done.stdout, done.stderr) == ("", "stopped\n")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
@pytest.mark.parametrize("seconds", [0.1, 0.3, 0.6, 1.0])
def test_ctrl_c_while_the_program_is_loaded_shows_no_trace(tmp_path: Path, seconds: float) -> None:
    # Python itself is loaded first: what it says of Ctrl-C then is its own.
    code = "print('loaded', flush=True); import sys; sys.argv[1:] = ['build']; from gongbao.__main__ import main; main()"
    (tmp_path / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "GONGBAO_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        encoding="utf-8",
    )
    assert running.stdout
    assert running.stdout.readline() == "loaded\n"
    time.sleep(seconds)
    for _ in range(2):
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGINT)
            time.sleep(0.03)
    _out, said = running.communicate(timeout=60)
    assert "Traceback" not in said
    assert said.count("stopped") <= 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals there")
def test_an_end_from_outside_is_heard_as_ctrl_c_but_not_by_copies_and_not_where_it_is_ignored(
    tmp_path: Path,
) -> None:
    code = (
        "import os, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from gongbao import streams; streams.prepare()\n"
        "signal.raise_signal(signal.SIGHUP); copy = os.fork()\n"
        "if not copy: signal.raise_signal(signal.SIGTERM); os._exit(5)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)\n"
        "signal.raise_signal(signal.SIGTERM); print('went on')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "GONGBAO_LANG": "en"},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("-15\n", "stopped\n")


def test_ctrl_c_while_a_class_is_made_is_ctrl_c() -> None:
    class Stopping:
        def __set_name__(self, owner: type, name: str) -> None:
            raise KeyboardInterrupt

    def made() -> None:
        type("Made", (), {"part": Stopping()})

    with pytest.raises(Exit) as told:
        attempt(made)
    assert (told.value.code, told.value.message) == (130, "stopped")
    with pytest.raises((RuntimeError, KeyboardInterrupt)) as raised:
        made()
    assert streams.is_stop(raised.value) and not streams.is_stop(RuntimeError())
