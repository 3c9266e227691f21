"""Nobody but the pages of the workbench gets an answer from it."""

import os
import stat

import pytest
from gongbao.desk import guard

from .conftest import HOST, ORIGIN


def test_without_a_key_there_is_no_page(stranger) -> None:
    for path in ("/", "/doubts", "/static/desk.js", "/source/documents/letter"):
        assert stranger.get(path).status_code == 403


def test_a_key_is_good_once(stranger, keys) -> None:
    key = keys.new()
    assert stranger.get(f"/?key={key}").status_code == 200
    stranger.cookies.clear()
    assert stranger.get(f"/?key={key}").status_code == 403
    assert stranger.get("/?key=guessed").status_code == 403


def test_a_key_says_itself_in_no_file(keys, place) -> None:
    key = keys.new()
    files = list((place.cache / "keys").iterdir())
    assert [key in file.name or key in file.read_text() for file in files] == [False]
    if os.name == "posix":
        assert stat.S_IMODE((place.cache / "keys").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{HOST[-4:]}", "127.0.0.1", "127.0.0.1:9", ""]
)
def test_a_name_of_others_that_leads_here_is_refused(client, host) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_gets_nothing(client, site) -> None:
    assert client.get("/", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert client.get("/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9", "https://" + HOST, ""]
)
def test_another_origin_changes_nothing(client, origin) -> None:
    sent = {"language": "en", "back": "/"}
    assert client.post("/language", data=sent, headers={"Origin": origin}).status_code == 403
    assert client.post("/language", data=sent).status_code == 200


def test_without_the_token_nothing_is_changed(client) -> None:
    assert client.post("/language", data={}, headers={guard.TOKEN_HEADER: "x"}).status_code == 403


def test_every_answer_says_what_it_may_load(client) -> None:
    for path in ("/", "/no-such-page", "/static/desk.css"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize(
    "path",
    [
        "/source/../../etc", "/source/%2e%2e/%2e%2e", "/source/documents/..%2f..%2fsources", "/static/../app.py",
        "/source/documents/%2e%2e", "/article/documents/letter/..%2f..%2f..%2fletter",
        "/article/documents/letter/x/picture/..%2fingest.json", "/static/%2e%2e/app.py", "/theme/..%2f..%2fstatic",
        "/source/.cache/keys", "/source/documents/letter%00",
    ],
)  # fmt: skip
def test_a_path_that_climbs_leads_nowhere(client, path) -> None:
    assert client.get(path).status_code in (403, 404)


def test_after_a_language_was_chosen_one_is_led_back_into_the_workbench_alone(client) -> None:
    for back in ("//evil.example/", "http://evil.example/", "\\\\evil"):
        sent = client.post("/language", data={"language": "en", "back": back}, follow_redirects=False)
        assert sent.headers["Location"] == "/"
    assert ORIGIN.startswith("http://127.0.0.1")
