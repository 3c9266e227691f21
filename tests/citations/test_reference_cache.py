"""A text that takes too long to be read for what it cites is told, the others are read, and the next build tries again."""

import logging
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gongbao.bulletin import references
from gongbao.bulletin.references import Reference
from gongbao.cache.store import Store
from gongbao.citations.reference_cache import KeptReferences


def article(name: str, text: str) -> Any:
    return SimpleNamespace(
        blocks=[SimpleNamespace(id="p", kind="paragraph", text=text)],
        bulletin=SimpleNamespace(title="通知"),
        text_key=name,
        get_relative_source_path=lambda: f"a/{name}.md",
    )


def test_one_that_takes_too_long_costs_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    articles = [
        article("1", "根据《甲县办法》制定。"),
        article("2", "慢"),
        article("3", "废止《乙县办法》。"),
    ]
    find = references.find

    def slow(blocks: Any, *more: Any) -> list[Reference]:
        if blocks[0].text == "慢":
            time.sleep(60)
        return find(blocks, *more)

    store = Store(tmp_path / "kept.sqlite")
    with monkeypatch.context() as patched, caplog.at_level(logging.WARNING):
        patched.setattr(references, "find", slow)
        found = KeptReferences(store, seconds=1.0)(articles, frozenset())
    assert [len(one) for one in found] == [1, 0, 1]
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["a/2.md"]
    articles[1].blocks[0].text = "慢《丙县办法》"
    assert [len(one) for one in KeptReferences(store)(articles, frozenset())] == [1, 1, 1]
    store.close()
