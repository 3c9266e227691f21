"""The key of an article's page: all that plugins hung on the article, whatever it is."""

from typing import Any

from .keys import NoKey, digest

# What Pelican itself hangs on an article, and pages of an archive do not show; the rest counts.
_PELICANS = {
    *("settings", "metadata", "translations", "author", "authors", "category", "tags", "timezone", "reader"),
    # All three are made of the text that text_key stands for.
    *("blocks", "outline", "_content"),
    *("source_path", "relative_source_path", "date_format", "_context", "_summary", "key"),
}


def key(article: Any) -> str:
    """Return the key, "" if something on the article cannot be told; kept on the article, which no longer changes."""
    known: str | None = getattr(article, "key", None)
    if known is None:
        own = {name: value for name, value in vars(article).items() if name not in _PELICANS}
        try:
            known = digest(own) if "text_key" in own else ""
        except NoKey:
            known = ""
        article.key = known
    return known
