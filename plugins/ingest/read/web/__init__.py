"""Read a web page of a government site: its index card, its article, and the chrome around it."""

from ...model.source import SourceError, SourceLine
from .article import classify
from .charset import decode_page
from .page import page_lines, parse_page


def read_html(
    data: bytes, name: str, encoding: str | None
) -> tuple[tuple[SourceLine, ...], str, dict[str, str]]:
    """Return the lines of a web page in their order on the page, its encoding and its index card."""
    text, codec = decode_page(data, name, encoding)
    soup = parse_page(text)
    lines = page_lines(soup, name)
    card = classify(soup, lines)
    if not any(line.text.strip() and not line.drop for line in lines):
        raise SourceError(
            f"{name}: a web page without a text of its own (drawn by a script, in a frame, or an image); "
            "save the page that shows the text from a browser, after it has loaded"
        )
    read = (SourceLine(n, line.text, line.drop, line.hint) for n, line in enumerate(lines, start=1))
    return tuple(read), codec, card
