"""Copies of style sheets and scripts are put together and lose their comments, and nothing else."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import tinycss2
from gongbao.assets import small
from gongbao.workshop import ROOT

THEME = ROOT / "theme" / "static"


def rules(css: str) -> list[str]:
    """Return the rules of a style sheet, as a parser reads them, blanks aside."""
    parsed = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return [re.sub(r"\s+|;(?=\s*\})|;$", "", rule.serialize()) for rule in parsed]


def test_a_style_sheet_says_the_same_in_fewer_bytes(tmp_path: Path) -> None:
    copies = tmp_path / "css"
    shutil.copytree(THEME / "css", copies)
    small.style_sheets(copies)
    for path in sorted((THEME / "css").glob("*.css")):
        parts = small.STYLES.get(path.stem, (path.stem,))
        before = "\n".join((THEME / "css" / f"{part}.css").read_text(encoding="utf-8") for part in parts)
        after = (copies / path.name).read_text(encoding="utf-8")
        assert len(after) < len(before)
        if path.stem in small.STYLES["base"][1:]:
            assert after == "/* in base.css */\n"
            continue
        assert "/*" not in after
        kept = [re.sub(r"/\*.*?\*/", "", rule, flags=re.S) for rule in rules(before)]
        assert [r.replace(";}", "}") for r in rules(after)] == [r.replace(";}", "}") for r in kept]


@pytest.mark.parametrize("saving", [True, False])
def test_what_every_page_loads_is_one_script_and_the_others_stay_empty(tmp_path: Path, saving: bool) -> None:
    copies = tmp_path / "js"
    shutil.copytree(THEME / "js", copies)
    small.scripts(copies, saving)
    page = (copies / "page.js").read_text(encoding="utf-8")
    parts = ("page", "search", "offline") if saving else ("page", "search")
    assert page.count('"use strict"') == len(parts)
    assert ("service-worker.js" in page) == saving
    for part in parts[1:]:
        assert (copies / f"{part}.js").read_text(encoding="utf-8") == "// in page.js\n"
    assert "use strict" in (copies / "offline.js").read_text(encoding="utf-8") or saving


def test_the_scripts_of_an_article_are_one(tmp_path: Path) -> None:
    copies = tmp_path / "js"
    shutil.copytree(THEME / "js", copies)
    small.scripts(copies)
    for part in small.BUNDLES["article"]:
        assert not (copies / f"{part}.js").exists()
    article = (copies / "article.js").read_text(encoding="utf-8")
    assert article.count('"use strict"') == len(small.BUNDLES["article"])
    assert "What is struck out is shown and not said." not in article, "a comment is left"


def test_an_article_loads_what_there_is(sample_site: Path) -> None:
    for path in sample_site.glob("*/*/*/*.html"):
        for script in re.findall(r'<script src="([^"]+)"', path.read_text(encoding="utf-8")):
            assert (path.parent / script).is_file(), f"{path.name}: {script}"


def test_an_archive_that_lists_its_plugins_without_this_one_has_the_parts(
    small_site: Callable[..., Path], tmp_path: Path
) -> None:
    from gongbao import defaults  # noqa: PLC0415 - settings of this test alone

    plugins = [name for name in defaults.PLUGINS if name != "gongbao.assets"]
    text = "Title: 甲\nSlug: jia\nPublication: documents\n\n正文。\n"
    site = small_site({"documents/x/jia.md": text}, PLUGINS=plugins)
    page = (site / "documents" / "jia.html").read_text(encoding="utf-8")
    for part in small.BUNDLES["article"]:
        assert f"/{part}.js" in page
        assert (site / "theme" / "js" / f"{part}.js").is_file()
