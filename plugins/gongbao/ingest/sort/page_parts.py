"""Part a document from what its page has above its head and below its text."""

from gongbao.messages import Message

from ..model.edition import Edition
from ..model.record import Flag
from . import page_heading, page_tail


def part(edition: Edition) -> None:
    """Part a document from what its page has above and below it, and tell what was not known for a page's."""
    above, edition.lines, unknown = page_heading.part(edition.lines, edition.drops, edition.carded)
    if not page_heading.may_be_of_site(edition.source.form, edition.drops):
        edition.above, above, unknown = unknown, [one for one in above if one.line not in unknown], []
    below, edition.lines = page_tail.part(edition.lines, [*edition.drops, *above])
    edition.drops += [*above, *below]
    for what, rule, dropped in (
        (
            Message("what stands above the head of the document was taken for the page's own"),
            "above-the-head",
            unknown,
        ),
        (
            Message("what stands below the text was taken for the page's own"),
            "below-the-text",
            [one.line for one in below],
        ),
    ):
        if dropped:
            words = " / ".join(line.text.strip() for line in dropped)
            edition.flags.append(Flag(dropped[0].number, words[:60], what, rule))
