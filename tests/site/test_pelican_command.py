"""Who knows Pelican needs none of our tasks: its own command builds the same site."""

import subprocess
import sys
from pathlib import Path

from gongbao.workshop import ROOT, checksums


def test_the_pelican_command_builds_the_same_bytes(sample_site: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", str(tmp_path / "out"), "--fatal", "errors"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    built = tree(sample_site)
    # The sums are made when every plugin has written its last file, which Pelican gives no plugin a way to know.
    del built[checksums.NAME]
    assert tree(tmp_path / "out") == built


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
