"""What servers are told of documents, the shape in which they take it, and one zip of the Markdown."""

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from gongbao.export import record
from gongbao.handover import documents, meilisearch, opensearch
from gongbao.handover.command import FORMS, export
from gongbao.workshop import Failure
from gongbao.workshop.build import build_into

from tests.conftest import ARCHIVE

SETTINGS = """
from gongbao.defaults import *
PATH, OUTPUT_PATH, SITEURL = "content", {output!r}, {url!r}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("handover") / "output"
    build_into(output, ARCHIVE, {"OWN_THEME": ""})
    return output


@pytest.fixture
def home(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive whose site is built."""
    (tmp_path / "content").mkdir()
    for name in ("pelicanconf.py", "publishconf.py"):
        text = SETTINGS.format(output=str(site), url="https://archive.example/gb")
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def catalogue(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "catalogue.json").read_text(encoding="utf-8"))[
        "articles"
    ]
    return found


def ndjson(folder: Path) -> list[dict[str, Any]]:
    files = sorted(folder.glob("*.ndjson"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_document_is_in_the_lines_of_opensearch(site: Path, home: Path) -> None:
    export("publishconf.py", "bulk", "opensearch")
    rows = ndjson(home / "export/opensearch")
    actions, held = rows[::2], rows[1::2]
    # Each line of documents follows one that says what is to be done, and nothing else is in it.
    assert [list(action) for action in actions] == [["index"]] * len(held)
    assert [action["index"]["_id"] for action in actions] == [document["id"] for document in held]
    listed = {f"https://archive.example/gb/{row['url']}": row for row in catalogue(site)}
    assert {document["url"] for document in held} == set(listed)
    for document in held:
        known = listed[document["url"]]
        assert document["title"] == known["title"]
        assert sum(len("".join(text.split())) for text in document["text"]) == known["characters"]
        assert len(document["text"]) == len(document["anchors"])
        assert len(document["id"].encode()) <= 512
    # Every field has a mapping; without one the server would guess at the first document what a field is.
    mapped = set(opensearch.index()["mappings"]["properties"])
    assert {name for document in held for name in document} <= mapped


def test_the_analysis_of_an_index_names_only_what_it_has() -> None:
    made = opensearch.index()
    analysis = made["settings"]["analysis"]
    built_in = {"cjk_width", "lowercase"}
    for analyzer in analysis["analyzer"].values():
        assert set(analyzer["filter"]) <= built_in | set(analysis["filter"])
    for field in made["mappings"]["properties"].values():
        assert {field.get("analyzer", "chinese"), field.get("search_analyzer", "chinese")} <= set(
            analysis["analyzer"]
        )


def test_meilisearch_takes_ids_and_settings(site: Path, home: Path) -> None:
    export("publishconf.py", "bulk", "meilisearch")
    held = ndjson(home / "export/meilisearch")
    assert len(held) == len(catalogue(site))
    ids = [document["id"] for document in held]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("[A-Za-z0-9_-]{1,511}", name) for name in ids)
    settings = json.loads((home / "export/meilisearch/settings.json").read_text(encoding="utf-8"))
    assert settings == meilisearch.settings()
    fields = {name for document in held for name in document}
    named = {
        name for kind in ("searchable", "filterable", "sortable") for name in settings[f"{kind}Attributes"]
    }
    assert named <= fields | set(documents.TAKEN)


def test_no_field_of_the_bulk_data_is_forgotten() -> None:
    assert set(record.COLUMNS) <= documents.LEFT | set(documents.TAKEN)


def test_the_zip_holds_the_markdown_and_the_same_site_gives_the_same_bytes(site: Path, home: Path) -> None:
    export("publishconf.py", "bulk", "markdown", "one")
    export("publishconf.py", "bulk", "markdown", "two")
    first = (home / "one/markdown.zip").read_bytes()
    assert first == (home / "two/markdown.zip").read_bytes()
    with zipfile.ZipFile(home / "one/markdown.zip") as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    assert sorted(held) == sorted(row["url"].removesuffix(".html") + ".md" for row in catalogue(site))
    texts = {path.read_bytes() for path in ARCHIVE.rglob("*.md")}
    withdrawn = {row["url"].removesuffix(".html") + ".md" for row in catalogue(site) if row.get("withdrawn")}
    assert all(text in texts for name, text in held.items() if name not in withdrawn)


def test_lines_are_cut_into_files_that_servers_take() -> None:
    lines = [b"a" * 5, b"b" * 5, b"c" * 30, b"d"]
    assert list(documents.cut(lines, 12)) == [b"aaaaabbbbb", b"c" * 30, b"d"]
    assert list(documents.cut([], 12)) == []


def test_what_cannot_be_exported_is_told_and_nothing_is_overwritten(home: Path) -> None:
    with pytest.raises(Failure, match="bulk"):
        export("publishconf.py", "everything", "opensearch")
    with pytest.raises(Failure, match="opensearch"):
        export("publishconf.py", "bulk", "solr")
    (home / "mine").mkdir()
    (home / "mine/letter.txt").write_text("mine", encoding="utf-8")
    for form in FORMS:
        with pytest.raises(Failure, match=r"letter\.txt"):
            export("publishconf.py", "bulk", form, "mine")
    assert [path.name for path in (home / "mine").iterdir()] == ["letter.txt"]
    assert sorted(path.name for path in home.iterdir() if path.name.startswith(".mine")) == []


def test_a_site_without_bulk_data_is_told(home: Path) -> None:
    settings = SETTINGS.format(output=str(home / "nothing"), url="")
    (home / "publishconf.py").write_text(settings, encoding="utf-8")
    with pytest.raises(Failure, match="inv build"):
        export("publishconf.py", "bulk", "opensearch")
    assert not (home / "export/opensearch").exists()
