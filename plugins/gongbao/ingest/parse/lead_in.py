"""The line over a title or a headline in smaller type (引题): it goes into Note."""

from collections.abc import Callable, Sequence

from ..forms import press
from ..model.lines import Line, tidy
from ..model.record import Record


def part(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines that are marked as standing over a title, and all others."""
    return [one for one in lines if one.hint == press.LEAD_IN], [
        one for one in lines if one.hint != press.LEAD_IN
    ]


def note(record: Record, over: Sequence[Line], tidied: Callable[[str], str] = tidy) -> None:
    """Put lines over a title into Note, each tidied; nothing where there are none."""
    if over:
        record.claims += over
        record.add_note("引题：" + " ".join(tidied(line.text) for line in over))
