"""Read a web page of a government site: its index card, its article, and the chrome around it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from gongbao.messages import _

from ...model.source import SourceError, SourceLine, SourceObject
from ..characters import without_marks
from ..mojibake import repaired
from ..reading import Reading, at_end

if TYPE_CHECKING:
    from .frames import Find


def read_html(data: bytes, name: str, encoding: str | None, find: "Find | None" = None) -> Reading:
    """Return the lines of a web page in their order on the page, its encoding, index card and objects.

    find: gives the pages that it shows in frames.
    """
    # Loaded with the first page: its library takes longer to load than a text to read.
    from .article import classify  # noqa: PLC0415
    from .charset import decode_page  # noqa: PLC0415
    from .frames import put_in  # noqa: PLC0415
    from .page import page_content, parse_page  # noqa: PLC0415
    from .positioned import lines_on_pages  # noqa: PLC0415
    from .refusing import what_it_holds_instead  # noqa: PLC0415
    from .scripted import put_in_place, waits_for_script  # noqa: PLC0415
    from .unclosed import never_closed  # noqa: PLC0415

    text, codec = decode_page(data, name, encoding)
    text, repair = repaired(without_marks(text))
    soup = parse_page(text)
    framed = put_in(soup, find or (lambda address: None), parse_page)
    content = page_content(soup, name)
    if pages := lines_on_pages(soup, content):
        put, held = pages
        return Reading(tuple(put), codec, objects=at_end(held, len(put)))
    card = classify(soup, content)
    shown = "\n".join(line.text for line in content.lines if not line.drop and line.hint != "card")
    if (what_it_holds_instead(content) or waits_for_script(soup, shown)) and put_in_place(soup):
        framed.append("script")
        content = page_content(soup, name)
        card = classify(soup, content)
    if fault := what_it_holds_instead(content):
        raise SourceError(_("{file}: {error}", file=name, error=fault))
    lines = tuple(
        SourceLine(n, line.text, line.drop, line.hint, empty_rows=line.empty_rows)
        for n, line in enumerate(content.lines, start=1)
    )
    repairs = [SourceObject("repaired", 0, repair, kept="text")] if repair else []
    repairs += [SourceObject("embedded", 0, address, kept="text") for address in framed]
    lost = [SourceObject("hidden", len(lines), words, rule="never-closed") for words in never_closed(text)]
    objects = at_end(
        (*repairs, *lost, *(replace(one, line=one.line + 1) for one in content.objects)), len(lines)
    )
    return Reading(lines, codec, card, objects)


def read_whole(text: str, name: str) -> Reading:
    """Return the lines of a page that is all text: no site is around it."""
    from .page import page_content, parse_page  # noqa: PLC0415

    content = page_content(parse_page(without_marks(text)), name)
    lines = tuple(
        SourceLine(n, line.text, line.drop, line.hint, empty_rows=line.empty_rows)
        for n, line in enumerate(content.lines, start=1)
    )
    objects = at_end((replace(one, line=one.line + 1) for one in content.objects), len(lines))
    return Reading(lines, objects=objects)
