"""Whatever is hung on an article, and however little it differs, is another key."""

from types import SimpleNamespace
from typing import Any

import pytest
from gongbao.bulletin.number import parse
from gongbao.cache import articles
from gongbao.export.files import Download

VALUES: list[Any] = [
    None, "", (), False, 0, True, 1, "1", "None", ("",), ((),), ("a", "b"), ("ab",), (("a",), "b"), {}, {"a": 1}, {"a": "1"},
    parse("甲府发〔2018〕18号"), parse("甲府发〔2018〕19号"), (parse("甲府发〔2018〕18号"),),
    Download("a", "b", "c"), Download("ab", "", "c"), "a\nb\nc", ("\0card", "a\nb\nc"),
]  # fmt: skip


def key(**hung: Any) -> str:
    return articles.key(SimpleNamespace(text_key="1" * 32, **hung))


def test_each_value_has_a_key_of_its_own() -> None:
    found = [key(value=value) for value in VALUES]
    # What an object says of itself is told from its words, but not from who writes the same on purpose.
    assert len(set(found)) == len(VALUES) - 1
    assert all(len(one) == 32 for one in found)


def test_a_key_is_the_same_for_the_same_values() -> None:
    # Texts that Python holds once and texts that it holds twice.
    assert key(value=("甲", "甲")) == key(value=("甲", "".join(["甲", ""])))
    assert key(a="1", b="2") == key(b="2", a="1")
    assert key(a="1", b="2") != key(a="2", b="1") != key(a="12", b="")
    assert key(value={"a": 1, "b": 2}) == key(value={"b": 2, "a": 1})


@pytest.mark.parametrize("value", [object(), (object(),), {"a": object()}])
def test_what_nobody_can_tell_has_none(value: object) -> None:
    assert key(value=value) == ""
