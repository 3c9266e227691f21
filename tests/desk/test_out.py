"""What was changed is kept in git and can be taken back; the site is shown to nobody else."""

import http.client
import subprocess
import time
from contextlib import closing

import pytest
from gongbao.desk import site
from gongbao.desk.history import GitError


def test_a_session_is_a_commit_that_can_be_taken_back(client, history, article) -> None:
    assert "No history is kept" in client.get("/history").text
    assert client.post("/history/keep", json={}).json() == {"fault": ""}
    before = article().read_bytes()
    article().write_bytes(before.replace("7号".encode(), "9号".encode()))
    assert [name.split("/")[-1] for name in history.changed()] == [article().name]
    assert client.post("/history/keep", json={"message": "改文号"}).json() == {"fault": ""}
    page = client.get("/history").text
    assert "改文号" in page
    assert "档案员" in page
    assert client.post("/history/undo", json={"id": history.changes()[0].id}).json() == {"fault": ""}
    assert article().read_bytes() == before


def test_only_the_archive_is_committed(history, place) -> None:
    history.begin()
    (place.root / "private.txt").write_text("x", encoding="utf-8")
    assert history.keep("begin")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=place.root, capture_output=True, text=True, check=True
    ).stdout
    assert "private.txt" not in listed
    assert "letter.txt" in listed


def test_a_change_on_which_others_stand_is_not_taken_back(history, article) -> None:
    history.begin()
    text = article().read_text(encoding="utf-8")
    for number in (7, 8, 9):
        article().write_text(text.replace("〔2021〕7号", f"〔2021〕{number}号"), encoding="utf-8")
        history.keep(str(number))
    with pytest.raises(GitError, match="Later changes"):
        history.undo(history.changes()[1].id)
    assert "9号" in article().read_text(encoding="utf-8")
    assert history.changed() == []


def test_a_commit_that_is_none_is_refused(client, history) -> None:
    client.post("/history/keep", json={})
    for name in ("--help", "HEAD~5", "; rm -rf /"):
        assert client.post("/history/undo", json={"id": name}).status_code == 409


def test_the_site_answers_to_its_own_name_alone(tmp_path) -> None:
    (tmp_path / "index.html").write_text("甲", encoding="utf-8")
    with site.serve(tmp_path) as server:
        for host, status in ((None, 200), ("evil.example", 421)):
            with closing(http.client.HTTPConnection("127.0.0.1", server.server_address[1])) as asked:
                asked.request("GET", "/index.html", headers={"Host": host} if host else {})
                assert asked.getresponse().status == status
        server.shutdown()


def test_what_is_no_work_is_not_started(client) -> None:
    assert client.post("/out/clean", json={}).status_code == 404


def test_each_mistake_that_a_build_names_is_shown_however_many(client, place, article) -> None:
    """More than the 64 kB that a pipe holds: a build whose words nobody takes would never end."""
    (place.root / "pelicanconf.py").write_text("from gongbao.defaults import *\n", encoding="utf-8")
    names = {f"{'wrong-' * 30}{n}.md" for n in range(300)}
    for name in names:
        article().with_name(name).write_text("Title: 甲\nIssued: 昨日\n\n乙\n", encoding="utf-8")
    assert client.post("/out/build", json={}).json() == {"fault": ""}
    until = time.monotonic() + 60
    while not client.app.state.desk.making.done and time.monotonic() < until:
        time.sleep(0.1)
    state = client.get("/out/state").json()
    client.post("/out/cancel")
    assert (state["done"], state["good"]) == (True, False)
    told = [one for one in state["events"] if one.get("article")]
    assert {one["article"].split("/")[-1] + ".md" for one in told if one["bad"]} == names
