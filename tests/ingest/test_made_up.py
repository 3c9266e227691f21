"""Made-up documents, in orders that nobody would write: each is refused in words or written as the site takes it."""

from pathlib import Path

import pytest
from gongbao.bulletin import article, issue
from gongbao.ingest.parsing import parse_one
from gongbao.ingest.write import files
from gongbao.issues.markup import Renderer

from tests.ingest import made_up

RENDERER = Renderer()


# The last ones: a first row of a table whose only cell stands behind marks of merged ones.
@pytest.mark.parametrize("seed", [*range(200), 299, 608, 1178, 1401, 1568, 1874])
def test_what_ingest_writes_the_site_takes(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text(made_up.text(seed), encoding="utf-8")
    edition = parse_one(path, None, None)
    if isinstance(edition, str):
        assert edition.startswith("a.txt: ")
        assert "please report" not in edition
        return
    for name, written in files.lay(edition, files.slugs_for(edition, None, set())).files.items():
        if name == "issue.md":
            issue.load(str(written))
        elif name.endswith(".md"):
            meta, body = article.load(str(written))
            RENDERER.render(body, diary=meta.kind == "diary")
