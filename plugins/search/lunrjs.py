"""Find lunr.js in an installed package and make it small."""

from importlib.resources import files

from rjsmin import jsmin  # type: ignore[import-untyped]


def lunr_script() -> str:
    """Return lunr.js as MkDocs carries it, without its comments; the licence's first line stays."""
    path = files("mkdocs") / "contrib" / "search" / "templates" / "search" / "lunr.js"
    source = path.read_text(encoding="utf-8")
    notice = source[: source.index("*/") + 2].replace("/**", "/*!", 1)
    return f"{notice}\n{jsmin(source)}\n"
