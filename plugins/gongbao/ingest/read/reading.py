"""What a reader makes of the bytes of one file."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..model.source import SourceLine, SourceObject


@dataclass(frozen=True)
class Reading:
    """Lines, index card, objects and pictures of a file, as in Source; encoding is empty where the form fixes it."""

    lines: tuple[SourceLine, ...]
    encoding: str = ""
    card: dict[str, str] = field(default_factory=dict)
    objects: tuple[SourceObject, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict, repr=False)


def at_end(objects: Iterable[SourceObject], last: int) -> tuple[SourceObject, ...]:
    """Return objects, of which those behind the last line stand in it."""
    return tuple(replace(one, line=last, within=True) if one.line > last else one for one in objects)
