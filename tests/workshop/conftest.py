"""A plain Pelican blog, since the workshop knows no bulletin: Markdown in, the theme that Pelican brings."""

from collections.abc import Callable
from pathlib import Path

import pytest

SETTINGS = """
import pelican
SITENAME = "试验"
PATH = {content!r}
OUTPUT_PATH = {output!r}
OUTPUT_RETENTION = ["CNAME"]
THEME = str(__import__("pathlib").Path(pelican.__file__).parent / "themes" / "simple")
DIRECT_TEMPLATES = ["index"]
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh-CN"
LOCALE = ["C"]
RELATIVE_URLS = True
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PLUGINS = []
"""
POST = "Title: {title}\nDate: 2024-01-0{day}\nCategory: a\n\n正文\n"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """Return a folder with content/ of two posts, and settings in conf.py."""
    (tmp_path / "content").mkdir()
    for day, title in enumerate(["first", "second"], 1):
        (tmp_path / "content" / f"{title}.md").write_text(POST.format(title=title, day=day), encoding="utf-8")
    settings = SETTINGS.format(content=str(tmp_path / "content"), output=str(tmp_path / "output"))
    (tmp_path / "conf.py").write_text(settings, encoding="utf-8")
    return tmp_path


@pytest.fixture
def snapshot() -> Callable[[Path], dict[str, bytes]]:
    """Return a function that reads every file below a folder."""
    return lambda folder: {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
