"""What the tests of publishing share: a server that speaks S3, and a network that can be cut."""

import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from gongbao import places
from gongbao.publish import s3
from gongbao.publish.rsync import Rsync
from gongbao.publish.target import Limits
from moto.server import ThreadedMotoServer

from tests.programs import need


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep precompressed copies out of the project."""
    monkeypatch.setattr(places, "cache", lambda *parts, start=None: tmp_path.joinpath("cache", *parts))
    return tmp_path / "cache" / "precompressed"


@dataclass
class Line:
    """A line to a server; at a given number of bytes it goes dead, and so does every other call."""

    port: int
    cut_after: int
    passed: int = 0
    ends: list[socket.socket] = field(default_factory=list)
    listener: socket.socket | None = None

    @property
    def dead(self) -> bool:
        """Tell whether it was cut."""
        return self.passed >= self.cut_after

    def open(self) -> int:
        """Listen; return the port."""
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()
        return self.listener.getsockname()[1]

    def close(self) -> None:
        """Hang up."""
        for end in (self.listener, *self.ends):
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.dead:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.port))
            self.ends += [near, far]
            for one, other, counted in ((near, far, True), (far, near, False)):
                threading.Thread(target=self._carry, args=(one, other, counted), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket, counted: bool) -> None:
        try:
            while piece := one.recv(4096):
                self.passed += len(piece) if counted else 0
                if self.dead:
                    break
                other.sendall(piece)
        except OSError:
            pass
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def line() -> Iterator[Callable[[int, int], Line]]:
    """Return a function that lays a line to a port, which goes dead after so many bytes sent."""
    laid: list[Line] = []

    def lay(port: int, cut_after: int) -> tuple[Line, int]:
        laid.append(Line(port, cut_after))
        return laid[-1], laid[-1].open()

    yield lay
    for one in laid:
        one.close()


@pytest.fixture(scope="session")
def storage_server() -> Iterator[str]:
    """Return the address of a server that speaks S3."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def etag_of(data: bytes) -> str:
    """Return what a storage calls an object of these bytes."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


@dataclass
class Bucket:
    """A bucket, seen from outside."""

    name: str
    endpoint: str
    client: Any

    def objects(self) -> dict[str, bytes]:
        """Return what lies there, without what the publishing notes for itself."""
        rows = self.client.list_objects_v2(Bucket=self.name).get("Contents", ())
        names = [row["Key"] for row in rows if not row["Key"].endswith(".published.json.gz")]
        return {name: self.client.get_object(Bucket=self.name, Key=name)["Body"].read() for name in names}

    def etags(self) -> dict[str, str]:
        """Return the sums of what lies there, all of one moment."""
        rows = self.client.list_objects_v2(Bucket=self.name).get("Contents", ())
        return {
            row["Key"]: row["ETag"].strip('"')
            for row in rows
            if not row["Key"].endswith(".published.json.gz")
        }

    def head(self, name: str) -> dict[str, str]:
        """Return the headers that a browser gets."""
        return self.client.head_object(Bucket=self.name, Key=name)["ResponseMetadata"]["HTTPHeaders"]


@pytest.fixture
def bucket(storage_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """Return an empty bucket, with keys for it in the environment."""
    monkeypatch.setenv(s3.KEY_ID, "key")
    monkeypatch.setenv(s3.KEY, "secret")
    monkeypatch.delenv(s3.TOKEN, raising=False)
    client = boto3.client(
        "s3",
        endpoint_url=storage_server,
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}),
    )
    name = f"site-{abs(hash(str(tmp_path))):x}"
    client.create_bucket(Bucket=name)
    return Bucket(name, storage_server, client)


@pytest.fixture
def refusing() -> Iterator[Callable[[str, int], str]]:
    """Return a function that starts a server which refuses everything for a reason, and returns its address."""
    started: list[HTTPServer] = []

    def start(code: str, status: int) -> str:
        body = f"<Error><Code>{code}</Code><Message>two\nlines</Message></Error>".encode()

        class Refuse(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_PUT = do_GET  # noqa: N815 - the name that http.server asks for

            def log_message(self, *_: object) -> None:
                pass

        started.append(HTTPServer(("127.0.0.1", 0), Refuse))
        threading.Thread(target=started[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{started[-1].server_port}"

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


@dataclass
class Server:
    """A running sshd and the options that reach it; home holds the keys user and wrong."""

    port: int
    options: tuple[str, ...]
    home: Path

    def target(self, path: Path, **options: Any) -> Rsync:
        """Return a target on this server."""
        return Rsync("127.0.0.1", str(path), Limits(), self.port, self.options, **options)


def limited(command: list[str], largest: int | None) -> list[str]:
    """Return a command so that it and its children can write no file larger than so many bytes."""
    if largest is None:
        return command
    # A shell counts in blocks of 512 bytes. Without the trap the signal would end who writes.
    return ["sh", "-c", f"trap '' XFSZ; ulimit -f {largest // 512}; exec \"$@\"", "sh", *command]


def wait_for(port: int) -> None:
    """Wait until something listens; on a busy machine a server takes a while to begin."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens at port {port}")


def free_port() -> int:
    """Return a port that nothing listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def sshd(home: Path, largest: int | None = None) -> Iterator[Server]:
    """Run an sshd whose sessions can write no file larger than so many bytes."""
    program = need("sshd", "openssh-server")
    home.chmod(0o700)
    for name in ("host", "user", "wrong"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(home / name)], check=True)
    shutil.copyfile(home / "user.pub", home / "authorized")
    port = free_port()
    (home / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {home / 'host'}\nAuthorizedKeysFile {home / 'authorized'}\n"
        f"PidFile {home / 'pid'}\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nPermitRootLogin yes\n"
    )
    (home / "known").write_text(f"[127.0.0.1]:{port} {(home / 'host.pub').read_text()}")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    # -r: in a sandbox sshd cannot execute itself anew.
    command = [program, "-D", "-r", "-e", "-f", str(home / "config")]
    running = subprocess.Popen(limited(command, largest), stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield Server(port, (f"UserKnownHostsFile={home / 'known'}",), home)
    finally:
        running.terminate()
        running.wait()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a running sshd."""
    with sshd(tmp_path_factory.mktemp("ssh")) as running:
        yield running
