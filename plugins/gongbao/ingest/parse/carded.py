"""The index card that a document of an issue has between its title and its text, as pages of governments print it."""

from gongbao.bulletin import agency, dates

from ..model.lines import Line
from ..model.record import Record
from ..sort import card
from ..words import card_fields

# A card has its colon within the first characters of a line, and so many lines at most.
_LONGEST_LABEL = 12
_MOST_LINES = 16
_LEAST_OF_ROW = 2


def read(record: Record, lines: list[Line], at: int) -> int:
    """Read a card that opens at a line; return over how many lines it runs, 0 if none stands here."""
    opening = lines[at].text[:_LONGEST_LABEL]
    if record.card or not ("：" in opening or ":" in opening):
        return 0
    said, lines_of_card = card.take(lines[at : at + _MOST_LINES])
    count = next((n for n, line in enumerate(lines_of_card) if line.hint != "card"), len(lines_of_card))
    if not said:
        return _row(record, lines[at]) or _issuer(record, lines[at])
    if any(line.hint == "card" for line in lines_of_card[count:]):
        return 0
    record.card = said
    return count


def is_label(text: str) -> bool:
    """Tell whether a line is a label of a card and its value: 发布机关：某市人民政府."""
    return bool(card.pairs_of(text))


def _row(record: Record, line: Line) -> int:
    """Read the one row of labels that a page has below its title: 发布日期：2023-08-16 发布机构：某局."""
    pairs = card.pairs_of(line.text)
    days = [text for label, text in pairs if card_fields().get(label) in {"issued", "published"}]
    if len(pairs) < _LEAST_OF_ROW or not any(dates.find(text) for text in days):
        return 0
    record.card = {label: value for label, value in pairs if value}
    return 1


def _issuer(record: Record, line: Line) -> int:
    """Read who issued a document whose number stands above, where a page says it by a label alone."""
    pairs = card.pairs_of(line.text)
    names = agency.split_joint(pairs[0][1]) if len(pairs) == 1 else ()
    if not names or card_fields().get(pairs[0][0]) != "agency" or "doc_number" not in record.fields:
        return 0
    if "agency" not in record.fields:
        record.set("agency", names, line)
    return 1
