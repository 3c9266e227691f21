"""Draw pages that came as pictures: each file is a page, or several (TIFF)."""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PIL import Image, ImageOps, UnidentifiedImageError

from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read.page_size import refuse_large
from gongbao.messages import _

from .numbering import Shape, check_number

_ROUGH = 2.0
_ORIENTATION, _LYING = 0x0112, 5


class Loose:
    """Pictures of pages in their order; files: name and bytes of each."""

    def __init__(self, files: Sequence[tuple[str, bytes]], name: str) -> None:
        self._name = name
        self._pages = [
            (path, data, frame) for path, data in files for frame in range(_frames(data, f"{name}: {path}"))
        ]

    @property
    def count(self) -> int:
        """Return how many pages they are."""
        return len(self._pages)

    def shape(self, number: int) -> Shape:
        """Return how wide and high a page is, in pixels."""
        check_number(number, self.count, self._name)
        path, data, frame = self._pages[number - 1]
        with _opened(data, f"{self._name}: {path}") as image:
            image.seek(frame)
            refuse_large(image, f"{self._name}: {path}")
            wide, high = image.size
            if image.getexif().get(_ORIENTATION, 1) >= _LYING:
                wide, high = high, wide
            return Shape(wide, high, wide)

    def draw(self, number: int, width: int) -> Image.Image:
        """Return a page as a picture of the given width in pixels, as it is meant to be seen: RGB or L."""
        check_number(number, self.count, self._name)
        path, data, frame = self._pages[number - 1]
        with _opened(data, f"{self._name}: {path}") as image:
            image.seek(frame)
            refuse_large(image, f"{self._name}: {path}")
            if frame == 0:
                # JPEG can be unpacked at a half or a quarter of its size at once.
                image.draft(None, (int(width * _ROUGH), int(width * _ROUGH * image.height / image.width)))
            seen = _plain(ImageOps.exif_transpose(image))
            high = max(round(width * seen.height / seen.width), 1)
            return seen.resize((width, high), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture in grey or colour, what was transparent in it on white."""
    if image.mode in ("RGBA", "LA", "P", "PA") or "transparency" in image.info:
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")
    if image.mode.startswith("I"):
        # Sixteen bits of grey.
        return image.point(lambda value: value / 256).convert("L")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _frames(data: bytes, name: str) -> int:
    with _opened(data, name) as image:
        refuse_large(image, name)
        return int(getattr(image, "n_frames", 1))


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as image:
            yield image
    except (UnidentifiedImageError, OSError, EOFError, Image.DecompressionBombError, ValueError) as error:
        raise SourceError(
            _("{name}: cannot be opened as a picture; save it again as PNG or JPEG", name=name)
        ) from error
