"""The scripts that read the index, in Node: over an index that was built for it; and their types hold."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from plugins.workshop import ROOT
from tests.browser import validators
from tests.search.making import document, make_index

SCRIPTS = Path(__file__).parent / "js"


def run(command: list[str], **more: str) -> None:
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **more}
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def node() -> str:
    found = shutil.which("node")
    assert found, "node is not installed — run: apt-get install nodejs"
    return found


def test_the_scripts_read_what_was_written(tmp_path: Path, node: str) -> None:
    make_index(tmp_path, [document(f"第{n}篇", "盐业、" * n + "盐业改革\n另有规定") for n in range(14)])
    run([node, "--test", str(SCRIPTS / "index.test.mjs")], INDEX=str(tmp_path))


def test_types_hold(node: str) -> None:
    compiler = validators.folder() / "typescript" / "bin" / "tsc"
    run([node, str(compiler), "--project", str(SCRIPTS / "tsconfig.json")])
