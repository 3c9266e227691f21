"""Make copies of the theme's style sheets and scripts small: what a page loads together is one script, comments go."""

from pathlib import Path

from rcssmin import cssmin  # type: ignore[import-untyped]
from rjsmin import jsmin  # type: ignore[import-untyped]

from gongbao.messages import site
from gongbao.search.client import bundle

# Script → the parts that it consists of, in the order in which they run; the theme keeps them apart and explained.
# A bundle of what every page loads has the name of its first part, and the others stay, without content: an archive's own
# frame of earlier days loads them all.
BUNDLES = {"page": ("page", "search"), "article": ("paragraphs", "aloud", "cite", "doubts")}
# Where pages can be saved in the browser, every page loads this, too.
SAVING = ("offline",)
STYLES = {"base": ("base", "search")}


def scripts(folder: Path, saving: bool = True) -> None:
    """Bundle the scripts in a folder of copies, and take comments and needless blanks out of them."""
    bundles = {**BUNDLES, "page": (*BUNDLES["page"], *(SAVING if saving else ()))}
    if not (folder / "page.js").is_file():  # another theme, which loads the search by itself
        del bundles["page"]
    emptied = [path for name in bundles.get("page", ())[1:] if (path := folder / f"{name}.js").is_file()]
    bundle(folder, bundles)
    for path in sorted(folder.rglob("*.js")):
        _write(path, site.in_script(jsmin(path.read_text(encoding="utf-8"))))
    for path in emptied:
        _write(path, "// in page.js")


def style_sheets(folder: Path) -> None:
    """Bundle the style sheets in a folder of copies, and take comments and needless blanks out of them."""
    for path in sorted(folder.rglob("*.css")):
        _write(path, cssmin(path.read_text(encoding="utf-8")))
    for name, parts in STYLES.items():
        found = [path for path in (folder / f"{part}.css" for part in parts) if path.is_file()]
        if not (folder / f"{name}.css").is_file():
            continue
        text = "".join(path.read_text(encoding="utf-8") for path in found)
        for path in found:
            _write(path, text if path.stem == name else f"/* in {name}.css */")


def _write(path: Path, text: str) -> None:
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")
