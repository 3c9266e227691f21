"""The start scripts of an archive: they make the environment once, and run the program in it."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from gongbao import __version__
from gongbao.archives import new
from gongbao.archives.new import Answers

from tests.archives.installing import copy_of_program, wheel


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive with the program's wheel beside it, to be installed without a net."""
    folder = new.new(
        str(tmp_path_factory.mktemp("start") / "云岭 公报"), Answers("云岭县公报文库"), ask=False
    )
    wheel(copy_of_program(tmp_path_factory.mktemp("program")), folder / "program")
    return folder


def start(home: Path, script: str, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run a start script; what the program needs besides itself is that of the environment of the tests."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    given |= {
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PYTHONUTF8": "1",
    }
    given |= {"GONGBAO_PYTHON": sys.executable, **more}
    return subprocess.run(
        ["/bin/sh", str(home / script), *arguments],
        cwd=home.parent, env=given, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_the_script_installs_once_and_again_after_an_upgrade(home: Path) -> None:
    first = start(home, "start.sh", "--version", GONGBAO_MIRROR="https://mirror.example.edu.cn/simple")
    assert first.returncode == 0, first.stderr
    assert "正在安装" in first.stdout
    assert __version__ in first.stdout
    assert "https://mirror.example.edu.cn/simple" in (home / ".venv" / "pip.conf").read_text(encoding="utf-8")
    again = start(home, "start.command", "--version")
    assert again.returncode == 0, again.stderr
    assert "正在安装" not in again.stdout
    with (home / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("# 新版\n")
    assert "正在安装" in start(home, "start.sh", "--version").stdout
    shutil.copy(next((Path(__file__).parents[2] / "sources").glob("001*")), home / "sources")
    built = start(home, "start.sh", "build")
    assert built.returncode == 0, built.stderr
    assert (home / "output" / "index.html").is_file()


def test_outside_of_an_archive_one_is_made(home: Path, tmp_path: Path) -> None:
    for name in ("start.sh", "start.py", "requirements.txt", "program"):
        (shutil.copytree if (home / name).is_dir() else shutil.copy)(home / name, tmp_path / name)
    done = start(tmp_path, "start.sh", "doctor")
    assert done.returncode == 1, "nobody answers the four questions"
    assert "--yes" in done.stdout + done.stderr or "没有人" in done.stdout + done.stderr
    new.new(str(tmp_path / "文库"), Answers("云岭"), ask=False)
    done = start(tmp_path, "start.sh", "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    # The archive uses the environment that is there.
    done = start(tmp_path / "文库", "start.sh", "--version")
    assert done.returncode == 0, done.stderr


def test_what_cannot_be_installed_is_told(tmp_path: Path) -> None:
    folder = new.new(str(tmp_path / "a"), Answers("云岭"), ask=False)
    done = start(folder, "start.sh", "--version")
    assert done.returncode == 1
    assert "program/" in done.stderr
    assert not (folder / ".venv" / "gongbao.txt").exists(), "the next start tries again"


def test_without_python_the_script_says_what_to_install(tmp_path: Path) -> None:
    folder = new.new(str(tmp_path / "a"), Answers("云岭"), ask=False)
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("dirname", "sh"):
        (tools / name).symlink_to(shutil.which(name) or "")
    done = start(folder, "start.sh", PATH=str(tools), GONGBAO_PYTHON="")
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr


def test_shell_scripts_keep_to_posix() -> None:
    checked = shutil.which("dash") or "/bin/sh"
    texts = new.texts(Answers("云岭"))
    for name in ("start.sh", "start.command"):
        done = subprocess.run([checked, "-n"], input=texts[name], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_the_windows_script_goes_only_where_a_label_is(tmp_path: Path) -> None:
    """Cmd.exe is not at hand: read by rule. Line ends, labels, quotes, nothing of PowerShell, no block in brackets."""
    folder = new.new(str(tmp_path / "a"), Answers("云岭"), ask=False)
    data = (folder / "start.bat").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert not data.startswith(b"\xef\xbb\xbf"), "cmd.exe takes a mark for a command"
    lines = data.decode().split("\r\n")
    labels = {line[1:].strip() for line in lines if line.startswith(":")}
    jumps = {match[1] for line in lines if (match := re.search(r"\bgoto (\w+)", line))}
    assert jumps == labels
    assert all(line.count('"') % 2 == 0 for line in lines)
    assert "powershell" not in data.decode().lower()
    assert not any(line.strip().endswith("(") for line in lines)
    # Before the code page is set, only ASCII: older systems show the rest as rubbish.
    before = data.decode().partition("chcp 65001")[0]
    assert before.isascii()
    known = {"@echo", "rem", "chcp", "cd", "py", "python", "if", "echo", "pause", "exit", "goto"}
    assert {line.split()[0].lower() for line in lines if line and not line.startswith(":")} <= known
