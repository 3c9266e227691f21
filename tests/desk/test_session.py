"""A session of decisions becomes a commit by itself; a second start finds the first workbench; settings are written as by hand."""

import http.client
import shutil
import subprocess
import sys
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from gongbao.desk import instances, settings
from gongbao.desk.history import History
from gongbao.desk.session import DECIDED, REST, RIGHT, Session

from tests.desk import clerk


@pytest.fixture
def history(history: History) -> History:
    """Return the history of the archive, begun and with all of it in it."""
    history.begin()
    history.keep("begin")
    return history


@pytest.fixture
def session(place) -> Session:
    now = [1000.0]
    made = Session(place.cache / "session.json", lambda: now[0])
    made.later = lambda seconds: now.__setitem__(0, now[0] + seconds)
    return made


def test_when_one_rests_what_was_done_is_a_commit_that_says_it(history, session, article) -> None:
    article().write_text(article().read_text(encoding="utf-8").replace("7号", "9号"), encoding="utf-8")
    for what in (RIGHT, RIGHT, DECIDED):
        session.note(what, "云溪文件", article().parent)
    session.later(REST - 1)
    assert not session.keep(history)
    session.later(2)
    assert session.keep(history)
    assert history.changes()[0].what == "Checked 2, decided 1, edited 0 in the workbench: 云溪文件"
    assert history.changed() == []
    assert not session.keep(history, 0)


def test_what_an_editor_changed_elsewhere_and_what_was_staged_is_left_alone(
    history, session, article, place
) -> None:
    other = place.content / "documents" / "other"
    shutil.copytree(article().parent, other)
    subprocess.run(["git", "add", str(other)], cwd=place.root, check=True)
    article().write_text(article().read_text(encoding="utf-8") + "\n添\n", encoding="utf-8")
    session.note(DECIDED, "云溪文件", article().parent)
    assert session.keep(history, 0)
    assert {name.split("/")[2] for name in history.changed()} == {"other"}


def test_where_git_refuses_it_stays_noted(history, session, article, place) -> None:
    session.note(DECIDED, "云溪文件", article().parent)
    article().write_text(article().read_text(encoding="utf-8") + "\n添\n", encoding="utf-8")
    (place.root / ".git" / "index.lock").touch()
    assert not session.keep(history, 0)
    (place.root / ".git" / "index.lock").unlink()
    assert session.keep(history, 0)


def test_what_is_done_where_no_note_can_be_written_is_done_all_the_same(tmp_path) -> None:
    """On a full disk, say: a note that raised ended the thread that follows the taking in, and the page waited for ever."""
    (tmp_path / "full").write_bytes(b"")
    Session(tmp_path / "full" / "session.json").note("edited", "letter", tmp_path)


def test_without_a_repository_nothing_is_kept(place, session, article) -> None:
    session.note(DECIDED, "云溪文件", article().parent)
    assert not session.keep(History(place.root, place.content, place.sources), 0)


def test_what_is_done_in_pages_is_noted_and_kept_when_the_workbench_ends(client, history) -> None:
    doubt = client.get("/doubts").text.partition('data-right="')[2].partition('"')[0]
    client.post(doubt, json={})
    at = client.app.state.desk
    at.rest(0)
    assert history.changes()[0].what.startswith("Checked 1, decided 0, edited 0 in the workbench: ")


def test_a_second_start_opens_the_first_workbench_by_a_key_of_its_own(place) -> None:
    (place.root / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
    first = clerk.start(place.root)
    try:
        second = clerk.run(place.root, "desk", "--no-browser")
        opened = second[second.index("http://") :].split()[0]
        assert urlsplit(opened).netloc == urlsplit(first.key).netloc
        assert opened != first.key
        where = urlsplit(opened)
        with closing(http.client.HTTPConnection(where.netloc)) as asked:
            asked.request("GET", f"/?{where.query}")
            assert asked.getresponse().status == 303
        if sys.platform != "win32":
            for file in (place.cache / "keys", place.cache / "running.json"):
                assert not file.stat().st_mode & 0o077
    finally:
        first.kill()
    # The lock went with the program; its note does not mislead.
    again = clerk.start(place.root)
    again.end()
    # It was ended in order: the session is closed before the program ends.
    assert again.process.returncode == 0


def test_while_it_is_starting_there_is_no_address(tmp_path) -> None:
    with instances.only_one(tmp_path) as alone:
        assert alone
        assert instances.address_of(tmp_path, "127.0.0.1") == ""
        with instances.only_one(tmp_path) as second:
            assert not second


NEW = 'SITEURL = ""  # 网址\nPUBLISH = {}\n'
FULL = 'PUBLISH = {\n    # 服务器\n    "server": {"kind": "rsync", "host": "甲@b", "path": "/c"},\n}\nSITEURL = "https://a.example"\n'


def test_a_place_to_publish_to_is_written_as_by_hand() -> None:
    target = {"kind": "folder", "path": "/srv/网站"}
    row = '    "folder": {"kind": "folder", "path": "/srv/网站"}'
    assert settings.with_target(NEW, "folder", target) == f'SITEURL = ""  # 网址\nPUBLISH = {{\n{row},\n}}\n'
    assert settings.with_target(FULL, "folder", target) == FULL.replace('"/c"},\n', f'"/c"}},\n{row},\n')
    again = settings.with_target(NEW, "folder", target)
    assert settings.with_target(again, "folder", target | {"path": "/x"}) == again.replace("/srv/网站", "/x")
    assert settings.with_target("", "folder", target) == f"\nPUBLISH = {{\n{row},\n}}\n"


def test_the_address_is_written_where_it_stands() -> None:
    assert settings.with_address(NEW, "https://b.example") == NEW.replace('""', '"https://b.example"')
    assert settings.with_address(FULL, "https://b.example") == FULL.replace("https://a", "https://b")


def test_settings_that_a_program_makes_are_not_touched() -> None:
    with pytest.raises(settings.NotWritable):
        settings.with_target("PUBLISH = dict(a=1)\n", "folder", {})


@pytest.mark.parametrize(
    "sent", [{"path": "www"}, {"path": ""}, {"path": "/www", "address": "www.example.gov.cn"}]
)
def test_half_a_path_or_address_is_refused(client, place, sent) -> None:
    (place.root / "publishconf.py").write_text(NEW, encoding="utf-8")
    assert client.post("/out/target", json=sent).status_code == 422
    assert (place.root / "publishconf.py").read_text(encoding="utf-8") == NEW
