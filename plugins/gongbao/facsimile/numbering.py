"""Page numbers that people and addresses give."""

from gongbao.ingest.model.source import SourceError
from gongbao.messages import _


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
