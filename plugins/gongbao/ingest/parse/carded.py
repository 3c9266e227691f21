"""The index card that a document of an issue has between its title and its text, as pages of governments print it."""

from ..model.lines import Line
from ..model.record import Record
from ..sort import card

# A card has its colon within the first characters of a line, and so many lines at most.
_LONGEST_LABEL = 12
_MOST_LINES = 16


def read(record: Record, lines: list[Line], at: int) -> int:
    """Read a card that opens at a line; return over how many lines it runs, 0 if none stands here."""
    opening = lines[at].text[:_LONGEST_LABEL]
    if record.card or not ("：" in opening or ":" in opening):
        return 0
    said, lines_of_card = card.take(lines[at : at + _MOST_LINES])
    count = next((n for n, line in enumerate(lines_of_card) if line.hint != "card"), len(lines_of_card))
    if not said or any(line.hint == "card" for line in lines_of_card[count:]):
        return 0
    record.card = said
    return count
