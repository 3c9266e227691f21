"""What a reader makes of the bytes of one file."""

from dataclasses import dataclass, field

from ..model.source import SourceLine, SourceObject


@dataclass(frozen=True)
class Reading:
    """Lines, index card, objects and pictures of a file, as in Source; encoding is empty where the form fixes it."""

    lines: tuple[SourceLine, ...]
    encoding: str = ""
    card: dict[str, str] = field(default_factory=dict)
    objects: tuple[SourceObject, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
