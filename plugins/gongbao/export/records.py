"""What data tell of the articles of an archive, and the keys of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from gongbao.bulletin import article as article_fields
from gongbao.cache import articles as keys_of
from gongbao.cache import keys
from gongbao.export import record


class Records:
    """The record of each article, with the archive's own fields, when numbers and citations are known.

    root: the address of the site, without a slash at its end.
    """

    def __init__(self, context: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
        self._context = context
        self.root = str(settings["SITEURL"]).rstrip("/")
        self.own = tuple(f for f in article_fields.own_fields(settings.get("FIELDS")) if f.data)
        # What all data depend on besides the articles.
        self.about = keys.digest(keys.own_program(), self.root, self.own)

    def of(self, article: Any) -> dict[str, Any]:
        """Return what data tell of an article."""
        numbers = self._context.get("numbers")
        entry = numbers.of(article.bulletin) if numbers else None
        return record.of(article, entry.url if entry else None) | record.own(article, self.own)

    def name(self, part: Sequence[Any]) -> str:
        """Return the key of the data of some articles, "" if it cannot be told."""
        known = [keys_of.key(article) for article in part]
        return keys.digest("piece", self.about, known) if all(known) else ""
