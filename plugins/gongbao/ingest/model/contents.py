"""A printed table of contents as read: its entries, and the lines that it stands on."""

from dataclasses import dataclass, field

from gongbao.bulletin.fold import fold


@dataclass(frozen=True)
class Entry:
    """An entry of the contents: section, title, printed page, the lines it stands on (indices), its document's number.

    page: as the page itself has it at its foot, and people cite it: 2, where the contents set 02.
    """

    section: str
    title: str
    page: str
    lines: tuple[int, ...]
    own_section: bool = False
    number: str = ""

    def __post_init__(self) -> None:
        if self.page.isdecimal():
            object.__setattr__(self, "page", str(int(self.page)))


@dataclass
class Contents:
    """The region [start, end) of the lines that holds the contents and what is set among them.

    numbered: whether entries have the numbers of their documents below them.
    outer: the folded names of sections that have sections in them, and no entries of their own.
    """

    start: int
    end: int
    entries: list[Entry] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    numbered: bool = False
    outer: set[str] = field(default_factory=set)

    @property
    def sections(self) -> frozenset[str]:
        """Return the folded names of the sections."""
        return frozenset(fold(entry.section) for entry in self.entries if entry.section) | self.outer
