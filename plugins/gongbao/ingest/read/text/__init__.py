"""Read plain text and Markdown: the lines of the file, as they stand, with what form and markup say of them."""

from gongbao.bulletin.lines import split_lines

from ...model.source import SourceObject
from ..cells import literal_row
from ..characters import without_marks
from ..encoding import decode
from ..mojibake import repaired
from ..reading import Reading
from .boxes import read_boxes
from .frontmatter import read_front_matter
from .inline import read_inline
from .lines import TextLine, refuse_binary
from .markdown import read_markdown
from .scraped import read_scraped_head

__all__ = ["read_text", "refuse_binary"]


def read_text(data: bytes, name: str, encoding: str | None, markdown: bool = False) -> Reading:
    """Return the lines of a text file, the encoding it was read in, and what is card, table or mark in it."""
    text, codec = decode(data, name, encoding)
    refuse_binary(text, name)
    objects: list[SourceObject] = []
    whole, repairs = repaired(without_marks(text))
    if repairs:
        objects.append(SourceObject("repaired", 1, repairs, kept="text"))
    lines = [TextLine(number, line) for number, line in enumerate(split_lines(whole), start=1)]
    card = read_front_matter(lines)
    for line in lines:
        if "\t" in line.text and ("^^" in line.text or "<<" in line.text):
            line.text = literal_row(line.text)
    if markdown or card:
        objects += read_markdown(lines)
    if any("<table" in line.text.lower() for line in lines):
        from .markup import read_tables  # noqa: PLC0415 - its library takes longer to load than a text to read

        objects += read_tables(lines)
    objects += read_boxes(lines)
    objects += read_inline(lines)
    if not card:
        card = read_scraped_head(lines)
    return Reading(tuple(line.source_line() for line in lines), codec, card, tuple(objects))
