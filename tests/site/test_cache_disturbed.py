"""Whatever happens in the middle of a build, the next one gives the bytes of a build that keeps nothing."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.cache.store import Store
from gongbao.workshop import importable
from gongbao.workshop.build import build

from tests.site.test_cache import Archive

# Seconds into a build: while the archive is read, and while pages are made; how long that takes is the machine's matter.
MOMENTS = (0.6, 1.6)


def begun(archive: Archive) -> "subprocess.Popen[bytes]":
    command = [
        sys.executable,
        "-c",
        "import sys\nfrom gongbao.workshop.build import BuildError, build\n"
        "try:\n    build(sys.argv[1])\nexcept BuildError as error:\n    sys.exit(str(error))",
    ]
    return subprocess.Popen(
        [*command, str(archive.conf)],
        cwd=archive.folder,
        env={**os.environ, "PYTHONPATH": importable()},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def vanish(archive: Archive, process: "subprocess.Popen[bytes]") -> None:
    archive.article().unlink()


def change(archive: Archive, process: "subprocess.Popen[bytes]") -> None:
    one = archive.article(number=True)
    archive.edit(one, lambda text: text.rstrip("\n") + f"\n\n第{time.time_ns()}次更正。\n")


def forget(archive: Archive, process: "subprocess.Popen[bytes]") -> None:
    for path in archive.folder.glob("results.sqlite*"):
        path.unlink()
    shutil.rmtree(archive.folder / "segments", ignore_errors=True)
    shutil.rmtree(archive.folder / ".cache", ignore_errors=True)


def kill(archive: Archive, process: "subprocess.Popen[bytes]") -> None:
    os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("disturb", [vanish, change, forget, kill])
def test_a_build_that_was_disturbed_harms_no_later_one(
    tmp_path: Path, disturb: Callable[[Archive, "subprocess.Popen[bytes]"], None]
) -> None:
    archive = Archive(tmp_path)
    build(str(archive.conf))
    for moment in MOMENTS:
        one = archive.article()
        archive.edit(one, lambda text, moment=moment: text.rstrip("\n") + f"\n\n{moment}。\n")
        with begun(archive) as process:
            time.sleep(moment)
            disturb(archive, process)
            said = process.communicate(timeout=300)[1].decode()
        # What vanished before it was read is an error in words; all else is a build.
        assert "Traceback" not in said
        assert process.returncode == 0 or disturb in (vanish, kill), said
        archive.check({})


def test_a_store_of_another_layout_is_made_anew(tmp_path: Path) -> None:
    place = tmp_path / "results.sqlite"
    with sqlite3.connect(place) as file:
        file.execute("CREATE TABLE results (name TEXT PRIMARY KEY, data BLOB)")
        file.execute("INSERT INTO results VALUES ('a', x'00')")
    file.close()
    for kept in ({}, {"key": b"value"}):
        store = Store(place)
        assert store.get(["key"]) == kept
        store.put({"key": b"value"})
        store.close()


def test_what_another_version_noted_of_the_output_is_not_believed(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    build(str(archive.conf))
    notes = list((tmp_path / ".cache" / "builds").iterdir())
    assert {path.suffix for path in notes} == {".files", ".json", ".ours"}
    for damage in (b"", b"{}", b"\x80\x05K\x01.", b"[[1, 2, 3, 4, 5, 6, 7]]"):
        for path in notes:
            path.write_bytes(damage)
        archive.check({})
