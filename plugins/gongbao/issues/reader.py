"""Read an article's Markdown file for Pelican: typed metadata, HTML, outline and blocks, its address."""

import logging
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from pelican.readers import BaseReader

from gongbao import workers
from gongbao.bulletin import article
from gongbao.cache import keys, store
from gongbao.messages import _

from . import addresses, depth, facts, pictures, prerendering
from .prerendering import Bodies
from .rendered import Rendered

logger = logging.getLogger(__name__)

# What a person puts in the place of words that nobody may read.
BLACKED_OUT = "█"


class BulletinReader(BaseReader):  # type: ignore[misc]
    """Pelican's reader for .md files."""

    enabled = True
    file_extensions: ClassVar[list[str]] = ["md"]

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        self.own = article.own_fields(settings.get("FIELDS"))
        self.seconds = float(settings.get(prerendering.SETTING) or 0)
        self.bodies = Bodies(store.of(settings), workers.of(settings), self.own, self.seconds)
        # Whether texts of which enough is known without them may be read later.
        self.late = False

    def read(self, filename: str) -> tuple[str, dict[str, Any]]:
        """Return an article's HTML, and what becomes attributes of Pelican's article."""
        text_key, meta, body, body_key = self.bodies.parsed(filename)
        content, text = "", dict[str, Any]()
        known = self.bodies.facts_of(body_key) if self.late else None
        if known is None:
            rendered = self.bodies.rendered(body, meta.kind == "diary", body_key)
            known = facts.of(rendered)
            self._warn(Path(filename).name, rendered)
            content, shown = pictures.settle(
                rendered.html, rendered.pictures, Path(filename).parent, meta.slug
            )
            # What was warned of is warned of by each build, so such an article is read by each.
            text = {"outline": rendered.outline, "blocks": rendered.blocks, "pictures": shown}
            text["warned"] = facts.warned(rendered)
        url = addresses.article_url(meta)
        metadata: dict[str, Any] = {
            "title": meta.title,
            "slug": meta.slug,
            "url": url,
            "save_as": url,
            "bulletin": meta,
            "own": {key.lower(): values for key, values in meta.own},
            "own_shown": self._shown(meta),
            "pictures": (),
            "warned": False,
            # Its source as received would show what somebody blacked out or withdrew.
            "keeps_source": not (meta.withdrawn or BLACKED_OUT in body),
            "text_key": text_key,
            "body_key": body_key,
            # What is asked of the text of every article, so that it need not be read for it.
            "attachments": known.attachments,
            "characters": known.characters,
            "tables": known.tables,
            "items": known.items,
            "opening": known.opening,
            "sizes": known.sizes,
            # What pages of others show of an article stands in its header.
            "card": keys.digest(url, meta),
            **text,
        }
        if meta.date:
            metadata["date"] = datetime.fromisoformat(meta.date)
        return content, metadata

    def _warn(self, file: str, rendered: Rendered) -> None:
        """Say what of a text is not shown as it is written."""
        if rendered.too_deep:
            logger.warning(
                _(
                    "{file}: quotations or lists nest more than {most} deep from {words!r} on; what lies deeper "
                    "is shown on one level — take marks or blanks off the beginnings of these lines",
                    file=file,
                    most=depth.MOST,
                    words=rendered.too_deep,
                )
            )
        if rendered.too_marked:
            logger.warning(
                _(
                    "{file}: the paragraph {words!r} has too many marks within its words; they are shown as they are "
                    "written — part it into several",
                    file=file,
                    words=rendered.too_marked,
                )
            )
        if rendered.bare:
            logger.warning(
                _(
                    "{file}: not ready after {seconds:.0f} s; its page shows the bare text, without headings, tables and "
                    "links — part it into several, or set BUILD_SECONDS higher",
                    file=file,
                    seconds=self.seconds,
                )
            )

    def _shown(self, meta: article.ArticleMeta) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Return what the page shows of the archive's own fields: label, the folder of its lists or "", values."""
        values_of = dict(meta.own)
        return tuple(
            (field.label, field.kind if field.list else "", values_of[field.key])
            for field in self.own
            if field.page and field.key in values_of
        )
