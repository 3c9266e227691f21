"""Nobody gets in: what a page of somebody else's, another machine or a hand-written request may try on the servers."""

import functools
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from gongbao.workshop.server import HOST, Server, make_server
from gongbao.workshop.watch import Builds, ReloadingHandler

SECRET = b"top secret"


def _serve(folder: Path) -> Server:
    return make_server(folder)


def _livereload(folder: Path) -> Server:
    handler = functools.partial(ReloadingHandler, directory=str(folder), builds=Builds(), quiet=True)
    return Server((HOST, 0), handler)


@pytest.fixture(scope="module", params=[_serve, _livereload], ids=["serve", "livereload"])
def ask(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., bytes]]:
    """Return a function that sends bytes as they are; {port} in them is the server's."""
    tmp_path = tmp_path_factory.mktemp("served")
    folder = tmp_path / "output"
    (folder / "a").mkdir(parents=True)
    (folder / "index.html").write_text("<head></head>home", encoding="utf-8")
    (folder / "x.js").write_text("1", encoding="utf-8")
    for name in ("secret.txt", "secret.html"):
        (tmp_path / name).write_bytes(SECRET)
    (tmp_path / "output-beside").mkdir()
    (tmp_path / "output-beside" / "index.html").write_bytes(SECRET)
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    (folder / "404.html").symlink_to(tmp_path / "secret.html")
    (folder / "dir").symlink_to(tmp_path, target_is_directory=True)
    (folder / "turning").symlink_to(folder / "turning")
    os.mkfifo(folder / "pipe.html")
    server = request.param(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]

    def asking(what: str, host: str = "127.0.0.1:{port}", more: str = "") -> bytes:
        head = (
            f"{what} HTTP/1.1\r\n"
            + (f"Host: {host}\r\n" if host else "")
            + more
            + "Connection: close\r\n\r\n"
        )
        with closing(socket.create_connection((HOST, port), timeout=10)) as line:
            line.sendall(head.replace("{port}", str(port)).encode("utf-8", "surrogateescape"))
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        return answer

    yield asking
    server.shutdown()
    server.server_close()


def status(answer: bytes) -> int:
    return int(answer.split()[1])


def test_answers_do_not_say_which_python_gives_them(ask: Callable[..., bytes]) -> None:
    for what in ("GET /index.html", "GET /none", "POST /index.html", "NONE /"):
        assert b"Python" not in ask(what), what


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "LOCALHOST:{port}"])
def test_it_answers_to_its_own_names(ask: Callable[..., bytes], host: str) -> None:
    assert status(ask("GET /", host)) == 200


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:{port}.evil.example",
     "localhost:{port}@evil.example", "0.0.0.0:{port}", "127.0.0.1:{port}\r\nHost: evil.example"],
)  # fmt: skip
def test_a_name_of_others_that_leads_here_gets_nothing(ask: Callable[..., bytes], host: str) -> None:
    answer = ask("GET /", host)
    if "\r\n" in host:  # the first of two is taken; what matters is that the second opens nothing
        assert status(answer) in (200, 421)
    else:
        assert status(answer) == 421
        assert b"home" not in answer


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ("Origin: https://evil.example\r\n", 403), ("Origin: null\r\n", 403), ("Origin: http://127.0.0.1:1\r\n", 403),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: script\r\n", 403), ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: iframe\r\n", 403),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: document\r\n", 200), ("Origin: http://127.0.0.1:{port}\r\n", 200),
        ("Sec-Fetch-Site: same-origin\r\nSec-Fetch-Dest: script\r\n", 200), ("Sec-Fetch-Site: none\r\n", 200),
    ],
)  # fmt: skip
def test_another_page_reads_nothing(ask: Callable[..., bytes], headers: str, wanted: int) -> None:
    assert status(ask("GET /x.js", more=headers)) == wanted


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/a/../../secret.txt", "//etc/passwd", "/..\\secret.txt",
     "/%5c..%5csecret.txt", "/out.txt", "/out.html", "/dir/secret.txt", "/dir/secret.html", "/dir/", "/a/..%00/secret.txt",
     "/%00", "/turning", "/pipe.html", "/404.html", "/nothing.html", "/../output-beside/", "/..%2foutput-beside/index.html", "/%252e%252e/secret.txt",
     "/" + "a" * 5000, "/" + "../" * 2000 + "secret.txt", "http://evil.example/../secret.txt",
     "/%ff%fe", "/\udcff"],
)  # fmt: skip
@pytest.mark.parametrize("verb", ["GET", "HEAD"])
def test_nothing_outside_of_the_folder_is_given(
    ask: Callable[..., bytes], path: str, verb: str, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = ask(f"{verb} {path}")
    assert SECRET not in answer
    assert b"root:" not in answer
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("verb", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "XYZ"])
def test_nothing_is_changed(ask: Callable[..., bytes], verb: str) -> None:
    assert status(ask(f"{verb} /")) == 501


def test_no_folder_is_listed(ask: Callable[..., bytes]) -> None:
    assert status(ask("GET /a/")) == 404


def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    with make_server(tmp_path) as server:
        assert server.socket.getsockname()[0] == "127.0.0.1"
