"""Read a PDF with a text layer: characters are put together to lines, columns, tables and paragraphs."""

from dataclasses import replace

from ...model.source import SourceError, SourceLine, SourceObject


def read_pdf(data: bytes, name: str) -> tuple[tuple[SourceLine, ...], tuple[SourceObject, ...]]:
    """Return the lines of a PDF in reading order, and what it holds beside them.

    Each page but the first begins with a form feed.
    """
    try:
        import pypdfium2  # noqa: F401, PLC0415
    except ImportError as error:
        raise SourceError(
            f"{name}: reading PDF needs a package that is not installed; run pip install -r requirements/pdf.txt"
        ) from error
    # Only now, since these modules need the package too.
    from .pages import open_pages  # noqa: PLC0415
    from .reading import page_lines  # noqa: PLC0415

    pages = open_pages(data, name)
    lines: list[SourceLine] = []
    first: dict[int, int] = {}
    number = 1
    for line in page_lines(pages):
        text = line.text if line.page == number else "\f" + line.text
        number = line.page
        first.setdefault(number, len(lines) + 1)
        lines.append(SourceLine(len(lines) + 1, text, line.drop, line.hint, line.page, line.place))
    objects = [replace(item, line=first.get(page.number, 0)) for page in pages for item in page.objects]
    objects += [
        SourceObject(line.drop, line.number, line.text.strip(), "", line.drop, line.place)
        for line in lines
        if line.drop in {"watermark", "off-page"}
    ]
    return tuple(lines), tuple(objects)
