"""The pure script of the facsimile, in Node."""

import shutil
import subprocess
from pathlib import Path


def test_places_are_read_as_they_are_written() -> None:
    node = shutil.which("node")
    assert node, "Node is not installed — run: apt-get install nodejs"
    script = Path(__file__).parent / "js" / "places.test.js"
    done = subprocess.run([node, "--test", str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
