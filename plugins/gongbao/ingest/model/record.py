"""What the parser makes of a source: records (articles) of blocks, each with the lines that its words come from."""

from dataclasses import dataclass, field

from gongbao.messages import Message

from ..words.names import named
from .lines import Drop, Line


@dataclass
class Block:
    """A piece of an article's body.

    kind: paragraph, heading, subhead, table, picture, list (what is attached), or a class of bulletin.markup.
    level: for headings 1 (一、) to 4. rows: for tables, cells as printed. lines: where the words come from.
    file, suffix: of a picture, whose text says what it shows: its bytes, and the ending of its name.
    """

    kind: str
    text: str = ""
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    file: bytes = field(default=b"", repr=False)
    suffix: str = ""


@dataclass(frozen=True)
class Join:
    """Two halves of a sentence that a page or column break had parted."""

    first: int
    second: int
    joined: str
    why: str


@dataclass(frozen=True)
class Flag:
    """A suspected error of the source; it is told and never corrected."""

    line: int
    text: str
    what: Message
    rule: str
    suggest: str = ""


@dataclass(frozen=True)
class Inference:
    """A field that the source does not state in so many words, with the rule that gave it."""

    field: str
    value: str
    rule: str


@dataclass
class Record:
    """An article as parsed: fields as in ArticleMeta, blocks, and in claims the lines of its head and foot."""

    fields: dict[str, object] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    claims: list[Line] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    inferred: list[Inference] = field(default_factory=list)
    where: dict[str, int] = field(default_factory=dict)
    # What the archive's own fields say: key → values.
    own: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # Agencies as the parts of the document name them; agency_and_genre decides among them.
    banner: tuple[str, ...] = ()
    order_of: str = ""
    series: str = ""
    genre_of_head: str = ""
    signed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    # On which day a meeting passed the text, and the line that says so: its date, where it has no other.
    adopted: tuple[str, int] | None = None
    # The congress or committee that passed the text first, by the note below its title.
    passed_by: str = ""
    # The day on which a note below the title says that the text was made known, and its line.
    made_known: tuple[str, int] | None = None
    # The day in one bracket with the number below the title, and its line.
    beside_number: tuple[str, int] | None = None
    # What an index card of the text's own says, label → value.
    card: dict[str, str] = field(default_factory=dict)
    # Who made a number of a series, and when, as its head says: whose it is, where nothing else says so.
    made: tuple[str, str] | None = None

    def lines(self) -> list[Line]:
        """Return every line or part of a line that this article holds, in the order of the source."""
        claimed = [*self.claims, *(line for block in self.blocks for line in block.lines)]
        return sorted(claimed, key=lambda line: (line.number, line.columns[0] if line.columns else 0))

    def add_note(self, text: str) -> None:
        """Add to Note what has no field of its own."""
        note = self.fields.get("note")
        self.fields["note"] = f"{note}；{text}" if note else text

    def set(self, name: str, value: object, line: Line | None = None) -> None:
        """Set a field and keep the number of the line that it was read from.

        A field that has a value keeps it: another one is flagged, unless it goes on from the first.
        """
        present = self.fields.get(name)
        if present and present != value and not (value and str(present) in str(value)):
            if value:
                what = Message(
                    "a second {field}; {held} was read before and stays",
                    field=named(name),
                    held="；".join(map(str, present)) if isinstance(present, tuple) else str(present),
                )
                self.flags.append(Flag(line.number if line else 0, str(value), what, "second-value"))
            return
        self.fields[name] = value
        if line is not None:
            self.where[name] = line.number
