"""Build our index of a folder of pages, in a process of its own: python -m benchmarks.search.ours PAGES OUT [tuning]."""

import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path

from gongbao.cache.derived import Derived
from gongbao.cache.store import Store
from gongbao.search import client, nearby
from gongbao.search.build import build
from gongbao.search.document import Document, Field, Paragraph, Schema, Tuning
from gongbao.search.folding import Folder
from gongbao.search.lunrjs import lunr_script
from gongbao.search.paragraphs import from_element
from gongbao.search.shards import Scripts
from gongbao.search.sounds import Sounds
from gongbao.search.variants import traditional_to_simplified
from gongbao.workshop import ROOT
from lxml import html

PAGE = """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>t</title>
<link rel="stylesheet" href="theme/css/search.css"></head><body><main data-search-page data-title="t">
<form data-search-form action="search.html"><input type="search" name="q" aria-label="q"><button>go</button></form>
<p data-search-status></p><p data-search-sorts></p><div data-search-results></div><div data-search-filters></div></main>
<script src="theme/js/search.js" defer></script></body></html>
"""


def documents(pages: Path) -> Iterator[Document]:
    """Read the pages, in the order of their numbers."""
    for path in sorted(pages.glob("*.html"), key=lambda p: int(p.stem)):
        main = html.document_fromstring(path.read_text(encoding="utf-8")).find(".//main")
        title = main.find("h1").text_content()
        main.remove(main.find("h1"))
        body = (Paragraph(1, p.anchor, p.text) for p in from_element(main))
        yield Document(path.name, (Paragraph(0, "", title), *body), (title,))


def titles(pages: Path) -> Iterator[str]:
    """Read the titles of the pages alone."""
    for path in pages.glob("*.html"):
        head = re.search("<title>(.*?)</title>", path.read_text(encoding="utf-8"))
        if head:
            yield unescape(head[1])


def write_index(
    found: Sequence[Document],
    titles: Iterable[str],
    folder: Path,
    tuning: Mapping[str, int],
    kept: Path | None = None,
) -> object:
    """Write an index into a folder, of what `kept` has as far as it can be; return what is told of it."""
    schema = Schema(
        (Field("title", 4, snippets=False), Field("body")), display=("title",), tuning=Tuning(**tuning)
    )
    folder.mkdir(parents=True, exist_ok=True)
    scripts = Scripts(folder)
    scripts.text("lunr.js", lunr_script())
    variants = traditional_to_simplified()
    sounds = Sounds(Derived(Store(kept / "results.sqlite"), "scripts beside the index") if kept else None)
    beside = nearby.write(titles, Folder(variants), scripts, schema.tuning.shard_bytes, sounds)
    sounds.keep()
    report = build(found, schema, scripts, variants, extra={"nearby": beside}, kept=kept)
    scripts.prune()
    return report


def main(pages: Path, out: Path, tuning: dict[str, int]) -> None:
    """Write the index, the client and a search page."""
    print(write_index(list(documents(pages)), titles(pages), out / "search", tuning))
    shutil.copytree(ROOT / "theme" / "static", out / "theme")
    client.shrink(out / "theme" / "js")
    (out / "search.html").write_text(PAGE, encoding="utf-8")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        {name: int(value) for name, _, value in (a.partition("=") for a in sys.argv[3:])},
    )
