"""Kept results, where another run writes at the same time."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from gongbao.cache import store
from gongbao.cache.store import Store
from gongbao.workers.local import Local


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.05)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the right to write, as another run does."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_who_waited_in_vain_reads_on_and_writes_no_more(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    kept = Store(path)
    kept.put({"a": b"before"})
    with writing(path):
        kept.put({"b": b"meanwhile"})
    # Nobody writes any more; each further package would have been another wait all the same.
    kept.put({"c": b"later"})
    assert kept.get(["a", "b", "c"]) == {"a": b"before"}
    kept.close()
    after = Store(path)
    after.put({"b": b"anew"})
    assert after.get(["a", "b"]) == {"a": b"before", "b": b"anew"}
    after.close()


def test_a_store_that_another_run_writes_is_left_to_it(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    first = Store(path)
    first.put({"a": b"before"})
    with writing(path):
        assert not Store(path).keeps
    assert first.get(["a"]) == {"a": b"before"}
    first.close()
    after = Store(path)
    assert after.get(["a"]) == {"a": b"before"}
    after.close()


def test_a_write_that_fails_keeps_no_other_run_from_writing(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    first, second = Store(path), Store(path)
    first.put_deflated({"a": b"\0whole", "b": object()})  # type: ignore[dict-item] - what SQLite cannot take
    second.put({"c": b"other"})
    assert second.get(["a", "b", "c"]) == {"c": b"other"}
    first.close()
    second.close()


def test_a_damaged_store_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    path.write_bytes(b"damaged" * 1000)
    kept = Store(path)
    kept.put({"a": b"x"})
    assert kept.get(["a"]) == {"a": b"x"}
    kept.close()


def test_a_copy_of_the_process_and_the_process_itself_write_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    kept = Store(path)
    kept.put({"before": b"x"})

    def work() -> bool:
        is_open = kept._file is not None
        for n in range(50):
            kept.put({f"copy {n}": bytes(20_000)})
        return is_open

    wait = Local(2).beside(work)
    for n in range(50):
        kept.put({f"own {n}": bytes(20_000)})
    assert not wait(), "what was opened before may not be open in a copy"
    names = ["before", *(f"{who} {n}" for who in ("copy", "own") for n in range(50))]
    assert kept.get(names).keys() == set(names)
    kept.close()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
