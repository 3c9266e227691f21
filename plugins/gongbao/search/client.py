"""Make the client's scripts small where they were copied to: what explains them stays in the theme."""

from pathlib import Path

from rjsmin import jsmin  # type: ignore[import-untyped]


def shrink(scripts: Path) -> None:
    """Take comments and needless blanks out of search.js and search/*.js in a folder of copies."""
    for path in [scripts / "search.js", *sorted(scripts.glob("search/*.js"))]:
        if path.is_file():
            path.write_text(f"{jsmin(path.read_text(encoding='utf-8'))}\n", encoding="utf-8", newline="\n")
