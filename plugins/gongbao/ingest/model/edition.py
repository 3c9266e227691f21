"""The edition: everything that ingest makes of one source, before anything is written. It goes through all stages."""

from dataclasses import dataclass, field

from gongbao.bulletin.issue import IssueMeta
from gongbao.bulletin.own_fields import Fields

from .contents import Contents
from .decisions import BulletinRules, Decisions, LineDecision
from .given import Given
from .lines import Drop, Line
from .record import Flag, Record
from .source import Source


@dataclass
class Edition:
    """A source on its way to articles.

    source, given: what was read; kind, publication: as asked for, else found ("" until then).
    lines: the content that is not yet part of a record; drops: what is no content, with the rule that says so.
    card, carded: what an index card says (label → value), and its lines. contents: the printed contents, if any.
    above: what stands above the head of a document and is no part of it.
    records: the articles. issue, masthead: for an issue, what it says of itself, and the lines that say it.
    flags: what a person should look at, beside the flags of the records.
    own: the fields that the archive adds to those of every archive.
    further: the editions of the other issues of a bound volume, where the source is one; this is the first of them.
    decisions: what a person decided about the source; rules: the habits of its bulletin; decided: what lines are by both.
    """

    source: Source
    kind: str = ""
    records: list[Record] = field(default_factory=list)
    issue: IssueMeta | None = None
    masthead: list[Line] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    given: Given = field(default_factory=Given)
    own: Fields = ()
    publication: str = ""
    lines: list[Line] = field(default_factory=list)
    card: dict[str, str] = field(default_factory=dict)
    carded: list[Line] = field(default_factory=list)
    above: list[Line] = field(default_factory=list)
    contents: Contents | None = None
    decisions: Decisions = field(default_factory=Decisions)
    rules: BulletinRules = field(default_factory=BulletinRules)
    decided: list[LineDecision] = field(default_factory=list)
    further: list["Edition"] = field(default_factory=list)

    @property
    def issues(self) -> list["Edition"]:
        """Return the edition with those of the other issues of its source."""
        return [self, *self.further]
