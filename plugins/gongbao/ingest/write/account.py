"""The text of the ledger, ingest.json: where every character and every object of a source went."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from ..check import ledger
from ..model.edition import Edition
from ..model.given import Given
from ..model.lines import set_wide
from ..model.record import Flag
from ..model.source import Source, SourceLine, SourceObject


def digest(content: str | bytes) -> str:
    """Return the hash of a file's text, or of a picture's bytes, as the ledger keeps it."""
    return sha256(content.encode("utf-8") if isinstance(content, str) else content).hexdigest()


def text(
    edition: Edition, slugs: list[str], places: list[ledger.Place], total: int, files: dict[str, str | bytes]
) -> str:
    """Return the ledger of an edition whose files are laid out."""
    data = {
        "source": _source(edition, total),
        "kind": edition.kind,
        "articles": list(_articles(edition, slugs)),
        "places": [_place(p, edition) for p in places if p.characters],
        **_on_pages(edition.source),
        "dropped": [
            {"rule": d.rule, "line": d.line.number, "text": d.line.text.strip()}
            for d in sorted(edition.drops, key=lambda d: (d.line.number, d.line.columns[:1]))
        ],
        **({"objects": [_object(item) for item in edition.source.objects]} if edition.source.objects else {}),
        "joins": [asdict(join) for record in edition.records for join in record.joins],
        "inferred": [
            {"article": name, **asdict(inference)}
            for name, record in zip(slugs, edition.records, strict=True)
            for inference in record.inferred
        ],
        "given": _given(edition.given),
        "flags": [_flag(flag) for record in edition.records for flag in record.flags]
        + [_flag(flag) for flag in edition.flags],
        "files": {name: digest(content) for name, content in sorted(files.items())},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _source(edition: Edition, total: int) -> dict[str, Any]:
    source = edition.source
    return {
        "name": source.name,
        "form": source.form,
        "encoding": source.encoding,
        "sha256": source.sha256,
        "characters": total,
        **({"parts": [_part(part) for part in source.parts]} if source.parts else {}),
    }


def _on_pages(source: Source) -> dict[str, Any]:
    """Return where each line stands: page, box in fractions of it, and for a scan how sure the engine is of its signs.

    Then where in the line's text each of its printed rows begins, and where that stands; and the pages whose pictures
    were turned to the right to be read, by how many degrees.
    """
    found = {}
    rows = {}
    turned = {}
    for line in source.lines:
        if line.place and line.place.box:
            numbers = [
                line.place.page,
                *line.place.box,
                *([] if line.sure is None else [round(line.sure, 3)]),
            ]
            found[str(line.number)] = " ".join(f"{number:g}" for number in numbers)
            if line.place.turned:
                turned[str(line.place.page)] = line.place.turned
        if line.rows:
            rows[str(line.number)] = ", ".join(
                " ".join(f"{number:g}" for number in (start, *place.box))
                for start, place in line.rows
                if place.box
            )
    account = {"on_pages": found, "on_rows": rows, "turned": turned}
    return {name: value for name, value in account.items() if value}


def _part(part: Source) -> dict[str, Any]:
    numbers = [line.number for line in part.lines]
    lines = f"{numbers[0]}-{numbers[-1]}" if numbers else ""
    return {"name": part.name, "form": part.form, "sha256": part.sha256, "lines": lines}


def _place(place: ledger.Place, edition: Edition) -> dict[str, Any]:
    """Return what an article or the masthead holds; of a source with pages, which pages that is on.

    set_wide: how many of its marks were half wide (, for ，).
    """
    lines = _lines_of(place, edition)
    pages = sorted({line.page for line in lines if line.page})
    account = {
        "name": place.name,
        "lines": place.lines,
        "spans": list(place.spans),
        "characters": place.characters,
    }
    if marks := sum(set_wide(line.text) for line in lines):
        account["set_wide"] = marks
    return {**account, "pages": f"{pages[0]}-{pages[-1]}"} if pages else account


def _lines_of(place: ledger.Place, edition: Edition) -> list[SourceLine]:
    """Return the lines from the first that an article holds to the last."""
    first, _, last = place.lines.partition("-")
    within = range(int(first), int(last or first) + 1)
    return [line for line in edition.source.lines if line.number in within]


def _articles(edition: Edition, slugs: list[str]) -> Iterator[dict[str, Any]]:
    for n, (name, record) in enumerate(zip(slugs, edition.records, strict=True)):
        yield {
            "slug": name,
            "order": n + 1,
            "title": record.fields.get("title"),
            "doc_number": record.fields.get("doc_number"),
            "elements": dict(sorted(record.where.items())),
            "blocks": ledger.block_counts(record.blocks),
        }


def _object(item: SourceObject) -> dict[str, Any]:
    """Return what an object is, without what it does not have."""
    account = {
        "kind": item.kind,
        "line": item.line,
        "text": item.text,
        "kept": item.kept,
        "rule": item.rule,
        "page": item.place.page if item.place else 0,
        "box": list(item.place.box) if item.place and item.place.box else None,
    }
    return {key: value for key, value in account.items() if value or key == "kind"}


def _flag(flag: Flag) -> dict[str, Any]:
    """Return a flag as it is the same whoever ran ingest; messages.from_data words it."""
    return {
        "line": flag.line,
        "text": flag.text,
        **flag.what.data(),
        "rule": flag.rule,
        "suggest": flag.suggest,
    }


def _given(given: Given) -> dict[str, Any]:
    if given == Given():
        return {}
    return {
        "file": given.file,
        "article": given.article,
        "by_order": {str(order): facts for order, facts in given.by_order.items()},
    }
