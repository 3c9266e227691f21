"""Make a clean file of a picture as it came: a form that browsers draw, sized for a page, without metadata."""

import io
import re
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from gongbao.bulletin import pictures

from . import vector

# A page is at most so wide on the screen, and twice that on dense ones.
_WIDEST, _TALLEST = 1600, 3200
_MOST_PIXELS = 80_000_000
_LARGEST = 40 << 20
_LARGEST_SVG = 1 << 20
# A photograph as PNG is several times the size that it needs to be.
_LARGE_PNG = 600_000
_QUALITY = 88
_FORMS = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}


class NotKept(Exception):
    """A picture that no file is made of; str() is the name of the rule."""


@dataclass(frozen=True)
class Picture:
    """A file: its bytes and its ending, and how large it is drawn (None for a drawing)."""

    data: bytes
    suffix: str
    size: tuple[int, int] | None


def cleaned(data: bytes) -> Picture:
    """Return the file to be kept of a picture. Raise NotKept with the rule that says why there is none."""
    if len(data) > _LARGEST:
        raise NotKept("picture-too-large")
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE|(?:\w+:)?svg)", data[:200], re.I):
        if len(data) > _LARGEST_SVG or not pictures.is_harmless(data):
            raise NotKept("svg-not-harmless")
        return Picture(data, ".svg", None)
    if vector.is_metafile(data):
        drawn = vector.drawn(data)
        if drawn is None:
            raise NotKept("picture-not-drawn")
        data = drawn
    return _raster(data)


def _raster(data: bytes) -> Picture:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image: Image.Image = Image.open(io.BytesIO(data))
            if image.width * image.height > _MOST_PIXELS:
                raise NotKept("picture-too-large")
            form, turned = image.format or "", pictures.orientation(data)
            is_large = image.width > _WIDEST or image.height > _TALLEST
            fits = (
                form in _FORMS
                and not is_large
                and turned == 1
                and image.mode in ("1", "L", "LA", "P", "RGB", "RGBA")
            )
            image.load()
            if fits and not (form == "PNG" and len(data) > _LARGE_PNG and _is_photograph(image)):
                return Picture(pictures.bare(data), _FORMS[form], image.size)
            image = ImageOps.exif_transpose(image)
            if is_large:
                image = _in_full_colours(image)
                image.thumbnail((_WIDEST, _TALLEST), Image.Resampling.LANCZOS)
            return _saved(image, form)
    except NotKept:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotKept("picture-too-large") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise NotKept("picture-not-readable") from error
    except Exception as error:  # each decoder has its own
        raise NotKept("picture-not-readable") from error


def _saved(image: Image.Image, form: str) -> Picture:
    stream = io.BytesIO()
    opaque = image.mode in ("RGB", "L", "CMYK", "YCbCr", "I;16")
    if form in ("JPEG", "MPO") or (opaque and _is_photograph(image)):
        image.convert("L" if image.mode == "L" else "RGB").save(
            stream, "JPEG", quality=_QUALITY, optimize=True
        )
        return Picture(pictures.bare(stream.getvalue()), ".jpg", image.size)
    if image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
        image = _in_full_colours(image)
    image.save(stream, "PNG", optimize=True)
    return Picture(pictures.bare(stream.getvalue()), ".png", image.size)


def _in_full_colours(image: Image.Image) -> Image.Image:
    if image.mode in ("L", "RGB", "RGBA"):
        return image
    if image.mode == "1":
        return image.convert("L")
    has_alpha = image.mode in ("LA", "PA") or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")


def _is_photograph(image: Image.Image) -> bool:
    """Tell a photograph from a drawing: so many colours in a small copy of it."""
    if image.mode not in ("RGB", "L", "CMYK", "YCbCr"):
        return False
    small = image.convert("RGB").resize((64, 64))
    return len(small.getcolors(64 * 64) or ()) > 2000


def is_blank(data: bytes) -> bool:
    """Tell whether a picture shows one colour only."""
    try:
        image = Image.open(io.BytesIO(data)).convert("RGBA")
    except Exception:  # what cannot be read is told by cleaned()
        return False
    return len(image.getcolors(1) or ()) == 1
