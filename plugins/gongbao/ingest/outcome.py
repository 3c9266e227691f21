"""What became of each source, told to the person: held already, written, kept as it was; a table of many at the end."""

import contextlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from gongbao.bulletin import archive
from gongbao.bulletin import ledger as ledgers
from gongbao.messages import N_, _, few, ngettext, shown

from .model.edition import Edition
from .write import writing as write
from .write.duplicates import Holdings, Place

# What became of a source, as the table at the end says it.
_STATUSES = {
    "ok": N_("ok"),
    "unchanged": N_("unchanged"),
    "held": N_("held"),
    "kept": N_("kept"),
    "failed": N_("failed"),
}
GOOD = {"ok", "unchanged", "held"}


@dataclass(frozen=True)
class Result:
    """What became of one source: ok, unchanged, held, kept (edited by hand) or failed, and a line that says so.

    folder: where it is, or would be, below the archive; made: what was read.
    """

    name: str
    status: str
    message: str
    articles: int = 0
    folder: str = ""
    made: Edition | None = None


def together(results: list[Result]) -> Result:
    """Return what became of a source of several issues: as bad as the worst of them, and said of each."""
    first, *others = results
    if not others:
        return first
    worst = next((one for one in results if one.status not in GOOD), None)
    changed = next((one for one in results if one.status == "ok"), first)
    status = (worst or changed).status
    messages = [one.message for one in results if one.status == status]
    return replace(
        first, status=status, message=" · ".join(messages), articles=sum(one.articles for one in results)
    )


def held_already(made: Edition, folder: str, holdings: Holdings) -> str:
    """Say that all documents of a source are held already; of some, say which, and return nothing."""
    places = holdings.places(made, folder)
    messages = [
        _already(made.source.name, str(record.fields.get("title")), place)
        for record, place in zip(made.records, places, strict=True)
        if place
    ]
    if messages and all(places):
        return "\n".join(
            [
                *messages,
                _("nothing is written (已收录，未重复写入); --force writes it as another printing"),
            ]
        )
    for line in messages:
        print(_("note: {line}", line=line))
    return ""


def _already(name: str, title: str, place: Place) -> str:
    """Say where a document is held already, why it is taken for the same, and which source brought it."""
    by = _(place.by)
    if place.source:
        return _(
            "{name}: {title} is held already in {place} ({by}, from {source})",
            name=name,
            title=title,
            place=place.path,
            by=by,
            source=place.source,
        )
    return _(
        "{name}: {title} is held already in {place} ({by})", name=name, title=title, place=place.path, by=by
    )


def print_result(name: str, outcome: write.Written, count: int, dry_run: bool) -> Result:
    """Print what was written of a source, and return it."""
    folder = outcome.folder
    if outcome.kept:
        message = _(
            "{files} in {folder} edited by hand since ingest, kept; --force would overwrite",
            files=_(", ").join(outcome.kept),
            folder=folder,
        )
        print(_("{name}: {message}", name=name, message=message), file=sys.stderr)
        return Result(name, "kept", message, count)
    if not outcome.written and not outcome.removed:
        print(_("{name}: unchanged, nothing written", name=name))
        return Result(name, "unchanged", _("unchanged"), count)
    message = _wrote(outcome, dry_run)
    print(_("{name}: {message}", name=name, message=message))
    return Result(name, "ok", message, count)


def _wrote(outcome: write.Written, dry_run: bool) -> str:
    """Say what was written and removed, or would be."""
    count, folder, removed = len(outcome.written), outcome.folder, _(", ").join(outcome.removed)
    if dry_run and removed:
        return ngettext(
            "would write {count} file in {folder}, would remove {removed}",
            "would write {count} files in {folder}, would remove {removed}",
            count,
            folder=folder,
            removed=removed,
        )
    if dry_run:
        return ngettext(
            "would write {count} file in {folder}",
            "would write {count} files in {folder}",
            count,
            folder=folder,
        )
    if removed:
        return ngettext(
            "wrote {count} file in {folder}, removed {removed}",
            "wrote {count} files in {folder}, removed {removed}",
            count,
            folder=folder,
            removed=removed,
        )
    return ngettext("wrote {count} file in {folder}", "wrote {count} files in {folder}", count, folder=folder)


def summary(results: list[Result]) -> None:
    """Print the table at the end of a run over many sources."""
    # A file's name may hold ends of lines.
    names = [shown(" ".join(result.name.splitlines()).expandtabs(1)) for result in results]
    width = max(map(_width, names))
    statuses = {status: _(text) for status, text in _STATUSES.items()}
    widest = max(map(_width, statuses.values()))
    print()
    for name, result in zip(names, results, strict=True):
        blanks = " " * (width - _width(name))
        status = statuses[result.status]
        room = " " * (widest - _width(status))
        message = result.message.removeprefix(f"{result.name}: ").removeprefix(f"{result.name}：")
        print(shown(f"{name}{blanks}  {status}{room}  {result.articles or '':>4}  {message}"))
    done = sum(1 for r in results if r.status in GOOD)
    print()
    print(
        _(
            "{done} of {count} sources, {articles} articles",
            done=done,
            count=len(results),
            articles=sum(r.articles for r in results),
        )
    )


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def tell_elsewhere(sources: Iterable[Path], home: Path) -> None:
    """Say of which sources the site will not show the lines."""
    elsewhere = [p.name for p in sources if p.resolve().parent != home]
    if elsewhere and home.is_dir():
        print(
            ngettext(
                "note: {count} source does not lie in {folder}/ itself, so the site cannot show the lines that "
                "articles came from; put it there to have that: {names}",
                "note: {count} sources do not lie in {folder}/ itself, so the site cannot show the lines that "
                "articles came from; put them there to have that: {names}",
                len(elsewhere),
                folder=home.name,
                names=few(elsewhere, 5),
            )
        )


# How a ledger begins, as `write.account` writes it: of thousands only that is read.
_SOURCE_OF = re.compile(r'\s*\{\s*"source":\s*\{\s*"name":\s*("(?:[^"\\]|\\.)*")')


def tell_gone(path: Path, content: Path, sources: Iterable[Path]) -> None:
    """Say, where all of sources/ was read, of which files that articles were made of nothing is there any more."""
    home = content.resolve().parent / "sources"
    if path.resolve() != home or not home.is_dir():
        return
    gone, read = [], {source.name for source in sources}
    for ledger in archive.files(content, ledgers.FILE):
        with contextlib.suppress(OSError, UnicodeDecodeError), ledger.open(encoding="utf-8") as file:
            found = _SOURCE_OF.match(file.read(2_000))
            name = str(json.loads(found[1])) if found else ""
            if name and name not in read and not (home / Path(name).name).exists():
                gone.append(f"{name} ({content.name}/{ledger.parent.relative_to(content).as_posix()})")
    if gone:
        print(
            ngettext(
                "note: {count} file that articles were made of is not in {folder}/; they stay, but the site cannot show "
                "the lines and pages that they came from: {names}",
                "note: {count} files that articles were made of are not in {folder}/; they stay, but the site cannot show "
                "the lines and pages that they came from: {names}",
                len(gone),
                folder=home.name,
                names=few(gone, 5),
            )
        )
