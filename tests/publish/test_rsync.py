"""rsync through a real sshd on loopback: the site is whole at every moment, and a failure is one clear line."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.publish.rsync import KEY, Rsync
from plugins.publish.target import Limits, plan
from plugins.workshop import ROOT, Failure, checksums
from tests.programs import need
from tests.publish.sites import FIRST, SECOND, content, make

SEND = (
    "import sys\nfrom pathlib import Path\nfrom plugins.publish.rsync import Rsync\n"
    "from plugins.publish.target import Limits\nprint('ready', flush=True)\n"
    "Rsync('127.0.0.1', sys.argv[1], Limits(), int(sys.argv[3]), tuple(sys.argv[4:])).send(Path(sys.argv[2]))"
)


@dataclass
class Server:
    """A running sshd and the options that reach it."""

    port: int
    options: tuple[str, ...]
    home: Path

    def target(self, path: Path) -> Rsync:
        """Return a target on this server."""
        return Rsync("127.0.0.1", str(path), Limits(), self.port, self.options)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    sshd = need("sshd", "openssh-server")
    need("rsync", "rsync")
    home = tmp_path_factory.mktemp("ssh")
    home.chmod(0o700)
    for name in ("host", "user", "wrong"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(home / name)], check=True)
    shutil.copyfile(home / "user.pub", home / "authorized")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (home / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {home / 'host'}\nAuthorizedKeysFile {home / 'authorized'}\n"
        f"PidFile {home / 'pid'}\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nPermitRootLogin yes\n"
    )
    (home / "known").write_text(f"[127.0.0.1]:{port} {(home / 'host.pub').read_text()}")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    # -r: in a sandbox sshd cannot execute itself anew.
    running = subprocess.Popen(
        [sshd, "-D", "-r", "-e", "-f", str(home / "config")], stderr=subprocess.DEVNULL
    )
    for _ in range(100):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield Server(port, (f"UserKnownHostsFile={home / 'known'}",), home)
    running.terminate()
    running.wait()


@pytest.fixture(autouse=True)
def key(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
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
    first = make(tmp_path / "first", {f"{n}.html": f"一{n}" * 300 for n in range(300)})
    second = make(tmp_path / "second", {f"{n}.html": f"二{n}" * 300 for n in range(300)})
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
