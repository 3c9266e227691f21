"""The report for people: a summary that fits one screen, and in detail what was found, missing, inferred and joined."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from ..check.danger import open_flags
from ..model.edition import Edition
from ..model.record import Record
from .files import Laid
from .writing import Written

_ELEMENTS = (
    ("doc_number", "发文字号"),
    ("title", "标题"),
    ("agency", "发文机关"),
    ("recipients", "主送机关"),
    ("issued", "成文日期"),
    ("disclosure", "附注"),
    ("cc", "抄送机关"),
    ("printed_by", "印发机关"),
    ("printed", "印发日期"),
    ("byline", "署名"),
    ("credit", "出处"),
    ("section", "栏目"),
    ("page", "页码"),
)
_OF_DOCUMENTS = {"doc_number", "agency", "recipients", "issued"}
# A summary has as many lines as a screen; the rest is told on request.
_MOST_ARTICLES, _MOST_FLAGS, _MOST_LINES = 8, 10, 6


def summary(edition: Edition, laid: Laid, outcome: Written) -> list[str]:
    """Return what came of a source and what to look at first, on one screen."""
    return [
        _headline(edition, outcome),
        *_listed(list(_articles(edition, laid)), _MOST_ARTICLES, "articles"),
        *_listed(list(_doubts(edition)), _MOST_FLAGS, "doubts"),
        *_counts(edition),
    ]


def details(edition: Edition, laid: Laid, outcome: Written) -> list[str]:
    """Return everything that was found and not found in each article, then all flags in order of danger."""
    out = [_headline(edition, outcome)]
    for slug, record in zip(laid.slugs, edition.records, strict=True):
        out += ["", f"  {slug}.md  {record.fields.get('title', '(no title)')}", *_found(record)]
    return [*out, "", *_doubts(edition), *_counts(edition)]


def _headline(edition: Edition, outcome: Written) -> str:
    said = f"{edition.source.name}: {edition.kind}, {len(edition.records)} article(s) → {outcome.folder}"
    if edition.issue:
        said += f"\n  {edition.issue.title} {edition.issue.label}, published {edition.issue.published or 'unknown'}"
    return said


def _listed(lines: list[str], most: int, name: str) -> list[str]:
    more = [f"  … and {len(lines) - most} more {name}: --details"] if len(lines) > most else []
    return lines[:most] + more


def _articles(edition: Edition, laid: Laid) -> Iterator[str]:
    for slug, record in zip(laid.slugs, edition.records, strict=True):
        facts = [str(record.fields[name]) for name in ("doc_number", "issued") if record.fields.get(name)]
        missing = f"; missing: {'、'.join(_missing(record))}" if _missing(record) else ""
        yield f"  {slug}.md  {_short(str(record.fields.get('title', '(no title)')), 40)}  {' '.join(facts)}{missing}"


def _missing(record: Record) -> list[str]:
    if record.fields.get("kind") != "document":
        return []
    return [label for name, label in _ELEMENTS if name in _OF_DOCUMENTS and not record.fields.get(name)]


def _found(record: Record) -> Iterator[str]:
    """Yield the elements of an article with their lines, its parts, and where sentences were joined."""
    inferred = {i.field: i.rule for i in record.inferred}
    for name, label in _ELEMENTS:
        if value := record.fields.get(name):
            text = "；".join(value) if isinstance(value, tuple) else str(value)
            where = f" (line {record.where[name]})" if name in record.where else ""
            mark = f" [inferred: {inferred[name]}]" if name in inferred else ""
            yield f"    {label}  {_short(text)}{where}{mark}"
    if missing := _missing(record):
        yield f"    missing: {'、'.join(missing)}"
    for block in record.blocks:
        if block.kind in {"attachment", "annex"}:
            yield f"    附件  {_short(block.text)}"
    if items := sum(1 for block in record.blocks if block.kind == "item"):
        yield f"    {items} items"
    for block in record.blocks:
        if block.kind == "table":
            yield f"    table of {len(block.rows)} rows"
    for join in record.joins:
        yield f"    joined lines {join.first} and {join.second}: …{join.joined}…"


def _doubts(edition: Edition) -> Iterator[str]:
    """Yield a line for each thing to look at; the same of several places is said once."""
    for what, group in groupby(open_flags(edition), key=lambda flag: flag.what):
        flags = list(group)
        words = f" {_short(flags[0].text, 24)!r}" if flags[0].text else ""
        lines = ", ".join(str(flag.line) for flag in flags[:_MOST_LINES]) + (
            ", …" if len(flags) > _MOST_LINES else ""
        )
        yield f"  look at line {lines}{words}: {what}"


def _counts(edition: Edition) -> list[str]:
    """Return what was dropped by which rule, and what the container held beside its text."""
    dropped = Counter(drop.rule for drop in edition.drops)
    dropped.update(item.rule for item in edition.source.objects if item.rule)
    kept = Counter(item.kind for item in edition.source.objects if item.kept)
    lines = [f"  dropped: {_numbers(dropped)}"]
    return [*lines, f"  kept beside the text: {_numbers(kept)}"] if kept else lines


def _numbers(counts: Counter[str]) -> str:
    return ", ".join(f"{name} ×{n}" for name, n in sorted(counts.items())) or "nothing"


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
