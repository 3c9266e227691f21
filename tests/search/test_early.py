"""What an index begins with when articles are read is what it would make later."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gongbao.search import early
from gongbao.search.document import Document, LateDocument
from gongbao.search.settings import read
from gongbao.search.store import POSTINGS, TERMS, TEXTS, Store
from gongbao.search.variants import traditional_to_simplified

from tests.search.making import TITLE_AND_BODY, document, make_index, real_documents


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return the files of a store's terms, postings and texts, and which they are."""
    kinds = {TERMS, POSTINGS, TEXTS}
    found = [path for path in folder.rglob("*") if path.is_file() and kinds & set(path.parts)]
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_ino) for path in found}


def when_read(one: Document, *display: str) -> Document:
    """Return a document as it is known when articles are read; display: what results are taken to show of it."""
    late = LateDocument((one.url, display or one.display), lambda: one.paragraphs)
    vars(late)["words"] = one.words
    return late


@pytest.mark.parametrize("shown", [(), ("另一个题目",)], ids=["shown as before", "shown otherwise"])
def test_what_was_begun_is_what_is_made_and_found(tmp_path: Path, shown: tuple[str, ...]) -> None:
    documents = real_documents(20_000)[:17]
    make_index(tmp_path / "before", documents, kept=tmp_path / "kept")
    documents[3] = replace(documents[3], paragraphs=(*documents[3].paragraphs, *documents[5].paragraphs))
    documents.append(document("新件", "新的一件，刚刚印发。"))
    make_index(tmp_path / "whole", documents, kept=tmp_path / "other")

    Store(tmp_path / "kept", TITLE_AND_BODY, traditional_to_simplified()).begin(
        [when_read(one, *shown) for one in documents]
    )
    begun = files(tmp_path / "kept")
    make_index(tmp_path / "after", documents, kept=tmp_path / "kept")

    after = files(tmp_path / "kept")
    # Nothing was made again, but for the texts where results show something else.
    assert {name for name in after if name not in begun and not (shown and TEXTS in name.split("/"))} == set()
    assert {name: after[name] for name in begun} == begun
    assert (after != begun) == bool(shown)
    made = {name: data for name, (data, _file) in files(tmp_path / "other").items()}
    assert {name: data for name, (data, _file) in after.items() if name in made} == made


class Keeping:
    """What a build keeps, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self.get, self.put = self.kept.get, self.kept.__setitem__

    def derived(self, kind: str) -> "Keeping":
        """Return the one that there is."""
        return self

    def save(self) -> None:
        """Keep nothing longer."""


class Here:
    """Workers that do all at once."""

    def early(self, work: Any, size: int) -> Any:
        """Do it."""
        work()
        return lambda: None


def articles_of(count: int) -> list[Any]:
    return [SimpleNamespace(read_key=f"{at:02}", url=f"{at}.html", title=f"第{at}件") for at in range(count)]


@pytest.mark.parametrize(
    ("known", "setting", "begins"),
    [(0, {}, False), (1, {}, True), (9, {}, True), (10, {}, False), (9, {"pages": True}, False)],
    ids=["too many new", "many new", "one new", "none new", "pages, which are read later"],
)
def test_an_index_begins_early_where_few_texts_are_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: int, setting: dict[str, Any], begins: bool
) -> None:
    monkeypatch.setattr(early, "_FEW", 9)
    config = read({"fields": {"title": {"value": "title"}}, "order": "title", **setting})
    articles = articles_of(10)
    earlier = early.Earlier(Keeping(), "setting")  # type: ignore[arg-type]
    for article in articles[:known]:
        earlier.note(article, document(article.title, ""))
    begun = early.begin(config, articles, earlier, tmp_path / "kept", Here())
    assert (begun is not None, (tmp_path / "kept").exists()) == (begins, begins)


def test_words_that_a_setting_changed_since_they_were_noted_leave_nothing_in_the_store(
    tmp_path: Path,
) -> None:
    config = read({"fields": {"title": {"value": "title"}}, "order": "title"})
    articles = articles_of(3)
    earlier = early.Earlier(Keeping(), "setting")  # type: ignore[arg-type]
    for article in articles[:2]:
        earlier.note(article, document(article.title, ""))
    articles[0].title = "改过的题目"  # and read as before
    with pytest.raises(ValueError, match=r"0\.html"):
        early.begin(config, articles, earlier, tmp_path, Here())
    assert not files(tmp_path)
    earlier.note(articles[0], document(articles[0].title, ""))
    assert early.begin(config, articles, earlier, tmp_path, Here())
    assert files(tmp_path)
