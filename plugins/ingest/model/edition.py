"""The edition: everything that ingest makes of one source, before anything is written."""

from dataclasses import dataclass, field

from plugins.bulletin.issue import IssueMeta

from ..sidecar import Given
from .lines import Drop, Line
from .record import Flag, Record
from .source import Source


@dataclass
class Edition:
    """A parsed source: its kind, its records, for a gazette the issue and masthead, and what was dropped."""

    source: Source
    kind: str
    records: list[Record] = field(default_factory=list)
    issue: IssueMeta | None = None
    masthead: list[Line] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    given: Given = field(default_factory=Given)
