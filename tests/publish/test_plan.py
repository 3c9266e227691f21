"""What would be sent is known before it is, and what a host would refuse is refused here."""

from pathlib import Path

import pytest
from gongbao.publish import targets
from gongbao.publish.folder import Folder
from gongbao.publish.target import Limits, files_of, plan, sums_of
from gongbao.workshop import Failure

from tests.publish.sites import FIRST, SECOND, make


def test_the_plan_names_what_is_new_changed_and_gone(tmp_path: Path) -> None:
    held = sums_of(make(tmp_path / "old", FIRST))
    planned = plan(make(tmp_path / "new", SECOND), held)
    assert (planned.added, planned.changed, planned.deleted) == (
        ("a/new.html",),
        ("index.html",),
        ("a/old.html",),
    )
    assert str(planned) == "1 new files, 1 changed, 1 to delete, 3 unchanged"
    assert not planned.empty
    assert plan(tmp_path / "new", sums_of(tmp_path / "new")).empty


@pytest.mark.parametrize(
    "lost, pages, much",
    [(20, 20, False), (21, 21, True), (21, 200, True), (21, 300, False), (31, 300, True)],
)
def test_many_pages_may_not_disappear_unnoticed(tmp_path: Path, lost: int, pages: int, much: bool) -> None:
    old = sums_of(make(tmp_path / "old", {f"{n}.html": "x" for n in range(pages)}))
    site = make(tmp_path / "new", {f"{n}.html": "x" for n in range(lost, pages)} | {"index.html": "x"})
    assert plan(site, old).deletes_much is much


def test_search_data_may_come_and_go(tmp_path: Path) -> None:
    old = sums_of(make(tmp_path / "old", {f"search/{n}.js": "x" for n in range(500)}))
    assert not plan(make(tmp_path / "new", {"index.html": "x"}), old).deletes_much


@pytest.mark.parametrize(
    "limits, said",
    [
        (Limits(), []),
        (Limits(files=2), ["3 files, and the host takes 2"]),
        (Limits(file_bytes=100), ["SHA256SUMS has 150 bytes, and the host takes 100 a file"]),
        (Limits(total_bytes=151), ["152 bytes in all, and the host takes 151"]),
    ],
)
def test_the_limits_of_a_host_are_checked(tmp_path: Path, limits: Limits, said: list[str]) -> None:
    assert limits.faults(files_of(make(tmp_path, {"index.html": "x", "b.html": "x"}))) == said


@pytest.mark.parametrize(
    "row, part",
    [
        ({"kind": "ftp"}, "write one of folder, branch, rsync, s3"),
        ({"kind": "folder"}, "path unknown or missing"),
        ({"kind": "folder", "path": "relative"}, "not absolute"),
        ("/srv/www", "is '/srv/www' — write {'kind': 'folder'"),
        ({"kind": "folder", "path": 5}, "path is 5 — write a text in quotes"),
        ({"kind": "rsync", "host": "h", "path": "/x", "port": "22"}, "port is '22' — write a number without"),
        (
            {"kind": "folder", "path": "/x", "precompress": "yes"},
            "precompress is 'yes' — write True or False",
        ),
        ({"kind": "folder", "path": "/x", "password": "secret"}, "password unknown or missing"),
        ({"kind": "folder", "path": "/x", "limits": {"file": 1}}, "file unknown or missing"),
        ({"kind": "rsync", "host": "-oProxyCommand=x", "path": "/x"}, "no place on a server"),
    ],
)
def test_a_wrong_setting_is_refused(row: dict[str, object], part: str) -> None:
    with pytest.raises(Failure, match=part):
        targets.find({"PUBLISH": {"x": row}}, "x")


def test_an_unknown_name_tells_the_known_ones() -> None:
    with pytest.raises(Failure, match="known: pages, server"):
        targets.find({"PUBLISH": {"server": {}, "pages": {}}}, "sever")


def test_without_any_target_an_example_is_shown() -> None:
    with pytest.raises(Failure, match=r"no target yet.*PUBLISH = \{'pages': \{'kind': 'folder'"):
        targets.find({}, "pages")


def test_a_setting_becomes_its_target() -> None:
    found = targets.find({"PUBLISH": {"x": {"kind": "folder", "path": "/x", "limits": {"files": 7}}}}, "x")
    assert isinstance(found, Folder)
    assert found.limits == Limits(files=7)
