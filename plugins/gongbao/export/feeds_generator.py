"""Pelican's side of the feeds."""

from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from typing import Any

from pelican.generators import Generator

from gongbao.cache import articles as keys_of
from gongbao.cache import files as made
from gongbao.cache import keys
from gongbao.export import feeds
from gongbao.export.records import Records
from gongbao.messages.site import words

SITE_FEED, ISSUES_FEED, CHANGES_FEED = "feeds/all.xml", "feeds/issues.xml", "feeds/changes.xml"
LISTS = ("agencies", "sections", "genres", "years", "own_lists")


def addresses(context: Mapping[str, Any]) -> Iterator[str]:
    """Yield the addresses of all that is written here."""
    yield from (SITE_FEED, ISSUES_FEED, CHANGES_FEED)
    yield from (listing.feed for kind in LISTS for listing in context.get(kind, ()))


class FeedsGenerator(Generator):  # type: ignore[misc]
    """Writes the feeds; of articles, only those in which something changed."""

    # It writes no page and reads none, so that a build may let it run beside them.
    in_own_process = True

    def generate_output(self, writer: Any) -> None:
        """Write them."""
        self.files = made.of(self.settings)
        self.records = Records(self.context, self.settings)
        name, articles = self.settings["SITENAME"], feeds.latest(self.context["articles"])
        # Sorted once: most articles stand in three lists or more.
        places = {a.url: place for place, a in enumerate(articles)}
        latest = articles if self.context.get("years") else []
        self._write_news(feeds.Feed(name, SITE_FEED, "index.html"), latest, places)
        for address, title, page, entries in (
            (
                ISSUES_FEED,
                words("新出公报"),
                "index.html",
                map(feeds.of_issue, self.context.get("issues", ())),
            ),
            (
                CHANGES_FEED,
                words("更正与效力变动"),
                "index.html",
                feeds.changes(self.context["articles"]) if latest else (),
            ),
        ):
            feed = feeds.Feed(f"{title} · {name}", address, page)
            self.files.put(feed.url, feeds.atom(feed, entries, self.records.root, name).encode())
        for kind in LISTS:
            for listing in self.context.get(kind, ()):
                feed = feeds.Feed(f"{listing.label} · {name}", listing.feed, listing.url)
                self._write_news(feed, listing.articles, places)

    def _write_news(self, feed: feeds.Feed, articles: Iterable[Any], places: Mapping[str, int]) -> None:
        """Write the feed of some articles, unless nothing that it tells changed; places: of all, the latest first."""
        latest = nsmallest(feeds.LATEST, articles, key=lambda a: places[a.url])
        # What has no day comes last, so that nothing with one is cut off before it.
        shown = [a for a in latest if feeds.day(a)]
        name, known = self.settings["SITENAME"], [keys_of.key(article) for article in shown]
        key = keys.digest("feed", self.records.about, name, feed, known) if all(known) else ""
        if not self.files.keep(feed.url, key):
            text = feeds.atom(feed, map(feeds.of_article, shown), self.records.root, name)
            self.files.put(feed.url, text.encode(), key)
