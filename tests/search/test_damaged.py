"""What a disk changed of what is kept, and not its size, reaches no reader: the index is made anew, the same as before."""

import shutil
from pathlib import Path

import pytest

from tests.search.making import document, make_index

DOCUMENTS = [document(f"第{n}篇", "盐业、" * n + "盐业改革\n另有规定") for n in range(14)]


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.js"))}


@pytest.mark.parametrize("kind", ["texts", "postings", "terms"])
@pytest.mark.parametrize("name", ["*.js", "*.json"])
def test_the_index_is_as_it_was(tmp_path: Path, kind: str, name: str) -> None:
    kept = tmp_path / "kept"
    make_index(tmp_path / "first", DOCUMENTS, kept=kept)
    for path in kept.rglob(f"{kind}/*/{name}"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0x55
        path.write_bytes(data)
    make_index(tmp_path / "second", DOCUMENTS, kept=kept)
    assert held(tmp_path / "second") == held(tmp_path / "first")
    make_index(tmp_path / "third", DOCUMENTS, kept=kept)
    assert held(tmp_path / "third") == held(tmp_path / "first")


@pytest.mark.parametrize(
    "name", ["terms.npy", "bounds.npy", "occurrences.npy", "facts.json", "positions.json"]
)
def test_nothing_is_made_of_damaged_terms(tmp_path: Path, name: str) -> None:
    kept = tmp_path / "kept"
    make_index(tmp_path / "first", DOCUMENTS, kept=kept)
    # Segments are to be made of them once more.
    for folder in list(kept.rglob("postings/*")):
        shutil.rmtree(folder)
    damaged = 0
    for path in kept.rglob(f"terms/*/{name}"):
        data = bytearray(path.read_bytes())
        # The last number of an array, a digit of the facts: what reads them finds nothing wrong.
        at = next(
            i for i in reversed(range(len(data))) if data[i] in range(0x31, 0x39) or name != "facts.json"
        )
        data[at] ^= 1
        path.write_bytes(data)
        damaged += 1
    assert damaged
    make_index(tmp_path / "second", DOCUMENTS, kept=kept)
    assert held(tmp_path / "second") == held(tmp_path / "first")


def test_a_damaged_description_of_a_segment_is_not_believed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    make_index(tmp_path / "first", DOCUMENTS, kept=kept)
    for path in kept.rglob("postings/*/segment.json"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"shards": [["', '"shards": [["!', 1), encoding="utf-8")
    make_index(tmp_path / "second", DOCUMENTS, kept=kept)
    assert held(tmp_path / "second") == held(tmp_path / "first")
