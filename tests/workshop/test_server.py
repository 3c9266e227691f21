"""The server answers as a static host does."""

import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from gongbao.workshop import server


@contextmanager
def running(folder: Path, prefix: str = "/") -> Iterator[str]:
    one = server.make_server(folder, prefix=prefix)
    threading.Thread(target=one.serve_forever, daemon=True).start()
    try:
        yield server.address(one, prefix)
    finally:
        one.shutdown()
        one.server_close()


def get(url: str) -> tuple[int, str, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "index.html": "home",
        "a/index.html": "a",
        "x.js": "1",
        "404.html": "not here",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("", (200, "text/html; charset=utf-8", b"home")),
        ("a/index.html?q=1", (200, "text/html; charset=utf-8", b"a")),
        ("x.js", (200, "text/javascript; charset=utf-8", b"1")),
        ("missing.html", (404, "text/html; charset=utf-8", b"not here")),
        ("../../../../etc/passwd", (404, "text/html; charset=utf-8", b"not here")),
    ],
)
def test_an_address_gets_its_file_with_its_type(
    folder: Path, path: str, answer: tuple[int, str, bytes]
) -> None:
    with running(folder) as home:
        assert get(home + path) == answer


def test_below_a_prefix_only_the_prefix_leads_to_the_site(folder: Path) -> None:
    with running(folder, "/deep/down/") as home:
        assert get(home + "a/index.html")[0] == 200
        assert get(home.replace("deep/down/", "a/index.html"))[0] == 404


def test_a_taken_port_leads_to_the_next_free_one_and_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind((server.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        one = server.first_free(lambda where: server.Server(where, server.Handler), port)
        one.server_close()
    assert one.server_address[1] != port
    assert (
        capsys.readouterr().out
        == f"Port {port} is in use by another program; taking {one.server_address[1]}.\n"
    )
