"""Requests that no page of the workbench sends: each is answered in words, and nothing is lost or mixed by them."""

import asyncio
import json
import os
import threading
from pathlib import Path

import pytest
from gongbao.desk import app, uploads
from gongbao.desk.views import asked
from starlette.requests import Request

from .conftest import HOST

DEEP = "[" * 100_000
ARTICLE = "/article/documents/letter/{slug}"
POSTED = (
    "/in/read", "/in/say", "/in/take", "/in/forget", "/in/cancel", "/doubts/x/right", "/doubts/x/mend", "/doubts/x/open",
    f"{ARTICLE}/save", f"{ARTICLE}/decide", f"{ARTICLE}/preview", "/out/target", "/out/cancel", "/out/nothing", "/history/keep", "/history/undo", "/language",
)  # fmt: skip
VALUES = (None, 1, 1e999, True, "甲\0\ud800", [], {}, [[]], [None], {"a": {}}, "../../x", "a" * 100_000)
FIELDS = (
    "names",
    "name",
    "facts",
    "values",
    "body",
    "raw",
    "etag",
    "was",
    "text",
    "lines",
    "what",
    "always",
    "kind",
    "path",
    "address",
    "message",
    "id",
    "code",
)


@pytest.fixture
def slug(place) -> str:
    return next((place.content / "documents" / "letter").glob("*.md")).stem


def _answered(answer) -> None:
    assert answer.status_code < 500, answer.text
    assert "fault of the program" not in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize("path", POSTED)
def test_what_is_posted_may_be_anything(client, slug: str, path: str) -> None:
    path = path.format(slug=slug)
    for body in (
        b"",
        b"{",
        b"null",
        b"[]",
        b"1",
        b'"x"',
        b"\xff\xfe",
        DEEP.encode(),
        b'{"a":1}' * 2,
        b"NaN",
        b'{"names": 1' + b"0" * 5000 + b"}",
    ):
        _answered(client.post(path, content=body))
    for field in FIELDS:
        for value in VALUES:
            _answered(client.post(path, content=json.dumps({field: value}).encode()))


@pytest.mark.parametrize("path", POSTED)
def test_what_is_posted_has_a_limit(client, slug: str, path: str, monkeypatch) -> None:
    monkeypatch.setattr(asked, "LARGEST", 1000)
    answer = client.post(path.format(slug=slug), content=b'{"body": "' + b"a" * 2000 + b'"}')
    assert answer.status_code in (200, 413) and (
        answer.status_code == 413 or "cancel" in path or "/doubts/" in path or path == "/language"
    )


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a/../b.txt", "/etc/a.txt", "\\\\host\\a.txt", "C:\\a.txt", "a\0.txt", "a\n.txt", "a\x7f.txt", "a\x85.txt", "a\u202etxt.exe", "a\u2028.txt",
     "甲" * 90 + ".txt", "a/" * 9 + "b.txt", ".hidden.txt", "a/.hidden/b.txt", "con.txt", "NUL", "a.txt.", "a.txt ", "a:b.txt", "COM1.docx"],
)  # fmt: skip
def test_names_that_are_not_taken_are_refused_in_words(client, place, name: str) -> None:
    answer = client.put("/in/file", params={"name": name}, content=b"x")
    assert answer.status_code == 422 and "rename it" in answer.json()["fault"]
    assert not any(path.is_file() for path in (place.cache / "inbox").rglob("*"))


def test_a_file_in_the_way_of_a_folder(client, place) -> None:
    assert client.put("/in/file", params={"name": "a.txt"}, content=b"x").status_code == 200
    for name in ("a.txt/b.txt", "a.txt/b/c.txt"):
        answer = client.put("/in/file", params={"name": name}, content=b"y")
        _answered(answer) if answer.status_code != 507 else None
        assert "a.txt" in answer.json()["fault"]
    assert client.put("/in/file", params={"name": "b/c.txt"}, content=b"x").status_code == 200
    assert client.put("/in/file", params={"name": "b"}, content=b"x").json()["fault"]
    inbox = place.cache / "inbox"
    assert sorted(p.relative_to(inbox).as_posix() for p in inbox.rglob("*") if p.is_file()) == [
        "a.txt",
        "b/c.txt",
    ]


def test_two_that_send_a_file_of_one_name_at_once_do_not_mix_them(client, place) -> None:
    turn = threading.Barrier(2)

    def parts(letter: bytes):
        for n in range(20):
            if n in (1, 10):
                turn.wait(10)
            yield letter * 5000

    def send(letter: bytes) -> None:
        assert client.put("/in/file", params={"name": "a.txt"}, content=parts(letter)).status_code == 200

    both = [threading.Thread(target=send, args=(letter,)) for letter in (b"a", b"b")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert (place.cache / "inbox" / "a.txt").read_bytes() in (b"a" * 100_000, b"b" * 100_000)
    assert [path.name for path in (place.cache / "inbox").iterdir()] == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_out_of_the_archive_are_not_followed(client, place, slug: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG\r\n\x1a\nsecret")
    folder = place.content / "documents" / "letter"
    (folder / f"{slug}.picture-1.png").symlink_to(secret)
    assert client.get(f"/article/documents/letter/{slug}/picture/{slug}.picture-1.png").status_code == 404
    (place.sources / "letter.txt").unlink()
    (place.sources / "letter.txt").symlink_to("/etc/passwd")
    for path in ("/source/documents/letter", f"/article/documents/letter/{slug}"):
        answer = client.get(path)
        _answered(answer)
        assert "root:" not in answer.text


@pytest.mark.parametrize("path", ["/doubts/%00", "/doubts/" + "a" * 9000, "/source/a/b/page/99999999999999999999", "/source/documents/letter/page/0",
    "/source/documents/letter/page/1/cut?box=nan,0,1,1", "/source/documents/letter/page/1/cut?box=0,0,1e999,1", "/source/documents/letter/page/1/cut?box=" + "0," * 5000,
    "/in?name=%ff", "/%ff%fe", "/?key=%ff", "/?" + "key=a&" * 3000])  # fmt: skip
@pytest.mark.parametrize(
    "method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "甲"]
)
def test_addresses_and_methods_that_no_page_uses(client, path: str, method: str) -> None:
    try:
        answer = client.request(method, path)
    except UnicodeEncodeError:
        return
    _answered(answer)


def test_the_site_beside_it_and_the_workbench_have_origins_of_their_own() -> None:
    assert HOST.startswith("127.0.0.1:")
    assert uploads.LARGEST >= 1 << 20


def test_a_name_that_no_file_can_have_is_one_that_is_not_there(client, slug: str) -> None:
    name = "云" * 100
    for path in (
        f"/source/documents/{name}",
        f"/article/{name}/letter/{slug}",
        f"/article/documents/letter/{name}",
        f"/article/documents/letter/{slug}/picture/{slug}.picture-{name}.png",
        f"/static/{name}",
    ):
        assert client.get(path).status_code == 404


def test_a_page_that_is_closed_while_it_sends_something_is_no_fault(capsys) -> None:
    async def gone() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def read(scope, receive, send) -> None:
        await Request(scope, receive).body()

    sent: list[object] = []
    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "query_string": b""}
    asyncio.run(app._Faults(read)(scope, gone, sent.append))
    assert (sent, capsys.readouterr().err) == ([], "")
