"""Texts that are let go while a build runs are read again: an archive larger than the memory gives the same bytes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gongbao.issues.lazy_article import TEXT, LazyArticle, Texts
from gongbao.workshop import importable

from tests.site.test_cache import Archive, snapshot

# As if memory were there for next to nothing.
SMALL = (
    "import sys; from gongbao.issues import lazy_article; lazy_article.Texts.__init__.__defaults__ = (100,); "
    "from gongbao.workshop.generate import main; sys.exit(main(sys.argv[1:]))"
)
USUAL = SMALL.replace("lazy_article.Texts.__init__.__defaults__ = (100,); ", "")


@pytest.mark.parametrize("processes", [1, 2])
def test_the_bytes_are_the_same_with_memory_for_one_text(tmp_path: Path, processes: int) -> None:
    archive = Archive(tmp_path)
    made = []
    for name, program in (("usual", USUAL), ("small", SMALL), ("again", SMALL)):
        given = {"OUTPUT_PATH": str(tmp_path / name), "BUILD_PROCESSES": processes}
        # The first two from nothing, the last with what the one before it kept.
        given["BUILD_CACHE"] = "" if name == "usual" else str(tmp_path / "small.sqlite")
        command = [sys.executable, "-c", program, str(archive.conf), "--overrides", json.dumps(given)]
        environment = {**os.environ, "PYTHONPATH": importable(), "PYTHONUTF8": "1"}
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
        made.append(snapshot(tmp_path / name))
    assert len(made[0]) > 100
    assert made[0] == made[1] == made[2]


def test_the_first_texts_stay_and_the_last_one_that_was_asked_for() -> None:
    asked: list[str] = []

    def read(article: Any) -> tuple[str, dict[str, Any]]:
        asked.append(article.name)
        return f"{article.name}234567890", {"blocks": (article.name,), "outline": ()}

    texts = Texts(read, 25)
    found = []
    for name in "abcd":
        article = LazyArticle.of(
            {"name": name, "metadata_names": ()},
            name,
            texts,
            SimpleNamespace(settings={}, context={}),  # type: ignore[arg-type]
        )
        found.append(article)
    for article in (found[0], *found, found[0]):
        assert article.get_content("") == f"{article.name}234567890" and article.blocks == (article.name,)
    # There is room for two that stay, and for one that is read now.
    assert asked == ["a", "b", "c", "d"]
    assert [TEXT[0] in vars(article) for article in found] == [True, True, False, True]
    assert found[2].blocks == ("c",) and asked == ["a", "b", "c", "d", "c"]
    assert [TEXT[0] in vars(article) for article in found] == [True, True, True, False]
