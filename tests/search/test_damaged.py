"""A kept script whose bytes a disk changed, and not its size, reaches no reader: the index is made anew, the same as before."""

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
