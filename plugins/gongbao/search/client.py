"""Put the client's scripts together where they were copied to, and make them small: the theme keeps them apart and explained.

A bundle is what is loaded together: one request, and a third less to load than part by part.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rjsmin import jsmin  # type: ignore[import-untyped]

# What numbers need; what every search needs besides; the page that shows answers; what finds those below the exact ones,
# and advice where nothing is.
BUNDLES = {
    "base": ("packed", "codes", "text", "tree", "number"),
    "full": (
        "query", "match", "data", "postings", "score", "snippets", "engine", "dates", "direct", "answers",
    ),
    "page": ("results", "later", "filters", "view", "page"),
    "graded": (
        "wording", "grades", "corrections", "synonyms", "pinyin", "letters", "shapes", "nearby",
        "graded", "advice",
    ),
}  # fmt: skip


def bundle(folder: Path, bundles: Mapping[str, Sequence[str]]) -> None:
    """Put the parts of each bundle into one script, in a folder of copies."""
    for name, parts in bundles.items():
        found = [path for path in (folder / f"{part}.js" for part in parts) if path.is_file()]
        if not found:
            continue
        # Each part is a statement of its own, whatever it ends with.
        texts = [path.read_text(encoding="utf-8").rstrip("\n").removesuffix(";") + ";" for path in found]
        for path in found:
            path.unlink()
        (folder / f"{name}.js").write_text("\n".join(texts) + "\n", encoding="utf-8", newline="\n")


def shrink(scripts: Path) -> None:
    """Bundle the scripts in a folder of copies, and take comments and needless blanks out of them."""
    bundle(scripts / "search", BUNDLES)
    for path in [scripts / "search.js", *sorted(scripts.glob("search/*.js"))]:
        if path.is_file():
            path.write_text(f"{jsmin(path.read_text(encoding='utf-8'))}\n", encoding="utf-8", newline="\n")
