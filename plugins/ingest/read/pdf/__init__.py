"""Read a PDF with a text layer: characters are put together to lines, columns, tables and paragraphs."""

from ...model.source import SourceError, SourceLine


def read_pdf(data: bytes, name: str) -> tuple[SourceLine, ...]:
    """Return the lines of a PDF in reading order; each page but the first begins with a form feed."""
    try:
        import pypdfium2  # noqa: F401, PLC0415
    except ImportError as error:
        raise SourceError(
            f"{name}: reading PDF needs a package that is not installed; run pip install -r requirements/pdf.txt"
        ) from error
    # Only now, since these modules need the package too.
    from .pages import open_pages  # noqa: PLC0415
    from .reading import page_lines  # noqa: PLC0415

    found = page_lines(open_pages(data, name))
    lines: list[SourceLine] = []
    page = 1
    for line in found:
        text = line.text if line.page == page else "\f" + line.text
        page = line.page
        lines.append(SourceLine(len(lines) + 1, text, line.drop, line.hint, line.page))
    return tuple(lines)
