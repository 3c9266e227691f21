"""Files of a build: one that lies ready with the same bytes becomes the site's own without being written again."""

import os
from pathlib import Path

import pytest
from gongbao.cache.files import Files


def test_a_file_that_lies_ready_is_linked(tmp_path: Path) -> None:
    ready = tmp_path / "ready.js"
    ready.write_bytes(b"words")
    made = Files(tmp_path / "output")
    made.put("search/a.js", b"words", "key", ready)
    assert (tmp_path / "output/search/a.js").samefile(ready)
    ready.unlink()
    assert (tmp_path / "output/search/a.js").read_bytes() == b"words"


def test_where_it_cannot_be_linked_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    ready = tmp_path / "ready.js"
    ready.write_bytes(b"words")
    monkeypatch.setattr(os, "link", refuse)
    made = Files(tmp_path / "output")
    made.put("search/a.js", b"words", "key", ready)
    assert (tmp_path / "output/search/a.js").read_bytes() == b"words"
    assert not (tmp_path / "output/search/a.js").samefile(ready)
