"""Lay an edition out as files: slugs, folders, texts and the ledger."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from plugins.bulletin import article, issue, number
from plugins.bulletin.article import ArticleMeta
from plugins.bulletin.fold import fold
from plugins.romanise import code_slug, slug

from ..check import ledger
from ..model.edition import Edition
from ..model.given import Given
from ..model.record import Record
from ..model.source import SourceError
from . import render

LEDGER = "ingest.json"
ISSUE = "issue.md"
_META = {f.name for f in fields(ArticleMeta)}


@dataclass
class Laid:
    """An edition as files: the folder under content/ and name → text, the ledger among them, or bytes of a picture."""

    folder: str
    files: dict[str, str | bytes]
    slugs: list[str]


def digest(content: str | bytes) -> str:
    """Return the hash of a file's text, or of a picture's bytes, as the ledger keeps it."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


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
                held = entry["order"] if key == "order" else fold(str(entry.get(key) or ""))
                if value and held == value and entry["slug"] not in kept.values():
                    kept[n] = entry["slug"]
                    break
    return kept


def lay(edition: Edition, slugs: list[str]) -> Laid:
    """Return the files of an edition; raise LedgerError if a character would be lost."""
    source = edition.source
    for record in edition.records:
        ledger.check_words(record, source)
    names = [f"{name}.md" for name in slugs]
    held = {name: record.lines() for name, record in zip(names, edition.records, strict=True)}
    places, total = ledger.check(source, {"masthead": edition.masthead, **held}, edition.drops)
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
    files[LEDGER] = _ledger_text(edition, slugs, places, total, files)
    return Laid(folder_of(edition), files, slugs)


def _placed(held: issue.IssueMeta, lines: str) -> issue.IssueMeta:
    """Return the issue's metadata with the lines that its masthead stands on."""
    return replace(held, source_lines=lines or None)


def _meta(record: Record, name: str, source: str, lines: str) -> ArticleMeta:
    values = {
        key: value for key, value in record.fields.items() if key in _META and value not in (None, "", ())
    }
    # 成文日期 if there is one, else the day of the speech, else the issue's date: what sorts the article.
    date = values.get("issued") or values.get("delivered") or values.get("published")
    values.update(slug=name, source=source, source_lines=lines)
    if date:
        values["date"] = date
    return ArticleMeta(**values)  # type: ignore[arg-type]


def _ledger_text(
    edition: Edition, slugs: list[str], places: list[ledger.Place], total: int, files: dict[str, str | bytes]
) -> str:
    source = edition.source
    data = {
        "source": {
            "name": source.name,
            "form": source.form,
            "encoding": source.encoding,
            "sha256": source.sha256,
            "characters": total,
        },
        "kind": edition.kind,
        "articles": [
            {
                "slug": name,
                "order": n + 1,
                "title": record.fields.get("title"),
                "doc_number": record.fields.get("doc_number"),
                "elements": dict(sorted(record.where.items())),
                "blocks": ledger.block_counts(record.blocks),
            }
            for n, (name, record) in enumerate(zip(slugs, edition.records, strict=True))
        ],
        "places": [
            {"name": p.name, "lines": p.lines, "spans": list(p.spans), "characters": p.characters}
            for p in places
            if p.characters
        ],
        "dropped": [
            {"rule": d.rule, "line": d.line.number, "text": d.line.text.strip()}
            for d in sorted(edition.drops, key=lambda d: (d.line.number, d.line.columns[:1]))
        ],
        "joins": [asdict(join) for record in edition.records for join in record.joins],
        "inferred": [
            {"article": name, **asdict(inference)}
            for name, record in zip(slugs, edition.records, strict=True)
            for inference in record.inferred
        ],
        "given": {
            "file": edition.given.file,
            "article": edition.given.article,
            "by_order": {str(k): v for k, v in edition.given.by_order.items()},
        }
        if edition.given != Given()
        else {},
        "flags": [asdict(flag) for record in edition.records for flag in record.flags]
        + [asdict(flag) for flag in edition.flags],
        "files": {name: digest(text) for name, text in sorted(files.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_ledger(folder: Path) -> dict[str, Any] | None:
    """Return the ledger of a folder, or None if it has none."""
    path = folder / LEDGER
    if not path.is_file():
        return None
    try:
        loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SourceError(
            f"{path}: damaged ({error}); take it out of git again, or remove it and ingest with --force, which "
            "overwrites what was corrected in this folder"
        ) from error
    return loaded
