"""The key of an article's page: all that plugins hung on the article, whatever it is."""

from typing import Any

from .keys import NoKey, digest

# The attribute that stands for all that the reader of an article yields, where that can be told; `read` are their names.
READ_KEY, READ = "read_key", "read"
# The setting that names the generator of articles, where a plugin brings one that keeps what it read.
GENERATOR = "ARTICLES_GENERATOR"
# What Pelican itself hangs on an article, and pages of an archive do not show; the rest counts.
PASSED = {
    *("settings", "metadata", "translations", "author", "authors", "category", "tags", "timezone", "reader"),
    # All three are made of the text that text_key stands for.
    *("blocks", "outline", "_content", "_late"),
    *("source_path", "relative_source_path", "date_format", "_context", "_summary", "key", READ),
}


class TextElsewhere(Exception):
    """The text of an article is asked for on a machine that was not sent it."""


def key(article: Any) -> str:
    """Return the key, "" if something on the article cannot be told; kept on the article, which no longer changes."""
    known: str | None = getattr(article, "key", None)
    if known is None:
        # What a plugin put in the place of something that was read counts, too.
        passed = getattr(article, READ, {})
        own = {
            name: value
            for name, value in vars(article).items()
            if name not in PASSED and (passed.get(name, passed) is not value or name == READ_KEY)
        }
        try:
            known = digest(own) if "text_key" in own or READ_KEY in own else ""
        except NoKey:
            known = ""
        article.key = known
    return known
