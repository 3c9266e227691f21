"""How large a picture of a page may be, whoever opens it: the reader of scans, and what draws pages beside their text."""

from PIL import Image

from gongbao.messages import _

from ..model.source import SourceError

# An A3 page at 600 dots an inch has 70 million.
_MOST_PIXELS = 120_000_000


def refuse_large(image: Image.Image, name: str) -> None:
    """Refuse a picture of a file; each of them has a size of its own."""
    if image.width * image.height > _MOST_PIXELS:
        raise SourceError(
            _(
                "{name}: {width} × {height} pixels, more than a page has; make it smaller",
                name=name,
                width=image.width,
                height=image.height,
            )
        )
