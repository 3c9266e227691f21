"""One folder of the archive belongs to one source: another file of the same name must not take its place unseen."""

from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from gongbao.bulletin.fold import fold
from gongbao.messages import _

from ..model.edition import Edition
from ..model.record import Record
from ..model.source import SourceError

# Titles that differ more than this are not one title before and after a correction.
_LEAST_ALIKE = 0.6


def check(made: Edition, previous: dict[str, Any] | None, folder: Path, first: Path, source: Path) -> None:
    """Refuse to put a second source into a folder.

    previous: the folder's ledger; first: the source that filled the folder in this run.
    """
    source_before = previous.get("source") if previous else None
    known = source_before if isinstance(source_before, dict) else {}
    if known.get("sha256") == made.source.sha256 and known.get("name") == made.source.name:
        return
    if known and known.get("name") != made.source.name:
        raise SourceError(
            _(
                "{file}: {folder} already holds {known}; rename the file, or give --publication, or "
                "remove that folder if the new file replaces it",
                file=made.source.name,
                folder=folder,
                known=known.get("name"),
            )
        )
    if first != source:
        raise SourceError(
            _(
                "{source}: {folder} already holds {first}, another file; rename one of the two",
                source=source,
                folder=folder,
                first=first,
            )
        )
    articles = list((previous or {}).get("articles", ()))
    if articles and not any(_same(record, entry) for record in made.records for entry in articles):
        raise SourceError(
            _(
                "{file}: {folder} already holds {name} of another file with this name; rename the new "
                "file, or remove that folder if the new file replaces it",
                file=made.source.name,
                folder=folder,
                name=_name(articles[0]),
            )
        )


def is_of(previous: dict[str, Any] | None, source: str) -> bool:
    """Tell whether the folder of a ledger was filled by a source of that name."""
    source_before = (previous or {}).get("source")
    return isinstance(source_before, dict) and source_before.get("name") == source


def _same(record: Record, entry: dict[str, Any]) -> bool:
    """Tell whether a record may be the article that the ledger speaks of; a number is identity, a title may be corrected."""
    number, title = (fold(str(record.fields.get(key) or "")) for key in ("doc_number", "title"))
    held_number, held_title = (fold(str(entry.get(key) or "")) for key in ("doc_number", "title"))
    if number and held_number:
        return number == held_number
    return SequenceMatcher(None, title, held_title, autojunk=False).ratio() >= _LEAST_ALIKE


def _name(entry: dict[str, Any]) -> str:
    return str(entry.get("doc_number") or entry.get("title") or _("a text"))
