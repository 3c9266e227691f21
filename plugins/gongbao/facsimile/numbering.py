"""Page numbers that people and addresses give."""

from gongbao.ingest.model.source import SourceError


def check_number(number: int, count: int, name: str) -> None:
    """Raise SourceError for a page that a source does not have; number: from 1."""
    if not 1 <= number <= count:
        raise SourceError(f"{name}: has no page {number}; its pages are 1 to {count}")
