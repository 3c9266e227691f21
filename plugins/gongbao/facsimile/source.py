"""Draw the pages of a source as received, whatever its form: PDF, pictures, or a zip or folder of pictures."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from PIL import Image

from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read.load import load
from gongbao.ingest.read.members import is_pages, of_folder, of_zip
from gongbao.ingest.read.natural import natural
from gongbao.ingest.read.sniff import form_of
from gongbao.messages import N_, _

from . import pdf, pictures
from .numbering import Shape

# What can have pages that are drawn.
FORMS = ("pdf", "picture", "bundle")

_NO_PAGES = N_("{name}: has no pages that could be shown as pictures (PDF, scans and zips of scans have)")


class Pages(Protocol):
    """The pages of an open source."""

    @property
    def count(self) -> int:
        """Return how many pages it has."""

    def shape(self, number: int) -> Shape:
        """Return how wide and high a page is; number: from 1."""

    def draw(self, number: int, width: int) -> Image.Image:
        """Return a page as a picture.

        number: from 1, as the ledger counts them; width: in pixels. The picture is RGB, or L where the source is grey.
        """


def has_pages(path: Path) -> bool:
    """Tell whether a source has pages that can be drawn; nothing of it is opened that need not be."""
    try:
        with opened(path) as pages:
            return pages.count > 0
    except SourceError:
        return False


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Pages]:
    """Open a source as received, a file or a folder, for drawing.

    Raises SourceError, one line for a person, for one that is damaged, has no pages, or needs a package that is missing.
    """
    if path.is_dir():
        members = of_folder(path)
        yield _loose([(m.path, m.data) for m in members], path.name)
        return
    data = load(path)
    form = form_of(data, path.name, path.suffix.lower())
    if form == "pdf":
        with pdf.opened(data, path.name) as document:
            yield document
    elif form == "picture":
        yield pictures.Loose([(path.name, data)], path.name)
    elif form == "bundle":
        yield _loose([(m.path, m.data) for m in of_zip(data, path.name)], path.name)
    else:
        raise SourceError(_(_NO_PAGES, name=path.name))


def count(path: Path) -> int:
    """Return how many pages a source has; raise SourceError as `opened` does."""
    with opened(path) as pages:
        return pages.count


def draw(path: Path, number: int, width: int) -> Image.Image:
    """Return page `number` (from 1) of a source as a picture `width` pixels wide; raise SourceError as `opened` does."""
    with opened(path) as pages:
        return pages.draw(number, width)


def _loose(files: list[tuple[str, bytes]], name: str) -> pictures.Loose:
    if not is_pages([path for path, _data in files]):
        raise SourceError(_(_NO_PAGES, name=name))
    return pictures.Loose(sorted(files, key=lambda file: natural(file[0])), name)
