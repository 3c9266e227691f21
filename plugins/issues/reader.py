"""Read an article's Markdown file for Pelican: typed metadata, HTML, outline and blocks, its address."""

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from pelican.readers import BaseReader

from plugins.bulletin import article

from . import addresses, pictures
from .markup import Renderer

# What a person puts in the place of words that nobody may read.
BLACKED_OUT = "█"


class BulletinReader(BaseReader):  # type: ignore[misc]
    """Pelican's reader for .md files; one Markdown object serves all of them."""

    enabled = True
    file_extensions: ClassVar[list[str]] = ["md"]

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        self._renderer = Renderer()

    def read(self, filename: str) -> tuple[str, dict[str, Any]]:
        """Return an article's HTML, and what becomes attributes of Pelican's article."""
        meta, body = article.load(Path(filename).read_text(encoding="utf-8"))
        # First of all, so that nothing of the text gets into pages, index, data, packages or feeds.
        if meta.withdrawn:
            meta, body = article.without_text(meta), ""
        rendered = self._renderer.render(body, diary=meta.kind == "diary")
        content, shown = pictures.settle(rendered.html, rendered.pictures, Path(filename).parent, meta.slug)
        url = addresses.article_url(meta)
        metadata: dict[str, Any] = {
            "title": meta.title,
            "slug": meta.slug,
            "url": url,
            "save_as": url,
            "bulletin": meta,
            "outline": rendered.outline,
            "blocks": rendered.blocks,
            "pictures": shown,
            # Its source as received would show what somebody blacked out or withdrew.
            "keeps_source": not (meta.withdrawn or BLACKED_OUT in body),
        }
        if meta.date:
            metadata["date"] = datetime.fromisoformat(meta.date)
        return content, metadata
