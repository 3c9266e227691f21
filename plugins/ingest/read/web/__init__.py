"""Read a web page of a government site: its index card, its article, and the chrome around it."""

from dataclasses import replace

from ...model.source import SourceError, SourceLine, SourceObject
from ..characters import without_marks
from ..mojibake import repaired
from ..reading import Reading, at_end
from .article import classify
from .charset import decode_page
from .page import page_content, parse_page
from .refusing import what_it_holds_instead


def read_html(data: bytes, name: str, encoding: str | None) -> Reading:
    """Return the lines of a web page in their order on the page, its encoding, index card and objects."""
    text, codec = decode_page(data, name, encoding)
    text, said = repaired(without_marks(text))
    soup = parse_page(text)
    content = page_content(soup, name)
    card = classify(soup, content)
    if fault := what_it_holds_instead(content):
        raise SourceError(f"{name}: {fault}")
    lines = tuple(
        SourceLine(n, line.text, line.drop, line.hint) for n, line in enumerate(content.lines, start=1)
    )
    repairs = [SourceObject("repaired", 0, said, kept="text")] if said else []
    objects = at_end((*repairs, *(replace(one, line=one.line + 1) for one in content.objects)), len(lines))
    return Reading(lines, codec, card, objects)
