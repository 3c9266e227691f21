"""Readers of a folder see one whole site at every moment, the old or the new."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from gongbao.publish.folder import Folder, partial_name
from gongbao.publish.target import Limits, plan
from gongbao.workshop import ROOT, Failure, checksums

from tests.publish.sites import FIRST, SECOND, content, make

# A run that is killed before the n-th thing that it does below the folder; it prints how many there are.
SEND = """
import os, signal, sys
from pathlib import Path
from gongbao.publish.folder import Folder
from gongbao.publish.target import Limits

place, site, last = sys.argv[1], sys.argv[2], int(sys.argv[3])
done = 0

def count(event, arguments):
    global done
    if event in ("open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.symlink"):
        if any(isinstance(a, (str, Path)) and str(a).startswith(place) for a in arguments) or event == "os.symlink":
            done += 1
            if done == last:
                os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
Folder(place, Limits()).send(Path(site))
print(done)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "www"


def test_what_another_project_is_sending_is_left_alone_until_it_is_forgotten(
    tmp_path: Path, place: Path
) -> None:
    theirs = make(place / "releases" / ".partial-0123456789ab", SECOND)
    forgotten = make(place / "releases" / ".partial", SECOND)
    os.utime(forgotten, (0, 0))
    Folder(str(place), Limits()).send(make(tmp_path / "first", FIRST))
    assert content(place / "current") == FIRST
    assert content(theirs) == SECOND
    assert not forgotten.exists()


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
    same = {f"same/{n}.html": "同" for n in range(20)}
    sites = [
        make(tmp_path / f"site-{k}", same | {f"{k}/{n}.html": f"{k}{n}" * 500 for n in range(40)})
        for k in range(2)
    ]
    sums = {checksums.of_file(site / checksums.NAME) for site in sites}

    def send(site: Path, last: int) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-c", SEND, str(place), str(site), str(last)]
        return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)

    target = Folder(str(place), Limits())
    for site in sites * 2:
        target.send(site)
    steps = int(send(sites[0], 0).stdout)
    assert steps > 100
    places = sorted(random.Random(7).sample(range(1, steps), 10))
    for turn, last in enumerate(places):
        site = sites[(turn + 1) % 2]
        assert send(site, last).returncode == -signal.SIGKILL
        assert checksums.verify(place / "current").whole
        assert checksums.of_file(place / "current" / checksums.NAME) in sums
        target.send(site)
        assert content(place / "current") == content(site)
        assert not (place / "releases" / partial_name()).exists()
        assert len(list((place / "releases").iterdir())) <= 3
