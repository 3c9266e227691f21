"""The report for people: a summary that fits one screen, and in detail what was found, missing, inferred and joined."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from gongbao.bulletin.expected import expected
from gongbao.messages import _, ngettext

from ..check.severity import open_flags
from ..model.edition import Edition
from ..model.lines import set_wide
from ..model.record import Record
from ..words.names import named
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
# A summary has as many lines as a screen; the rest is told on request.
_MOST_ARTICLES, _MOST_FLAGS, _MOST_LINES = 8, 10, 6


def summary(edition: Edition, laid: Laid, outcome: Written) -> list[str]:
    """Return what came of a source and what to look at first, on one screen."""
    articles, doubts = list(_articles(edition, laid)), list(_doubts(edition))
    more_articles, more_doubts = len(articles) - _MOST_ARTICLES, len(doubts) - _MOST_FLAGS
    return [
        *_headline(edition, outcome),
        *articles[:_MOST_ARTICLES],
        *([_("  … and {count} more articles: --details", count=more_articles)] if more_articles > 0 else []),
        *doubts[:_MOST_FLAGS],
        *([_("  … and {count} more doubts: --details", count=more_doubts)] if more_doubts > 0 else []),
        *_counts(edition),
    ]


def details(edition: Edition, laid: Laid, outcome: Written) -> list[str]:
    """Return everything that was found and not found in each article, then all flags in order of danger."""
    out = _headline(edition, outcome)
    for slug, record in zip(laid.slugs, edition.records, strict=True):
        out += ["", f"  {slug}.md  {_title(record)}", *_found(record)]
    return [*out, "", *_doubts(edition), *_counts(edition)]


def _headline(edition: Edition, outcome: Written) -> list[str]:
    headline = ngettext(
        "{name}: {kind}, {count} article → {folder}",
        "{name}: {kind}, {count} articles → {folder}",
        len(edition.records),
        name=edition.source.name,
        kind=named(edition.kind),
        folder=outcome.folder,
    )
    if not edition.issue:
        return [headline]
    title, label, published = edition.issue.title, edition.issue.label, edition.issue.published
    if published:
        return [headline, _("  {title} {issue}, published {day}", title=title, issue=label, day=published)]
    return [headline, _("  {title} {issue}, day of publication unknown", title=title, issue=label)]


def _title(record: Record) -> str:
    return str(record.fields.get("title") or _("(no title)"))


def _articles(edition: Edition, laid: Laid) -> Iterator[str]:
    for slug, record in zip(laid.slugs, edition.records, strict=True):
        facts = [str(record.fields[name]) for name in ("doc_number", "issued") if record.fields.get(name)]
        line = f"  {slug}.md  {_short(_title(record), 40)}  {' '.join(facts)}"
        if missing := _missing(record):
            line = _("{line}; missing: {missing}", line=line, missing="、".join(missing))
        yield line


def _missing(record: Record) -> list[str]:
    if record.fields.get("kind") != "document":
        return []
    genre, agencies = record.fields.get("genre"), record.fields.get("agency")
    names = expected(
        _title(record),
        str(genre) if genre else None,
        agencies if isinstance(agencies, tuple) else (),
        str(record.fields.get("recipients") or ""),
    )
    return [label for name, label in _ELEMENTS if name in names and not record.fields.get(name)]


def _found(record: Record) -> Iterator[str]:
    """Yield the elements of an article with their lines, its parts, and where sentences were joined."""
    inferred = {i.field: i.rule for i in record.inferred}
    for name, label in _ELEMENTS:
        if value := record.fields.get(name):
            text = "；".join(value) if isinstance(value, tuple) else str(value)
            where = _(" (line {line})", line=record.where[name]) if name in record.where else ""
            mark = _(" [inferred: {rule}]", rule=named(inferred[name])) if name in inferred else ""
            yield f"    {label}  {_short(text)}{where}{mark}"
    if missing := _missing(record):
        yield _("    missing: {missing}", missing="、".join(missing))
    for block in record.blocks:
        if block.kind in {"attachment", "annex"}:
            yield f"    附件  {_short(block.text)}"
    if items := sum(1 for block in record.blocks if block.kind == "item"):
        yield ngettext("    {count} item", "    {count} items", items)
    for block in record.blocks:
        if block.kind == "table":
            yield ngettext("    table of {count} row", "    table of {count} rows", len(block.rows))
    for join in record.joins:
        yield _(
            "    joined lines {first} and {second}: …{words}…",
            first=join.first,
            second=join.second,
            words=join.joined,
        )


def _doubts(edition: Edition) -> Iterator[str]:
    """Yield a line for each thing to look at; the same of several places is said once."""
    for what, group in groupby(open_flags(edition), key=lambda flag: flag.what):
        flags = list(group)
        lines = _(", ").join(str(flag.line) for flag in flags[:_MOST_LINES])
        lines += " …" if len(flags) > _MOST_LINES else ""
        if words := _short(flags[0].text, 24):
            yield _("  look at line {lines} {words!r}: {what}", lines=lines, words=words, what=what)
        else:
            yield _("  look at line {lines}: {what}", lines=lines, what=what)


def _counts(edition: Edition) -> list[str]:
    """Return what was dropped by which rule, and what the container held beside its text."""
    dropped = Counter(drop.rule for drop in edition.drops)
    dropped.update(item.rule for item in edition.source.objects if item.rule)
    kept = Counter(item.kind for item in edition.source.objects if item.kept)
    lines = [_("  dropped: {numbers}", numbers=_numbers(dropped))]
    if marks := sum(set_wide(line.text) for line in edition.source.lines):
        lines.append(
            ngettext(
                "  set wide: {count} mark beside Chinese text, such as ， for ,",
                "  set wide: {count} marks beside Chinese text, such as ， for ,",
                marks,
            )
        )
    return [*lines, _("  kept beside the text: {numbers}", numbers=_numbers(kept))] if kept else lines


def _numbers(counts: Counter[str]) -> str:
    return _(", ").join(f"{named(name)} ×{n}" for name, n in sorted(counts.items())) or _("nothing")


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
