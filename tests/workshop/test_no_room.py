"""Where there is no room to write, a person is told so, without a trace of Python, and nothing is lost."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao.places import importable
from gongbao.romanise import slug

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


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("command", ["rename", "upgrade", "upgrade of 0.1", "new"])
def test_what_a_keeper_wrote_is_as_before_and_with_room_it_is_done(tmp_path: Path, command: str) -> None:
    """Of files that a task changes, a later one finds no room: none of them is changed, or half a file."""
    released = Path(__file__).parents[1] / "archives" / "released" / "0.1.0"
    home = tmp_path / "archive"
    if command == "upgrade of 0.1":
        shutil.copytree(released, home)
    else:
        assert gongbao(tmp_path, "new", "archive", "--yes").returncode == 0
    if command == "rename":
        for name in ("one", "two"):
            article = f"Title: 通知\nSlug: {name}\nKind: document\nAgency: 云岭县\n\n{name}\n"
            (home / "content" / name).mkdir()
            (home / "content" / name / f"{name}.md").write_text(article, encoding="utf-8")
        (home / "content" / "addresses.txt").write_text(f"agency/{slug('云岭县')}.html\n", encoding="utf-8")
        lines = "".join(f"old/{n}.html index.html\n" for n in range(400))
        (home / "content" / "redirects.txt").write_text(lines, encoding="utf-8")
    if command == "upgrade":
        kept = "# mine\n" * 500 + "gongbao==0.0.1\n"
        (home / "requirements.txt").write_text(kept, encoding="utf-8")
    arguments = {
        "rename": ("rename", "agency", "云岭县", "云岭市", "--yes"),
        "new": ("new", "../another", "--yes"),
    }.get(command, ("upgrade",))
    before = files(tmp_path)
    done = gongbao(home, *arguments, most=1500)
    assert done.returncode == 1
    assert re.search(r"there is no room to write \(|cannot be written \(File too large", done.stderr), (
        done.stderr
    )
    assert files(tmp_path) == before
    done = gongbao(home, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    after = files(home)
    assert len(after) >= len(before)
    if command == "rename":
        assert (
            after["content/redirects.txt"].decode().splitlines()[-1]
            == f"agency/{slug('云岭县')}.html agency/{slug('云岭市')}.html"
        )
        assert "Agency: 云岭市" in after["content/two/two.md"].decode()
