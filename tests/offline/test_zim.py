"""The ZIM holds every file of the archive, says what it is, and is whole."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from gongbao.offline import zim
from libzim.reader import Archive
from libzim.suggestion import SuggestionSearcher
from PIL import Image

LEFT_OUT = {"SHA256SUMS", "SHA256SUMS.minisig"}


@pytest.fixture(scope="module")
def archive(packed: Path) -> Archive:
    return Archive(packed / "dist" / "archive.zim")


def files(packed: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(packed / "dist" / "archive.zip") as held:
        return {name.removeprefix("archive/"): held.read(name) for name in held.namelist()}


def test_it_is_whole_and_gives_back_every_file_of_the_zip(packed: Path, archive: Archive) -> None:
    assert archive.has_checksum
    assert archive.check()
    wanted = files(packed)
    for name in wanted.keys() - LEFT_OUT:
        assert bytes(archive.get_entry_by_path(name).get_item().content) == wanted[name], name
    assert archive.entry_count == len(wanted.keys() - LEFT_OUT)


def test_it_opens_at_the_first_page_of_the_site(archive: Archive) -> None:
    assert archive.has_main_entry
    assert archive.main_entry.get_item().path == "index.html"


def test_it_says_what_it_is(archive: Archive) -> None:
    told = {
        key: archive.get_metadata(key).decode() for key in archive.metadata_keys if not key.startswith("Illu")
    }
    assert told["Title"] == "政府公报文库"
    assert told["Language"] == "zho"
    assert told["Name"] == "example.org-gongbao_zho_all"
    assert told["Source"] == "https://example.org/gongbao"
    assert 0 < len(told["Description"]) <= 80
    assert {"Creator", "Publisher", "Date", "Counter"} <= set(told)
    picture = Image.open(io.BytesIO(bytes(archive.get_illustration_item(48).content)))
    assert (picture.format, picture.size) == ("PNG", (48, 48))


def test_every_file_has_the_type_that_a_reader_needs(packed: Path, archive: Archive) -> None:
    types = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
    found = {suffix: set() for suffix in types}
    for name in files(packed):
        if (suffix := Path(name).suffix) in types:
            found[suffix].add(archive.get_entry_by_path(name).get_item().mimetype)
    assert found == {suffix: {kind} for suffix, kind in types.items()}


def test_titles_are_suggested_while_they_are_typed(packed: Path, archive: Archive) -> None:
    record = json.loads(files(packed)["catalogue.json"])["articles"][0]
    searched = SuggestionSearcher(archive).suggest(record["title"][:6])
    assert record["url"] in list(searched.getResults(0, 20))


def test_a_page_that_is_no_document_is_not_searched() -> None:
    page = "<html><head><title>目录 · 文库</title></head><body><main>云岭县</main></body></html>".encode()
    assert zim.read_page(page) == zim.Page("目录", "")
