"""Pages that came as pictures: a file, or a folder or archive of them in their natural order."""

import io
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from PIL import Image, ImageOps

from gongbao.messages import _

from ...model.source import SourceError, SourceLine
from .. import page_selection
from ..natural import natural
from ..page_size import refuse_large
from ..pdf.geometry import Page
from ..pdf.handing import lines_of
from ..reading import Reading
from . import picture_pages
from .engine import Picture
from .pages import pages_of
from .work import recognise_all

_MOST_PAGES = 1_000
# So few signs, of which the engine is no surer than this, are no text. (The diagonal of a drawing was a 7, to .39.)
_MOST_STROKES, _DOUBTED = 2, 0.5


def read_pictures(
    files: Sequence[tuple[str, bytes]], name: str, chosen_pages: page_selection.Pages | None = None
) -> Reading:
    """Return the text of pictures of pages, in their order; a TIFF may hold several pages.

    Raises SourceError where one cannot be opened, or the packages for recognition are missing.
    """
    pictures = [
        draw for at, data in sorted(files, key=lambda file: natural(file[0])) for draw in drawn(data, at)
    ]
    if len(pictures) > _MOST_PAGES:
        raise SourceError(
            _(
                "{name}: {count} pages, more than the {most} that are read; split it",
                name=name,
                count=len(pictures),
                most=_MOST_PAGES,
            )
        )
    page_selection.check(chosen_pages, len(pictures), name)
    numbered = [
        (n, draw) for n, draw in enumerate(pictures, start=1) if page_selection.is_chosen(chosen_pages, n)
    ]
    pages: list[Page] = []
    results = recognise_all([draw for __, draw in numbered], name)
    of_picture = [pages_of(found, number) for (number, __), found in zip(numbered, results, strict=True)]
    pages += [page for fresh in of_picture for page in fresh]
    # Of a source without words there is nothing to say what its pictures show.
    has_words = any(page.chars for page in pages)
    for (_number, draw), fresh in zip(numbered, of_picture, strict=True):
        if has_words and len(fresh) == 1:
            picture_pages.keep(fresh[0], draw)
    for leaf, page in enumerate(pages, start=1):
        page.leaf = leaf
    lines, objects = lines_of(pages)
    if not _has_text(lines):
        raise SourceError(
            _(
                "{name}: no text was found in this picture; check that it is a page, and sharp enough to "
                "be read",
                name=name,
            )
        )
    kept = {key: content for page in pages for key, content in page.files.items()}
    return Reading(lines, objects=objects, files=kept)


def _has_text(lines: Sequence[SourceLine]) -> bool:
    """Tell whether pictures have text: a sign or two that the engine itself doubts are the strokes of a drawing."""
    signs = sum(not sign.isspace() for line in lines for sign in line.text)
    return signs > _MOST_STROKES or any(line.text.strip() and (line.sure or 1) > _DOUBTED for line in lines)


def drawn(data: bytes, name: str) -> Iterator[Callable[[], Picture]]:
    """Give, for each page of a picture file, what draws it when its turn comes; raise SourceError for a bad file."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as image:
            count = getattr(image, "n_frames", 1)
            refuse_large(image, name)
    except SourceError:
        raise
    except Exception as error:  # the reader of each form raises its own for damaged ones
        raise SourceError(
            _(
                "{name}: cannot be opened as a picture; save it again as PNG or JPEG",
                name=name,
            )
        ) from error
    for frame in range(count):
        yield partial(_drawn, data, frame, name)


def _drawn(data: bytes, frame: int, name: str) -> Picture:
    """Return a picture as it is meant to be seen: shape (height, width, 3), blue first."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as image:
            image.seek(frame)
            refuse_large(image, name)
            seen = ImageOps.exif_transpose(image)
            if seen.mode in ("RGBA", "LA", "P"):
                white = Image.new("RGBA", seen.size, "white")
                seen = Image.alpha_composite(white, seen.convert("RGBA"))
            return np.ascontiguousarray(np.asarray(seen.convert("RGB"))[:, :, ::-1])
    except SourceError:
        raise
    except Exception as error:  # as above
        raise SourceError(
            _(
                "{name}: damaged, picture {frame} of it cannot be opened; get the file again",
                name=name,
                frame=frame + 1,
            )
        ) from error
