"""Put the client's scripts together where they were copied to, and make them small: the theme keeps them apart and explained.

A bundle is what is loaded together: one request, and a third less to load than part by part.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rjsmin import jsmin  # type: ignore[import-untyped]

# What numbers need; what every search needs, with that; the page that shows answers; what finds those below the exact
# ones, and advice where nothing is.
BASE = ("packed", "codes", "text", "tree", "number")
BUNDLES = {
    "base": BASE,
    "full": (
        *BASE, "query", "match", "data", "rows", "postings", "score", "snippets", "engine", "dates", "direct", "answers",
    ),
    "page": ("results", "later", "filters", "view", "page"),
    "graded": (
        "wording", "grades", "corrections", "synonyms", "pinyin", "letters", "shapes", "nearby",
        "graded", "advice",
    ),
}  # fmt: skip


def bundle(folder: Path, bundles: Mapping[str, Sequence[str]]) -> None:
    """Put the parts of each bundle into one script, in a folder of copies."""
    texts: dict[str, str] = {}
    for part in {part for parts in bundles.values() for part in parts}:
        path = folder / f"{part}.js"
        if path.is_file():
            # Each part is a statement of its own, whatever it ends with.
            texts[part] = path.read_text(encoding="utf-8").rstrip("\n").removesuffix(";") + ";\n"
            path.unlink()
    for name, parts in bundles.items():
        if text := "".join(texts[part] for part in parts if part in texts):
            (folder / f"{name}.js").write_text(text, encoding="utf-8", newline="\n")


def shrink(scripts: Path) -> None:
    """Bundle the scripts in a folder of copies, and take comments and needless blanks out of them."""
    bundle(scripts / "search", BUNDLES)
    for path in [scripts / "search.js", *sorted(scripts.glob("search/*.js"))]:
        if path.is_file():
            path.write_text(f"{jsmin(path.read_text(encoding='utf-8'))}\n", encoding="utf-8", newline="\n")
