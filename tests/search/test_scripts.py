"""The pure scripts of the search, in Node: no page, no browser, nothing loaded."""

import os
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "js"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.test.js")), ids=lambda path: path.name)
def test_the_scripts_do_what_their_tests_say(path: Path) -> None:
    node = shutil.which("node")
    assert node, "Node is not installed — run: apt-get install nodejs"
    lunr = files("mkdocs") / "contrib" / "search" / "templates" / "search" / "lunr.js"
    done = subprocess.run(
        [node, "--test", str(path)],
        env={**os.environ, "LUNR": str(lunr)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
