"""Lay an edition out as files: slugs, folders, texts and the ledger."""

import re
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from gongbao.bulletin import article, issue, number
from gongbao.bulletin import ledger as ledgers
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.fold import fold
from gongbao.romanise import code_slug, slug

from ..check import ledger
from ..model.edition import Edition
from ..model.record import Record
from ..model.source import SourceError
from . import account, render

LEDGER = ledgers.FILE
ISSUE = "issue.md"
TEXT = "original.txt"
# The forms whose lines are those of the file itself.
_OF_THE_FILE = {"text", "markdown"}
_META = {f.name for f in fields(ArticleMeta)}


@dataclass
class Laid:
    """An edition as files: the folder under content/ and name → text, the ledger among them, or bytes of a picture."""

    folder: str
    files: dict[str, str | bytes]
    slugs: list[str]


def folder_of(edition: Edition) -> str:
    """Return where an edition belongs under content/."""
    if edition.issue:
        return f"{edition.issue.publication}/{edition.issue.year}-{edition.issue.path}"
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", edition.source.name)
    ascii_stem = slug(stem)
    return f"documents/{ascii_stem}"


def base_slug(record: Record) -> str:
    """Return the slug that a record asks for: by its number, else by its title."""
    found = number.parse(str(record.fields.get("doc_number") or ""))
    if found:
        year = f"-{found.year}" if found.year else ""
        return f"{code_slug(found.code)}{year}-{found.serial}"
    return slug(str(record.fields.get("title") or "untitled"))


def slugs_for(edition: Edition, previous: dict[str, Any] | None, taken: set[str]) -> list[str]:
    """Give each record a slug: the one it had, else a new one that nobody in the archive has."""
    kept = _previous_slugs(edition, previous)
    out: list[str] = []
    used = set(taken)
    for n, record in enumerate(edition.records):
        name = kept.get(n)
        if name is None:
            base = base_slug(record)
            # An issue's own parts (政务要闻) come again in each issue: the issue's number tells them apart.
            if (
                edition.issue
                and not record.fields.get("doc_number")
                and record.fields.get("kind") in {"digest", "diary"}
            ):
                base = f"{base}-{edition.issue.year}-{edition.issue.path}"
            name, count = base, 1
            while name in used or name in kept.values():
                count += 1
                name = f"{base}-{count}"
        used.add(name)
        out.append(name)
    return out


def _previous_slugs(edition: Edition, previous: dict[str, Any] | None) -> dict[int, str]:
    """Match records with those of the last ingest: by number, by title, then by place."""
    old = list((previous or {}).get("articles", ()))
    kept: dict[int, str] = {}
    for key in ("doc_number", "title", "order"):
        for n, record in enumerate(edition.records):
            if n in kept:
                continue
            value = n + 1 if key == "order" else fold(str(record.fields.get(key) or ""))
            for entry in old:
                before = entry["order"] if key == "order" else fold(str(entry.get(key) or ""))
                if value and before == value and entry["slug"] not in kept.values():
                    kept[n] = entry["slug"]
                    break
    return kept


def lay(edition: Edition, slugs: list[str]) -> Laid:
    """Return the files of an edition; raise LedgerError if a character would be lost."""
    source = edition.source
    for record in edition.records:
        ledger.check_words(record, source)
    names = [f"{name}.md" for name in slugs]
    lines_of = {name: record.lines() for name, record in zip(names, edition.records, strict=True)}
    places, total = ledger.check(source, {"masthead": edition.masthead, **lines_of}, edition.drops)
    by_name = {place.name: place for place in places}
    files: dict[str, str | bytes] = {}
    if edition.issue:
        head = by_name["masthead"]
        files[ISSUE] = issue.dump(_placed(edition.issue, head.lines))
    for name, one, record in zip(names, slugs, edition.records, strict=True):
        files[name] = article.dump(
            _meta(record, one, source.name, by_name[name].lines), render.body(record, one)
        )
        files |= render.pictures(record, one)
    if source.form not in _OF_THE_FILE:
        # Plain, so that it can be shown as it was read: the site has no readers.
        # Line n is its nth: of a volume the lines of other issues are blank.
        texts = {line.number: line.text for line in source.lines}
        files[TEXT] = "".join(f"{texts.get(n, '')}\n" for n in range(1, max(texts, default=0) + 1))
    files[LEDGER] = account.text(edition, slugs, places, total, files)
    return Laid(folder_of(edition), files, slugs)


def _placed(meta: issue.IssueMeta, lines: str) -> issue.IssueMeta:
    """Return the issue's metadata with the lines that its masthead stands on."""
    return replace(meta, source_lines=lines or None)


def _meta(record: Record, name: str, source: str, lines: str) -> ArticleMeta:
    values = {
        key: value for key, value in record.fields.items() if key in _META and value not in (None, "", ())
    }
    # 成文日期 if there is one, else the day of the speech, else the issue's date: what sorts the article.
    date = values.get("issued") or values.get("delivered") or values.get("published")
    values.update(slug=name, source=source, source_lines=lines, own=tuple(record.own.items()))
    if date:
        values["date"] = date
    return ArticleMeta(**values)  # type: ignore[arg-type]


def read_ledger(folder: Path) -> dict[str, Any] | None:
    """Return the ledger of a folder, or None if it has none."""
    path = folder / LEDGER
    if not path.is_file():
        return None
    try:
        return ledgers.read(path)
    except ledgers.LedgerError as error:
        raise SourceError(str(error)) from error
