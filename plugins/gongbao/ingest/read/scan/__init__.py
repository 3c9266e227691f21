"""Read pictures of pages: recognise their characters (an optional extra), and hand them to the layout of PDFs."""

from collections.abc import Sequence
from importlib.util import find_spec

from gongbao import places
from gongbao.messages import _

from ...model.source import SourceError
from ..page_selection import Pages
from ..reading import Reading


def missing() -> str:
    """Return what to do where the optional packages are not there."""
    return _(
        "recognising its characters (OCR) needs packages that are not installed; run {command} and ingest "
        "it again, or recognise and proofread it elsewhere and ingest the text",
        command=places.install("ocr"),
    )


def is_installed() -> bool:
    """Tell whether the optional packages are there."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def read_pictures(files: Sequence[tuple[str, bytes]], name: str, pages: Pages | None = None) -> Reading:
    """Return the text of pictures of pages (their names and bytes), in the natural order of their names.

    pages: those to be read, None for all.
    Raises SourceError where one cannot be opened, or the packages for recognition are missing.
    """
    if not is_installed():
        raise SourceError(_("{name}: pictures of pages; {missing}", name=name, missing=missing()))
    from .loose import read_pictures as read  # noqa: PLC0415 - only now, since it needs the packages

    return read(files, name, pages)
