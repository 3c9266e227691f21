"""The days of a diary: on lines of their own, or set apart before what happened."""

import re

from gongbao.bulletin import dates

from ..model.lines import tidy
from ..model.record import Record

# A day on a line of its own, its entries below it.
ALONE = re.compile(rf"^{dates.DIARY_DAY_IN_FIGURES}$")
_APART = re.compile(rf"(?P<day>{dates.DIARY_DAYS}|{dates.DIARY_SPANS})[\s\u3000]+(?=\S)")


def take(record: Record) -> None:
    """Take a day on a line of its own for the heading of its entries."""
    for block in record.blocks:
        if block.kind in {"paragraph", "subhead"} and ALONE.match(block.text):
            block.kind, block.level = "day", 1
        elif (
            block.kind == "paragraph" and block.lines and (apart := _APART.match(block.lines[0].text.strip()))
        ):
            # The day of an entry stands apart from what happened.
            day = tidy(apart["day"])
            if block.text.startswith(day):
                block.text = f"{day}\u3000{block.text.removeprefix(day).lstrip()}"
