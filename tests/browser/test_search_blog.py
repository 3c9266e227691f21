"""Any Pelican site can use the plugin: a plain blog, Chinese and English, with a theme of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.workshop import ROOT, SOURCE
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("one_page")

SETTINGS = f"""
SITENAME = "Notes 笔记"
AUTHOR = "Ann"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
THEME = "theme"
THEME_STATIC_PATHS = [{str(ROOT / "theme" / "static")!r}]
RELATIVE_URLS = True
DIRECT_TEMPLATES = ["index", "search"]
ARTICLE_URL = "posts/{{slug}}.html"
ARTICLE_SAVE_AS = "posts/{{slug}}.html"
ARTICLE_LANG_URL = "posts/{{slug}}-{{lang}}.html"
ARTICLE_LANG_SAVE_AS = "posts/{{slug}}-{{lang}}.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PLUGIN_PATHS = [{str(SOURCE)!r}]
PLUGINS = ["gongbao.search"]
SEARCH = {{
    "fields": {{
        "title": {{"value": "title", "boost": 4, "snippets": False}},
        "body": {{"value": "content", "html": True}},
    }},
    "filters": {{
        "category": {{"value": "category.name", "label": "Category"}},
        "tags": {{"value": "tags", "label": "Tag"}},
        "lang": {{"value": "lang", "label": "Language"}},
    }},
    "sorts": {{"date": {{"value": "date", "label": "Date", "descending": True}}}},
    "display": {{"slug": "slug", "title": "title", "date": "locale_date"}},
    "pages": True,
}}
"""
BASE = """<!DOCTYPE html><html lang="{{ DEFAULT_LANG }}"><head><meta charset="utf-8"><title>{{ SITENAME }}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self' file:">
</head><body><main>{% block content %}{% endblock %}</main>
<script src="{{ SITEURL }}/theme/js/search.js" defer></script></body></html>"""
TEMPLATES = {
    "base.html": BASE,
    "index.html": "{% extends 'base.html' %}{% block content %}{% for a in articles %}<p>{{ a.title }}</p>{% endfor %}{% endblock %}",
    "article.html": "{% extends 'base.html' %}{% block content %}<article>{{ article.content }}</article>{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% block content %}<article>{{ page.content }}</article>{% endblock %}",
    "search.html": """{% extends 'base.html' %}{% block content %}<div data-search-page data-title="Search">
<form data-search-form action="search.html"><input type="search" name="q" aria-label="q"><button>go</button></form>
<p data-search-status></p><p data-search-sorts></p><div id="search-top"></div><div data-search-results></div><div data-search-filters></div>
</div>{% endblock %}""",
} | dict.fromkeys(
    [
        "category.html",
        "tag.html",
        "author.html",
        "archives.html",
        "categories.html",
        "tags.html",
        "authors.html",
        "period_archives.html",
    ],
    "{% extends 'base.html' %}",
)
CONTENT = {
    "salt.md": "Title: Salt and its reform\nDate: 2024-01-02\nSlug: salt\nCategory: Economy\nTags: salt, 盐业\n\n"
    "The *reforming* of the salt trade.\n\nA second paragraph:\n\n- one reformer\n- two\n",
    "salt-zh.md": "Title: 盐业体制改革\nDate: 2024-01-02\nSlug: salt\nLang: zh\nCategory: Economy\n\n盐业**体制**改革，\n从今天开始。\n",
    "cat.md": "Title: My cat\nDate: 2024-03-04\nSlug: cat\nCategory: Life\n\nThe cat ate salt. 猫吃盐。\n",
    "pages/about.md": "Title: About\nSlug: about\n\nNotes on salt, in two languages.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blog")
    files = {f"content/{name}": text for name, text in CONTENT.items()}
    files |= {f"theme/templates/{name}": text for name, text in TEMPLATES.items()}
    for name, text in (files | {"pelicanconf.py": SETTINGS}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    # In a process of its own, so that it shows what the plugin needs of the project: nothing.
    program = (
        "import sys; from pelican import main\n"
        "status = main(['-s', 'pelicanconf.py', '--fatal', 'errors'])\n"
        "ours = sorted(n for n in sys.modules if n.startswith('gongbao.') and not n.startswith(('gongbao.search', 'gongbao.messages', 'gongbao.places', 'gongbao.patterns')))\n"
        "sys.exit(status or (f'needs {ours}' if ours else 0))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "search: 4 documents" in run.stderr
    return folder / "output"


def test_a_blog_is_searched_in_both_languages(
    page: Page, file_address: Callable[[Path], str], blog: Path
) -> None:
    page.goto(file_address(blog) + "search.html")
    found = page.evaluate(
        """async (texts) => {
          const out = {};
          for (const text of texts) {
            const { hits } = await Gongbao.search(text, { grades: false });
            out[text] = hits.map((hit) => hit.url).sort();
          }
          return out;
        }""",
        [
            "salt",
            "盐业体制改革",
            "reform",
            '"reform"',
            "盐",
            "改革从今天",
            "改革，从今天",
            "cat -salt",
            "cat OR 体制",
            "languages",
        ],
    )
    assert found == {
        "salt": ["pages/about.html", "posts/cat.html", "posts/salt.html"],
        "盐业体制改革": ["posts/salt-zh.html"],
        "reform": ["posts/salt.html"],
        '"reform"': ["posts/salt.html"],
        "盐": ["posts/cat.html", "posts/salt-zh.html"],
        "改革从今天": [],
        "改革，从今天": ["posts/salt-zh.html"],
        "cat -salt": [],
        "cat OR 体制": ["posts/cat.html", "posts/salt-zh.html"],
        "languages": ["pages/about.html"],
    }


def test_the_page_of_the_blog_shows_results_with_its_own_filters(
    page: Page, file_address: Callable[[Path], str], blog: Path
) -> None:
    page.goto(file_address(blog) + "search.html?q=salt")
    page.wait_for_selector("[data-result]")
    categories = page.locator("fieldset", has_text="Category").locator("label").all_inner_texts()
    assert sorted(label.split()[0] for label in categories) == ["Economy", "Life", "pages"]
    tags = page.locator("fieldset", has_text="Tag").locator("label").all_inner_texts()
    assert sorted(label.split()[0] for label in tags) == ["salt", "盐业"]
    expect(page.locator("ol mark").first).to_have_text("Salt")
    # The paragraphs of the blog have no ids, so results lead to the page.
    page.locator("[data-result]").first.click()
    page.wait_for_selector(".search-hit")
    assert "#" not in page.url
