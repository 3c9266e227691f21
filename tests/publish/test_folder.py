"""Readers of a folder see one whole site at every moment, the old or the new."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.publish.folder import Folder
from plugins.publish.target import Limits, plan
from plugins.workshop import ROOT, Failure, checksums
from tests.publish.sites import FIRST, SECOND, content, make

SEND = (
    "import sys\nfrom pathlib import Path\nfrom plugins.publish.folder import Folder\n"
    "from plugins.publish.target import Limits\n"
    "print('ready', flush=True)\nFolder(sys.argv[1], Limits()).send(Path(sys.argv[2]))"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "www"


def test_a_site_is_sent_replaced_and_rolled_back(tmp_path: Path, place: Path) -> None:
    first, second = make(tmp_path / "first", FIRST), make(tmp_path / "second", SECOND)
    target = Folder(str(place), Limits())
    assert target.held() == {}
    target.send(first)
    assert content(place / "current") == FIRST
    assert plan(first, target.held()).empty
    target.send(second)
    assert content(place / "current") == SECOND
    assert target.roll_back() == "000001"
    assert content(place / "current") == FIRST
    with pytest.raises(Failure, match="no release before"):
        target.roll_back()
    target.send(second)
    assert content(place / "current") == SECOND
    assert (place / "current").readlink() == Path("releases/000003")


def test_the_last_three_releases_are_kept(tmp_path: Path, place: Path) -> None:
    target = Folder(str(place), Limits())
    for number in range(5):
        target.send(make(tmp_path / str(number), {"index.html": f"{number}"}))
    assert sorted(p.name for p in (place / "releases").iterdir()) == ["000003", "000004", "000005"]
    assert content(place / "current") == {"index.html": "4"}


def test_an_unchanged_file_is_shared_and_not_copied(tmp_path: Path, place: Path) -> None:
    target = Folder(str(place), Limits())
    target.send(make(tmp_path / "first", FIRST))
    target.send(make(tmp_path / "second", SECOND))
    one, two = (place / "releases" / number for number in ("000001", "000002"))
    assert (one / "a/1.html").samefile(two / "a/1.html")
    assert not (one / "index.html").samefile(two / "index.html")


def test_a_file_that_was_changed_on_the_host_is_made_good(tmp_path: Path, place: Path) -> None:
    target = Folder(str(place), Limits())
    target.send(make(tmp_path / "first", FIRST))
    (place / "current" / "a" / "1.html").write_text("乙", encoding="utf-8")
    target.send(make(tmp_path / "second", SECOND))
    assert content(place / "current") == SECOND


def test_the_web_server_may_read_whatever_the_umask_is(tmp_path: Path, place: Path) -> None:
    before = os.umask(0o077)
    try:
        Folder(str(place), Limits()).send(make(tmp_path / "first", FIRST))
    finally:
        os.umask(before)
    modes = {oct(p.stat().st_mode & 0o777) for p in (place / "current").rglob("*") if p.is_file()}
    folders = {oct(p.stat().st_mode & 0o777) for p in (place / "releases").rglob("*") if p.is_dir()}
    assert (modes, folders) == ({"0o644"}, {"0o755"})


def test_a_real_folder_in_the_place_of_the_link_is_left_alone(tmp_path: Path, place: Path) -> None:
    (place / "current").mkdir(parents=True)
    (place / "current" / "mine.txt").write_text("x")
    with pytest.raises(Failure, match="is no link"):
        Folder(str(place), Limits()).send(make(tmp_path / "first", FIRST))
    assert (place / "current" / "mine.txt").read_text() == "x"


def test_a_full_disk_is_told_in_one_line_and_the_old_site_stays(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The largest file that a process may write stands in for the disk, which no test can fill."""
    resource = pytest.importorskip("resource")
    target = Folder(str(place), Limits())
    target.send(make(tmp_path / "first", FIRST))
    second = make(tmp_path / "second", SECOND | {"big.html": "x" * 2_000_000})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(Failure, match="the published site is as it was") as told:
            target.send(second)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)
    assert "\n" not in str(told.value)
    assert content(place / "current") == FIRST
    target.send(second)
    assert checksums.verify(place / "current").whole


def test_killed_anywhere_the_site_is_whole_and_the_next_run_ends_it(tmp_path: Path, place: Path) -> None:
    first = make(tmp_path / "first", {f"{n}.html": f"一{n}" * 500 for n in range(800)})
    second = make(tmp_path / "second", {f"{n}.html": f"二{n}" * 500 for n in range(800)})
    target = Folder(str(place), Limits())
    target.send(first)
    sites = [second, first]
    delays = random.Random(7)
    killed = 0
    for turn in range(10):
        site = sites[turn % 2]
        sums = {p: checksums.of_file(p / checksums.NAME) for p in sites}
        running = subprocess.Popen(
            [sys.executable, "-c", SEND, str(place), str(site)], cwd=ROOT, stdout=subprocess.PIPE
        )
        running.stdout.readline()
        time.sleep(delays.uniform(0, 0.15))
        running.kill()
        killed += running.wait() == -signal.SIGKILL
        running.stdout.close()
        assert checksums.verify(place / "current").whole
        assert checksums.of_file(place / "current" / checksums.NAME) in sums.values()
        target.send(site)
        assert content(place / "current") == content(site)
        assert not (place / "releases" / ".partial").exists()
    assert killed >= 5
