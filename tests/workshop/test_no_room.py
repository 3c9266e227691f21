"""Where there is no room to write, a person is told so, without a trace of Python, and nothing is lost."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao.places import importable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its systems limit no file's size")
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
from gongbao.command import main
main()
"""
TEXT = "云岭县人民政府\n关于做好造林工作的通知\n\n各镇人民政府：\n做好造林工作。\n\n云岭县人民政府\n2023年3月2日\n"


def _not_counted() -> dict[str, str]:
    """Return the environment without what would count lines: there is no room to write down what was counted."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def gongbao(archive: Path, *arguments: str, most: int = -1) -> "subprocess.CompletedProcess[str]":
    """Run a command in the folder of an archive, no file of which may have more bytes."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(most), *arguments],
        cwd=archive,
        env={**_not_counted(), "PYTHONPATH": importable()},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("room")
    assert gongbao(folder, "new", "archive", "--name", "云岭", "--yes").returncode == 0
    for number in range(2):
        text = TEXT.replace("造林", "造林" * (number + 1))
        (folder / "archive" / "sources" / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder / "archive"


@pytest.mark.parametrize("most", [0, 100])
@pytest.mark.parametrize("command", [("ingest", "sources"), ("build",)], ids="-".join)
def test_it_is_said(archive: Path, command: tuple[str, ...], most: int) -> None:
    before = sorted(archive.rglob("*.md"))
    done = gongbao(archive, *command, most=most)
    assert done.returncode == 1
    # Of a source, ingest says by name that it could not be written.
    assert re.search(r"there is no room to write \(|could not be written to content \(", done.stderr)
    assert "Traceback" not in done.stderr
    assert sorted(archive.rglob("*.md")) == before
    assert not (archive / "output" / "index.html").exists()
