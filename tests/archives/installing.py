"""The program as a package: its wheel, installed into an environment of its own that finds the locked packages of this one."""

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from gongbao.workshop import ROOT

# What the wheel is built from.
PROGRAM = (
    "plugins",
    "theme",
    "docs",
    "requirements",
    "content/synonyms.toml",
    "pyproject.toml",
    "hatch_build.py",
    "README.md",
    "LICENSE",
)


@dataclass(frozen=True)
class Installed:
    """An environment with the program in it, and an empty HOME."""

    folder: Path

    @property
    def python(self) -> Path:
        """Return its Python."""
        return self.folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"

    def run(self, *command: str, cwd: Path, language: str = "en") -> "subprocess.CompletedProcess[str]":
        """Run a command of the environment, as a person would who has nothing else."""
        given = {
            "PATH": f"{self.python.parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
        }
        given |= {"GONGBAO_LANG": language, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        return subprocess.run(
            [str(self.python.parent / command[0]), *command[1:]],
            cwd=cwd, env=given, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def done(self, *command: str, cwd: Path, language: str = "en") -> str:
        """Run a command that has to succeed; return what it said."""
        run = self.run(*command, cwd=cwd, language=language)
        assert run.returncode == 0, f"{' '.join(command)}\n{run.stdout}{run.stderr}"
        return run.stdout + run.stderr

    def install(self, wheel: Path) -> None:
        """Install a wheel over what is there; its packages are those of the environment that runs the tests."""
        self.done(
            "python", "-m", "pip", "install", "-q", "--no-index", "--no-deps", str(wheel), cwd=self.folder
        )


def copy_of_program(to: Path) -> Path:
    """Copy what the wheel is built from, so that a later version can be made of it."""
    for name in PROGRAM:
        place = to / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            shutil.copy(ROOT / name, place)
    return to


def wheel(source: Path, to: Path) -> Path:
    """Build the wheel of a copy of the program."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-index",
        "--no-build-isolation",
        "--no-deps",
        "-w",
        str(to),
        ".",
    ]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return max(to.glob("gongbao-*.whl"), key=lambda path: path.stat().st_mtime_ns)


def environment(folder: Path) -> Installed:
    """Make an environment with nothing of its own in it."""
    subprocess.run([sys.executable, "-m", "venv", str(folder / "env")], check=True)
    (folder / "home").mkdir()
    made = Installed(folder)
    inside = made.done(
        "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder
    ).strip()
    Path(inside, "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return made
