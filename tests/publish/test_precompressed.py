"""Servers that send precompressed files find them beside each text, and they are the text."""

import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from gongbao import places
from gongbao.publish.folder import Folder
from gongbao.publish.rsync import KEY
from gongbao.publish.target import Limits, Target, plan
from gongbao.workshop import Failure, checksums

from tests.programs import need
from tests.publish.conftest import Server
from tests.publish.sites import content, make

LONG = "政府公报 " * 300
SITE = {
    "index.html": LONG,
    "small.html": "短",
    "theme/x.css": f"/* {LONG} */",
    "search/x.js": f'"{LONG}"',
    "downloads/x.zip": LONG,
}
COPIED = ["index.html", "search/x.js", "theme/x.css"]
PACKED = sorted(f"{name}{ending}" for name in COPIED for ending in (".br", ".gz"))


@pytest.fixture(params=["folder", "rsync"])
def at(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[bool], Target]:
    """Return a function that makes a target of tmp_path/www, with precompressed files or without."""
    place = tmp_path / "www"
    if request.param == "folder":
        return lambda precompress: Folder(str(place), Limits(), precompress)
    need("rsync", "rsync")
    server: Server = request.getfixturevalue("server")
    monkeypatch.setenv(KEY, str(server.home / "user"))
    return lambda precompress: server.target(place, precompress=precompress)


def packed(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in (".gz", ".br"))


def test_large_texts_get_copies_that_are_the_text(tmp_path: Path, at: Callable[[bool], Target]) -> None:
    at(True).send(make(tmp_path / "site", SITE))
    shown = tmp_path / "www" / "current"
    assert packed(shown) == PACKED
    for name in COPIED:
        original = (shown / name).read_bytes()
        assert zlib.decompress((shown / f"{name}.gz").read_bytes(), 31) == original
        assert brotli.decompress((shown / f"{name}.br").read_bytes()) == original
    found = checksums.verify(shown)
    assert (found.whole, found.checked, found.copies) == (True, len(SITE), len(PACKED))


def test_a_second_run_sends_nothing_and_a_changed_setting_sends_the_texts(
    tmp_path: Path, at: Callable[[bool], Target]
) -> None:
    site = make(tmp_path / "site", SITE)
    shown = tmp_path / "www" / "current"
    at(False).send(site)
    assert plan(site, at(False).held()).empty
    assert set(COPIED) <= set(plan(site, at(True).held()).changed)
    at(True).send(site)
    assert plan(site, at(True).held()).empty
    assert packed(shown) == PACKED
    assert set(COPIED) <= set(plan(site, at(False).held()).changed)
    at(False).send(site)
    assert content(shown) == SITE


def test_a_copy_follows_its_text_and_an_unchanged_one_is_shared(
    tmp_path: Path, at: Callable[[bool], Target]
) -> None:
    at(True).send(make(tmp_path / "one", SITE))
    at(True).send(make(tmp_path / "two", {**SITE, "index.html": LONG + "改"}))
    one, two = (tmp_path / "www" / "releases" / number for number in ("000001", "000002"))
    assert checksums.verify(two).whole
    assert (one / "theme/x.css.br").samefile(two / "theme/x.css.br")
    assert (one / "index.html.br").read_bytes() != (two / "index.html.br").read_bytes()


def test_a_content_is_compressed_once_and_what_no_site_has_any_more_goes(tmp_path: Path, store: Path) -> None:
    site = make(tmp_path / "one", SITE)
    target = Folder(str(tmp_path / "www"), Limits(), precompress=True)
    target.files(site)
    before = {path: path.stat().st_mtime_ns for path in store.iterdir()}
    assert len(before) == len(PACKED)
    target.files(site)
    assert {path: path.stat().st_mtime_ns for path in store.iterdir()} == before
    target.files(make(tmp_path / "two", {"index.html": LONG}))
    assert len(list(store.iterdir())) == 2


def test_the_same_text_gives_the_same_bytes(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make(tmp_path / "one", SITE)
    target = Folder(str(tmp_path / "www"), Limits(), precompress=True)
    first = {name: path.read_bytes() for name, path in target.files(site).items()}
    monkeypatch.setattr(places, "cache", lambda *parts, start=None: tmp_path.joinpath("other", *parts))
    (site / "index.html").touch()
    assert {name: path.read_bytes() for name, path in target.files(site).items()} == first
    assert first["index.html.gz"][4:8] == bytes(4), "no time in it"


def test_copies_count_towards_what_the_host_takes(tmp_path: Path) -> None:
    site = make(tmp_path / "one", SITE)
    for precompress, number in ((False, 6), (True, 12)):
        target = Folder(str(tmp_path / "www"), Limits(files=5), precompress)
        assert target.limits.faults(target.files(site)) == [f"{number} files, and the host takes 5"]


def test_without_brotli_it_is_told_before_anything_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make(tmp_path / "one", SITE)
    monkeypatch.setitem(sys.modules, "brotli", None)
    with pytest.raises(Failure, match=r"need brotli, which is not installed — run: .*publish\.txt"):
        Folder(str(tmp_path / "www"), Limits(), precompress=True).send(site)
    assert not (tmp_path / "www" / "current").exists()
