"""Mastheads are read once, and again when their file is another."""

import time
from pathlib import Path

import pytest
from gongbao.bulletin import issue
from gongbao.bulletin.issue import IssueMeta
from gongbao.cache.store import Store
from gongbao.issues import mastheads


def write(folder: Path, number: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    meta = IssueMeta("jia-gongbao", "甲省人民政府公报", 2018, number, "75", "2018-05-28")
    (folder / "issue.md").write_text(issue.dump(meta), encoding="utf-8")
    time.sleep(0.1)  # no file that changed in this moment is trusted


def numbers(content: Path, store: Store) -> list[str]:
    return [meta.issue for meta in mastheads.read(content, set(), store)]


def test_each_is_read_once_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content, store = tmp_path / "content", Store(tmp_path / "results.sqlite")
    write(content / "a", "5")
    write(content / "b", "6")
    read: list[str] = []
    load = issue.load

    def counting(text: str) -> IssueMeta:
        read.append(text)
        return load(text)

    monkeypatch.setattr(issue, "load", counting)
    assert numbers(content, store) == ["5", "6"]
    assert (numbers(content, store), len(read)) == (["5", "6"], 2)
    write(content / "a", "7")
    assert (numbers(content, store), len(read)) == (["7", "6"], 3)


def test_one_that_is_wrong_is_told_each_time(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    content, store = tmp_path / "content", Store(tmp_path / "results.sqlite")
    write(content / "a", "5")
    (content / "a" / "issue.md").write_text("Title: 甲省人民政府公报\n", encoding="utf-8")
    time.sleep(0.1)
    for _ in range(2):
        caplog.clear()
        wrong: set[Path] = set()
        assert list(mastheads.read(content, wrong, store)) == []
        assert wrong == {Path("a")}
        assert "content/a/issue.md" in caplog.text
