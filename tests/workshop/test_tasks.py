"""The tasks are there by the names that Pelican's users expect, and fail in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao.workshop import ROOT

EXPECTED = "clean build rebuild regenerate serve reserve preview livereload publish ingest test check".split()


def inv(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "invoke", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_list_shows_each_task_with_a_line_of_help() -> None:
    listed = inv("--list").stdout
    shown = {
        line.split()[0]: line.split()[1:]
        for line in listed.splitlines()
        if line.startswith("  ") and line[2] != " "
    }
    assert set(EXPECTED) <= set(shown)
    assert all(len(words) > 1 for words in shown.values())


@pytest.mark.parametrize("task", EXPECTED)
def test_each_task_explains_itself(task: str) -> None:
    help_text = inv("--help", task).stdout
    assert "Docstring:\n  " in help_text
    assert "none" not in help_text.split("Docstring:")[1].split("Options:")[0]


def test_a_failure_is_one_line_and_an_exit_code_without_a_trace(tmp_path: Path) -> None:
    done = inv("ingest", str(tmp_path / "missing.txt"))
    assert done.returncode == 1
    assert "missing.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_that_knows_no_chinese_ends_nothing() -> None:
    notice = next((ROOT / "sources").glob("001*"))
    done = subprocess.run(
        [sys.executable, "-m", "invoke", "ingest", str(notice), "--dry-run"],
        cwd=ROOT, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert b"\\u9ed4\\u6c5f" in done.stdout


def test_a_task_takes_its_first_argument_without_a_flag() -> None:
    done = inv("bench", "list")
    assert done.returncode == 0, done.stderr
    assert "search" in done.stdout.splitlines()


def test_a_wrong_task_name_is_told(tmp_path: Path) -> None:
    done = inv("biuld")
    assert done.returncode != 0
    assert "biuld" in done.stderr
