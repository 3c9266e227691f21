"""Pelican's side of sharing: one picture for the archive and one for each issue, and the web manifest."""

import json
import logging
from collections.abc import Iterable
from typing import Any

from pelican import signals
from pelican.generators import Generator

from gongbao.cache import files, keys
from gongbao.messages import _
from gongbao.messages.site import month, words
from gongbao.sharing import picture

log = logging.getLogger(__name__)
FONT, PICTURES = "SHARING_FONT", "SHARING_PICTURES"
NAME = "share.png"
MANIFEST = "manifest.webmanifest"


class SharingGenerator(Generator):  # type: ignore[misc]
    """Sets `share_picture` on articles and in the context; writes pictures and manifest."""

    def prepare(self) -> None:
        """Say which picture stands beside a link to which page, before any page is written."""
        # Who shows the picture of a link asks for a whole address; without one nobody would find it.
        wanted = self.settings["SITEURL"] and self.settings.get(PICTURES, True)
        self.typeface = picture.find(self.settings.get(FONT, "")) if wanted else None
        if wanted and not self.typeface:
            log.info(
                "%s",
                _("pictures for sharing: no font with Chinese characters is installed, so there are none"),
            )
        self.context["share_picture"] = NAME if self.typeface else ""
        for article in self.context["articles"]:
            issue = article.issue_page
            place = issue.url.rpartition("/")[0] + "/" if issue else ""
            article.share_picture = f"{place}{NAME}" if self.typeface else ""

    def generate_output(self, _: Any) -> None:
        """Write the pictures and the manifest."""
        made = files.of(self.settings)
        name = self.settings["SITENAME"]
        manifest = {
            "name": name,
            "short_name": name[:12],
            "description": self.settings.get("ARCHIVE_DESCRIPTION") or name,
            "lang": "zh-CN",
            "start_url": "index.html",
            "scope": "./",
            "display": "minimal-ui",
            "background_color": "#fcfbf8",
            "theme_color": "#fcfbf8",
            "icons": [
                {"src": "theme/img/icon.svg", "sizes": "any", "type": "image/svg+xml"},
                {"src": "theme/img/icon-180.png", "sizes": "180x180", "type": "image/png"},
                {"src": "theme/img/icon-512.png", "sizes": "512x512", "type": "image/png"},
            ],
        }
        made.put(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        if not self.typeface:
            return
        counts = words(
            "收录 {issues} 期，{articles} 篇",
            issues=len(self.context["issues"]),
            articles=len(self.context["articles"]),
        )
        self._picture(made, NAME, name, (counts,), self.settings.get("ARCHIVE_KEEPER") or "")
        for issue in self.context["issues"]:
            if issue.articles:
                day = month(issue.date) if issue.date and len(issue.date) >= 7 else ""
                lines = tuple(filter(None, (issue.label, day)))
                self._picture(made, issue.articles[0].share_picture, issue.meta.title, lines, name)

    def _picture(
        self, made: files.Files, address: str, title: str, lines: tuple[str, ...], foot: str
    ) -> None:
        assert self.typeface  # noqa: S101 - asked for above
        key = keys.digest("share", picture.__doc__, self.typeface.stamp, title, lines, foot)
        if not made.keep(address, key):
            made.put(address, picture.draw(self.typeface, title, lines, foot), key)


def get_generators(_: Any) -> type[Generator]:
    """Name the generator of this plugin."""
    return SharingGenerator


def prepare(generators: Iterable[Generator]) -> None:
    """Name the pictures when all others have built their contexts."""
    for generator in generators:
        if isinstance(generator, SharingGenerator):
            generator.prepare()


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
    signals.all_generators_finalized.connect(prepare)
