"""rsync through a real sshd on loopback: the site is whole at every moment, and a failure is one clear line."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.publish.folder import partial_name
from gongbao.publish.rsync import KEY, Rsync
from gongbao.publish.target import Limits, plan
from gongbao.workshop import ROOT, Failure, checksums

from tests.programs import need
from tests.publish.conftest import Line, Server, sshd
from tests.publish.sites import FIRST, SECOND, content, make

SEND = (
    "import sys\nfrom pathlib import Path\nfrom gongbao.publish.rsync import Rsync\n"
    "from gongbao.publish.target import Limits\nprint('ready', flush=True)\n"
    "Rsync('127.0.0.1', sys.argv[1], Limits(), int(sys.argv[3]), tuple(sys.argv[4:])).send(Path(sys.argv[2]))"
)


@pytest.fixture(autouse=True)
def key(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    need("rsync", "rsync")
    monkeypatch.setenv(KEY, str(server.home / "user"))


def test_a_site_is_sent_replaced_and_rolled_back(server: Server, tmp_path: Path) -> None:
    place = tmp_path / "with a blank"
    target = server.target(place)
    first, second = make(tmp_path / "first", FIRST), make(tmp_path / "second", SECOND)
    assert target.held() == {}
    target.send(first)
    assert content(place / "current") == FIRST
    assert plan(first, target.held()).empty
    target.send(second)
    assert content(place / "current") == SECOND
    one, two = (place / "releases" / number for number in ("000001", "000002"))
    assert (one / "a/1.html").samefile(two / "a/1.html"), "unchanged files are shared"
    assert target.roll_back() == "000001"
    assert content(place / "current") == FIRST
    with pytest.raises(Failure, match="no release before"):
        target.roll_back()


def test_what_another_project_is_sending_is_left_alone_until_it_is_forgotten(
    server: Server, tmp_path: Path
) -> None:
    place = tmp_path / "www"
    theirs = make(place / "releases" / ".partial-0123456789ab", SECOND)
    forgotten = make(place / "releases" / ".partial", SECOND)
    os.utime(forgotten, (0, 0))
    server.target(place).send(make(tmp_path / "first", FIRST))
    assert content(place / "current") == FIRST
    assert content(theirs) == SECOND
    assert not forgotten.exists()


def test_the_last_three_releases_are_kept_past_the_eighth(server: Server, tmp_path: Path) -> None:
    """A shell takes 000008 for a wrong octal number unless its zeros go."""
    place = tmp_path / "www"
    for number in ("000006", "000007", "000008"):
        make(place / "releases" / number, FIRST)
    (place / "current").symlink_to("releases/000008")
    server.target(place).send(make(tmp_path / "second", SECOND))
    assert sorted(p.name for p in (place / "releases").iterdir()) == ["000007", "000008", "000009"]
    assert content(place / "current") == SECOND


def test_a_wrong_key_and_a_vanished_host_are_told_in_one_line(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY, str(server.home / "wrong"))
    with pytest.raises(Failure, match="Permission denied") as told:
        server.target(tmp_path / "www").held()
    assert "\n" not in str(told.value)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        silent = Rsync("127.0.0.1", "/x", Limits(), free.getsockname()[1], server.options)
        with pytest.raises(Failure, match="Connection refused") as told:
            silent.held()
    assert "\n" not in str(told.value)


def test_killed_anywhere_the_site_is_whole_and_the_next_run_ends_it(server: Server, tmp_path: Path) -> None:
    place = tmp_path / "www"
    first = make(tmp_path / "first", {f"{n}.html": f"一{n}" * 300 for n in range(60)})
    second = make(tmp_path / "second", {f"{n}.html": f"二{n}" * 300 for n in range(60)})
    target = server.target(place)
    target.send(first)
    delays = random.Random(11)
    killed = 0
    for turn in range(10):
        site = (second, first)[turn % 2]
        running = subprocess.Popen(
            [sys.executable, "-c", SEND, str(place), str(site), str(server.port), *server.options],
            cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        running.stdout.readline()
        time.sleep(delays.uniform(0.1, 1.0))
        os.killpg(running.pid, signal.SIGKILL)
        killed += running.wait() == -signal.SIGKILL
        running.stdout.close()
        assert checksums.verify(place / "current").whole
        target.send(site)
        assert content(place / "current") == content(site)
    assert killed >= 5


def big(tmp_path: Path) -> Path:
    """Return a site with a file that nothing makes smaller."""
    noise = random.Random(3).randbytes(600_000).hex()
    return make(tmp_path / "big", {**SECOND, "big.html": noise})


def test_a_full_disk_there_is_told_in_one_line_and_the_old_site_stays(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The largest file that the server may write stands in for its disk."""
    place = tmp_path / "www"
    with sshd(tmp_path_factory.mktemp("full"), largest=500_000) as full:
        monkeypatch.setenv(KEY, str(full.home / "user"))
        target = full.target(place)
        target.send(make(tmp_path / "first", FIRST))
        with pytest.raises(
            Failure, match=r"(File too large|is its disk full).*the published site is as it was"
        ) as told:
            target.send(big(tmp_path))
    assert "\n" not in str(told.value)
    assert content(place / "current") == FIRST


def test_a_network_that_vanishes_is_told_in_one_line_and_the_next_run_goes_on(
    server: Server, tmp_path: Path, line: Callable[[int, int], tuple[Line, int]]
) -> None:
    place = tmp_path / "www"
    server.target(place).send(make(tmp_path / "first", FIRST))
    cable, port = line(server.port, 300_000)
    target = Rsync(
        "127.0.0.1",
        str(place),
        Limits(),
        port,
        (*server.options, f"HostKeyAlias=[127.0.0.1]:{server.port}"),
    )
    site = big(tmp_path)
    with pytest.raises(Failure, match="the published site is as it was") as told:
        target.send(site)
    assert cable.dead
    assert "\n" not in str(told.value)
    assert content(place / "current") == FIRST
    assert list((place / "releases" / partial_name()).iterdir()), "what was sent stays there"
    server.target(place).send(site)
    assert content(place / "current") == content(site)
