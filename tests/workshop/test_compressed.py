"""A precompressed copy passes only if it is its file: readers get the copy, not the file."""

import gzip
import random
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from gongbao.workshop import Failure, checksums, compressed
from gongbao.workshop.checksums import Findings, verify

from tests.workshop.test_checksums import zipped

TEXT = "政府公报第五期。".encode() * 400


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with a page and its two copies."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_bytes(TEXT)
    checksums.write(folder)
    for ending in compressed.ENDINGS:
        (folder / f"index.html{ending}").write_bytes(compressed.pack(TEXT, ending))
    return folder


@pytest.mark.parametrize("given", [lambda f: f, zipped], ids=["folder", "zip"])
def test_copies_of_listed_files_are_known(site: Path, given: Callable[[Path], Path]) -> None:
    assert verify(given(site)) == Findings(1, copies=2)


@pytest.mark.parametrize("ending", compressed.ENDINGS)
@pytest.mark.parametrize(
    "forge",
    [
        lambda packed, pack: pack(TEXT + b"<script>"),
        lambda packed, pack: pack(TEXT[:-3]),
        lambda packed, pack: pack(b""),
        lambda packed, pack: packed[:-1],
        lambda packed, pack: packed[: len(packed) // 2],
        lambda packed, pack: packed + b"\0",
        lambda packed, pack: packed + pack(b"x"),
        lambda packed, pack: TEXT,
        lambda packed, pack: b"",
    ],
    ids=[
        "longer",
        "shorter",
        "nothing",
        "cut",
        "half",
        "a byte behind",
        "a text behind",
        "not packed",
        "empty",
    ],
)
def test_a_copy_that_is_not_its_file_is_named(
    site: Path, ending: str, forge: Callable[[bytes, Callable[[bytes], bytes]], bytes]
) -> None:
    path = site / f"index.html{ending}"
    path.write_bytes(forge(path.read_bytes(), lambda data: compressed.pack(data, ending)))
    assert verify(site) == Findings(1, changed=(path.name,), copies=1)


@pytest.mark.parametrize("ending", compressed.ENDINGS)
def test_any_bit_that_readers_would_notice_is_noticed(site: Path, ending: str) -> None:
    path = site / f"index.html{ending}"
    genuine = path.read_bytes()
    unpack = (lambda data: zlib.decompress(data, 31)) if ending == ".gz" else brotli.decompress
    for bit in random.Random(1).sample(range(len(genuine) * 8), 200):
        damaged = bytearray(genuine)
        damaged[bit // 8] ^= 1 << bit % 8
        path.write_bytes(damaged)
        try:
            harmless = unpack(bytes(damaged)) == TEXT  # a bit of gzip's head that says nothing
        except (zlib.error, brotli.error):
            harmless = False
        assert (path.name in verify(site).changed) is not harmless


def test_a_copy_whose_file_is_gone_is_judged_by_the_list(site: Path) -> None:
    (site / "index.html").unlink()
    assert verify(site) == Findings(1, lost=("index.html",), copies=2)


def test_a_copy_of_a_file_that_is_not_listed_is_added(site: Path) -> None:
    (site / "evil.html.gz").write_bytes(gzip.compress(b"x"))
    (site / "SHA256SUMS.gz").write_bytes(gzip.compress(b"x"))
    assert verify(site).added == ("SHA256SUMS.gz", "evil.html.gz")


@pytest.mark.parametrize("ending", compressed.ENDINGS)
def test_a_bomb_is_not_unpacked_to_its_end(site: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "_LARGEST", 4 << 20)
    path = site / f"index.html{ending}"
    path.write_bytes(
        compressed.pack(bytes(64 << 20), ".gz")
        if ending == ".gz"
        else brotli.compress(bytes(64 << 20), quality=1)
    )
    assert verify(site).changed == (path.name,)


def test_without_brotli_a_copy_is_not_taken_on_trust(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    with pytest.raises(Failure, match="need brotli"):
        verify(site)


@pytest.mark.parametrize(
    "name, size, worth",
    [
        ("index.html", 1025, True),
        ("index.html", 1024, False),
        ("a/b.css", 9000, True),
        ("feeds/all.xml", 9000, True),
        ("downloads/a.zip", 9000, False),
        ("downloads/a.epub", 9000, False),
        ("theme/img/a.png", 9000, False),
        (checksums.NAME, 9000, False),
    ],
)
def test_only_large_texts_are_worth_a_copy(name: str, size: int, worth: bool) -> None:
    assert compressed.worth(name, size) is worth
