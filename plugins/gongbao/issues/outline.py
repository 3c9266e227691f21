"""The outline of a text while it is made: each entry goes below the last one that ranks above it."""

from dataclasses import dataclass, field

from .rendered import OutlineEntry


@dataclass
class _Node:
    """An outline entry in the making."""

    rank: int
    id: str
    text: str
    kind: str
    children: list["_Node"] = field(default_factory=list)

    def freeze(self, level: int = 1) -> OutlineEntry:
        children = tuple(child.freeze(level + 1) for child in self.children)
        return OutlineEntry(self.id, self.text, level, self.kind, children)


class Outline:
    """Gathers entries in reading order. rank: the lower, the higher it stands, whatever level the page gives it."""

    def __init__(self) -> None:
        self._top = _Node(-1, "", "", "")
        self._trail = [self._top]

    @property
    def entries(self) -> tuple[OutlineEntry, ...]:
        """Return what was gathered."""
        return tuple(node.freeze() for node in self._top.children)

    def enter(self, rank: int, identity: str, text: str, kind: str) -> None:
        """Add an entry; nothing goes below a table."""
        while self._trail[-1].rank >= rank:
            self._trail.pop()
        node = _Node(rank, identity, text, kind)
        self._trail[-1].children.append(node)
        if kind != "table":
            self._trail.append(node)
