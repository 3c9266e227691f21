"""Make copies of the theme's style sheets and scripts small: what a page loads together is one script, comments go."""

from pathlib import Path

from rcssmin import cssmin  # type: ignore[import-untyped]
from rjsmin import jsmin  # type: ignore[import-untyped]

from gongbao.messages import site
from gongbao.search.client import bundle

# Script → the parts that it consists of, in the order in which they run; the theme keeps them apart and explained.
BUNDLES = {"article": ("paragraphs", "aloud", "cite", "doubts")}


def scripts(folder: Path) -> None:
    """Bundle the scripts in a folder of copies, and take comments and needless blanks out of them."""
    bundle(folder, BUNDLES)
    for path in sorted(folder.rglob("*.js")):
        _write(path, site.in_script(jsmin(path.read_text(encoding="utf-8"))))


def style_sheets(folder: Path) -> None:
    """Take comments and needless blanks out of the style sheets in a folder of copies."""
    for path in sorted(folder.rglob("*.css")):
        _write(path, cssmin(path.read_text(encoding="utf-8")))


def _write(path: Path, text: str) -> None:
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
