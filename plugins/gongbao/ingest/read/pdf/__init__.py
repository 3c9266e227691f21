"""Read a PDF with a text layer: characters are put together to lines, columns, tables and paragraphs."""

from gongbao.messages import _

from ...model.source import SourceError
from ..page_selection import Pages
from ..reading import Reading
from .missing import package_missing


def read_pdf(data: bytes, name: str, chosen: Pages | None = None) -> Reading:
    """Return the lines of a PDF in reading order, and what it holds beside them.

    Each page but the first begins with a form feed. chosen: the pages to be read, None for all.
    """
    try:
        import pypdfium2  # noqa: F401, PLC0415
    except ImportError as error:
        raise package_missing(name) from error
    # Only now, since these modules need the package too.
    from .handing import lines_of  # noqa: PLC0415
    from .pages import open_pages  # noqa: PLC0415
    from .sheets import one_by_one  # noqa: PLC0415

    pages = one_by_one(open_pages(data, name, chosen))
    lines, objects = lines_of(pages)
    if not any(line.text.strip() for line in lines):
        raise SourceError(
            _(
                "{name}: no text was found in its pages; check that they are not blank",
                name=name,
            )
        )
    files = {key: content for page in pages for key, content in page.files.items()}
    return Reading(lines, objects=objects, files=files)
