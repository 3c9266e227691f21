"""Make small indexes and sites for tests."""

import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gongbao.search import client, lookup
from gongbao.search.build import Report, build
from gongbao.search.document import Document, Field, Paragraph, Schema, Tuning
from gongbao.search.folding import Folder
from gongbao.search.lunrjs import lunr_script
from gongbao.search.shards import Scripts
from gongbao.search.variants import traditional_to_simplified
from gongbao.workshop import ROOT

VECTORS = json.loads((ROOT / "tests" / "search" / "vectors.json").read_text(encoding="utf-8"))
NUMBER_RULES = {"drop": ("第", "号", "字", "年"), "drop_last": ("文件", "文")}
# Small, so that a few documents fill many shards, heavy terms are cut and every path is taken.
TINY = Tuning(
    shard_bytes=400,
    directory_bytes=300,
    inline_bytes=40,
    text_characters=120,
    table_documents=7,
    block_documents=2,
    segment_documents=3,
)
TITLE_AND_BODY = Schema(
    (Field("title", boost=3, snippets=False), Field("body")), display=("title",), tuning=TINY
)
PAGE = """<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>t</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; img-src 'self'">
<main></main><script src="theme/js/search.js"></script></html>"""


def folder_of_variants() -> Folder:
    return Folder(traditional_to_simplified())


def document(title: str, body: str, **more: Any) -> Document:
    """Return a document whose paragraphs are the lines of the body; its address is its title."""
    lines = [line for line in body.split("\n") if line.strip()]
    paragraphs = [Paragraph(0, "", title), *(Paragraph(1, f"p{n}", line) for n, line in enumerate(lines, 1))]
    return Document(f"{title}.html", tuple(paragraphs), (title,), **more)


def make_index(
    folder: Path,
    documents: Iterable[Document],
    schema: Schema = TITLE_AND_BODY,
    entries: Sequence[Any] = (),
    kept: Path | None = None,
) -> Report:
    """Write an index."""
    folder.mkdir(parents=True, exist_ok=True)
    scripts = Scripts(folder)
    scripts.text("lunr.js", lunr_script())
    extra: dict[str, object] = {}
    if entries:
        rules = lookup.Lookup(lambda context: entries, **NUMBER_RULES)
        extra["lookup"] = lookup.write(rules, {}, folder_of_variants(), scripts, schema.tuning.shard_bytes)
    report = build(list(documents), schema, scripts, traditional_to_simplified(), extra=extra, kept=kept)
    scripts.prune()
    return report


def make_site(
    folder: Path, documents: Iterable[Document], schema: Schema = TITLE_AND_BODY, entries: Sequence[Any] = ()
) -> Path:
    """Write an index, the client, and a page that loads it: page.html."""
    shutil.copytree(ROOT / "theme" / "static" / "js", folder / "theme" / "js", dirs_exist_ok=True)
    client.bundle(folder / "theme" / "js" / "search", client.BUNDLES)
    make_index(folder / "search", documents, schema, entries)
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    return folder


def real_documents(limit: int = 1_000_000) -> list[Document]:
    """Cut the project's own sources into documents of some lines each."""
    found: list[Document] = []
    size = 0
    for path in sorted((ROOT / "sources").glob("*.txt")):
        lines = [line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
        lines = [line for line in lines if line]
        for start in range(0, len(lines), 12):
            part = lines[start : start + 12]
            found.append(document(f"{path.stem[:3]}-{start} {part[0][:30]}", "\n".join(part[1:])))
            size += sum(map(len, part))
            if size > limit:
                return found
    return found
