"""The line over a title in smaller type (引题): it goes into Note, as that over a newspaper's headline does."""

from ..model.lines import Line, tidy
from ..model.record import Record


def part(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines that are marked as standing over a title, and all others."""
    return [one for one in lines if one.hint == "lead-in"], [one for one in lines if one.hint != "lead-in"]


def note(record: Record, over: list[Line]) -> None:
    """Put lines over a title into Note; nothing where there are none."""
    if over:
        record.claims += over
        record.add_note("引题：" + " ".join(tidy(line.text) for line in over))
