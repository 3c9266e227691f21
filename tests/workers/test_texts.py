"""A worker is sent the texts of the pages that it makes, and not those of the whole archive."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gongbao.cache.articles import TextElsewhere
from gongbao.issues.lazy_article import LazyArticle, Texts
from gongbao.workers import serialisation
from gongbao.workshop.writer import CollectingWriter

WORDS = "正文里的话"


def article(name: str) -> LazyArticle:
    def read(one: Any) -> tuple[str, dict[str, Any]]:
        return f"<p>{WORDS}{one.title}</p>", {"blocks": (WORDS,), "outline": ()}

    state = {"title": name, "url": f"{name}.html", "metadata_names": (), "card": name}
    found = LazyArticle.of(state, name, Texts(read), SimpleNamespace(settings={}, context={}))  # type: ignore[arg-type]
    assert WORDS in found.get_content("")
    return found


def test_an_article_goes_without_its_text_and_says_so() -> None:
    one = article("甲")
    data = serialisation.packed(lambda: one)
    assert "甲".encode() in data and WORDS.encode() not in data
    there = serialisation.unpacked(data)()
    assert there.title == "甲"
    with pytest.raises(TextElsewhere):
        there.get_content("")
    there.text = one.text
    assert there.get_content("") == one.get_content("") and there.blocks == one.blocks
    del there.text
    with pytest.raises(TextElsewhere):
        _ = there.blocks
    assert WORDS in one.get_content("")


class Away:
    """Workers that get packed bytes, as those of a cluster do."""

    away, count = True, 2

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.done: list[Any] = []

    def spread(
        self, work: Callable[[Any], Any], items: Sequence[Any], least: int = 2, first: bool = False
    ) -> Any:
        data = serialisation.packed(work)
        self.sent = [data, *(serialisation.portable(item) for item in items)]
        there = serialisation.unpacked(data)
        for item in items:
            self.done.append(there(item))
            yield self.done[-1]


def test_pages_that_show_texts_of_others_are_made_at_home(tmp_path: Path) -> None:
    workers = Away()
    settings = {
        "OUTPUT_PATH": str(tmp_path), "SITE_WORKERS": workers, "PAGINATED_TEMPLATES": {}, "WRITE_SELECTED": [],
        "THEME": str(tmp_path), "THEME_TEMPLATES_OVERRIDES": [], "JINJA_ENVIRONMENT": {}, "JINJA_FILTERS": {},
        "JINJA_TESTS": {}, "CACHE_PATH": "", "GZIP_CACHE": False, "RELATIVE_URLS": True,
    }  # fmt: skip
    writer = CollectingWriter(str(tmp_path), settings)
    found = [article(name) for name in "甲乙"]
    context = {**settings, "articles": found}
    for one in found:
        writer.write_file(one.url, Template("own"), context, article=one)
    writer.write_file("all.html", Template("both"), context)
    writer.flush()
    assert (tmp_path / "甲.html").read_text("utf-8") == f"<p>{WORDS}甲</p>"
    assert (tmp_path / "all.html").read_text("utf-8") == f"<p>{WORDS}甲</p><p>{WORDS}乙</p>"
    assert workers.done[0][2] == "all.html"
    assert WORDS.encode() not in workers.sent[0] and WORDS.encode() in workers.sent[1]


class Template:
    """A template that pickles."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, values: Any) -> str:
        articles = [values["article"]] if self.name == "own" else values["articles"]
        return "".join(one.get_content("") for one in articles)
