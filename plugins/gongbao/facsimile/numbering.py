"""Pages of a source: their numbers, their shapes."""

from dataclasses import dataclass

from gongbao.ingest.model.source import SourceError
from gongbao.messages import _


@dataclass(frozen=True)
class Shape:
    """How wide and high a page is, in any unit.

    finest: as many pixels wide is what it holds, if it is a picture; a larger picture of it would show no more. 0: any.
    """

    wide: float
    high: float
    finest: int = 0


def check_number(number: int, count: int, name: str) -> None:
    """Raise SourceError for a page that a source does not have; number: from 1."""
    if not 1 <= number <= count:
        raise SourceError(
            _(
                "{name}: has no page {number}; its pages are 1 to {count}",
                name=name,
                number=number,
                count=count,
            )
        )
