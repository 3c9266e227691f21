"""What a reader makes of the bytes of one file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gongbao.messages import _

from ..model.source import SourceError, SourceLine, SourceObject


@dataclass(frozen=True)
class Reading:
    """Lines, index card, objects and pictures of a file, as in Source; encoding is empty where the form fixes it."""

    lines: tuple[SourceLine, ...]
    encoding: str = ""
    card: dict[str, str] = field(default_factory=dict)
    objects: tuple[SourceObject, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict, repr=False)


def of_words(
    lines: Sequence[SourceLine], objects: Iterable[SourceObject], files: dict[str, bytes], name: str
) -> Reading:
    """Return what was read of a document that consists of words; raise SourceError where it has none."""
    if not any(line.text.strip() and not line.drop for line in lines):
        raise SourceError(
            _(
                "{name}: no text in it (images only, or empty); recognise the text first (OCR), save "
                "that as .txt and ingest the .txt",
                name=name,
            )
        )
    return Reading(tuple(lines), objects=at_end(objects, len(lines)), files=files)


def at_end(objects: Iterable[SourceObject], last: int) -> tuple[SourceObject, ...]:
    """Return objects, of which those behind the last line stand in it."""
    return tuple(replace(one, line=last, within=True) if one.line > last else one for one in objects)
