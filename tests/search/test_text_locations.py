"""What an index says of the scripts that hold a document is what stands in them."""

import json
from pathlib import Path

from gongbao.search import text_locations


def test_the_scripts_of_a_document_hold_its_text_and_no_others_do(archive_site: Path) -> None:
    folder = archive_site / "search"
    found = text_locations.documents(folder)
    catalogue = json.loads((archive_site / "catalogue.json").read_text(encoding="utf-8"))["articles"]
    assert found.keys() == {article["url"] for article in catalogue}
    assert sorted(document.number for document in found.values()) == list(range(len(catalogue)))
    tables = text_locations.tables(folder)
    for url, document in found.items():
        packs = document.scripts
        assert text_locations.data(folder, tables[document.table])["lengths"]
        assert all(url in [card[0] for _, card, _ in text_locations.data(folder, pack)] for pack in packs)
        page = (archive_site / url).read_text(encoding="utf-8")
        texts = [text for pack in packs for _, card, part in text_locations.data(folder, pack)
                 if card[0] == url for text in part[2]]  # fmt: skip
        assert any(text[:12] in page for text in texts), url


def test_what_corrections_need_of_a_saved_issue_is_there(archive_site: Path) -> None:
    names = text_locations.beside(archive_site / "search")
    assert len(names) == 2
    assert all((archive_site / "search" / f"{name}.js").is_file() for name in names)


def test_what_every_search_needs_is_there(archive_site: Path) -> None:
    names = text_locations.shared(archive_site / "search")
    assert {"manifest", "lunr"} < set(names)
    assert all((archive_site / "search" / f"{name}.js").is_file() for name in names)
