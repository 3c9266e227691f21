"""An archive's own theme lies over the program's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao import places

DOCUMENT = "Title: 关于开展检查的通知\nSlug: jiancha\nKind: document\nPublication: documents\n\n正文。\n"
Site = Callable[..., Path]


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    for name, text in {
        "templates/index.html": '{% extends "!theme/index.html" %}{% block content %}<p>试运行</p>{{ super() }}{% endblock %}',
        "static/css/own.css": ".site-name { color: #a40000 }\n",
        "static/img/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    }.items():
        place = tmp_path / "theme" / name
        place.parent.mkdir(parents=True)
        place.write_text(text, encoding="utf-8")
    return tmp_path / "theme"


def test_templates_extend_and_files_replace_and_style_sheets_are_on_every_page(
    small_site: Site, theme: Path
) -> None:
    built = small_site({"documents/a/jiancha.md": DOCUMENT}, OWN_THEME=str(theme))
    home = (built / "index.html").read_text(encoding="utf-8")
    assert "<p>试运行</p>" in home
    assert 'class="lead"' in home, "what the program's template shows is still there"
    assert (built / "theme/css/own.css").read_text(encoding="utf-8") == ".site-name{color:#a40000}\n"
    assert (built / "theme/img/icon.svg").read_bytes() == (theme / "static/img/icon.svg").read_bytes()
    article = (built / "documents/jiancha.html").read_text(encoding="utf-8")
    sheets = [line for line in article.splitlines() if "stylesheet" in line]
    assert ["own.css" in line for line in sheets[-2:]] == [True, False], "after the program's, before print"


def test_without_a_theme_of_its_own_a_site_links_to_none(small_site: Site, tmp_path: Path) -> None:
    built = small_site({"documents/a/jiancha.md": DOCUMENT}, OWN_THEME=str(tmp_path / "none"))
    assert "own.css" not in (built / "index.html").read_text(encoding="utf-8")


def test_the_page_on_themes_names_every_block_of_the_frame() -> None:
    import re  # noqa: PLC0415

    blocks = re.findall(
        r"{% block (\w+)", (places.theme() / "templates" / "base.html").read_text(encoding="utf-8")
    )
    page = (places.clone() / "docs" / "extending.md").read_text(encoding="utf-8")
    assert [name for name in blocks if f"`{name}`" not in page] == []
