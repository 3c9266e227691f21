"""The report for people: what was found in each document, what is missing, inferred, joined, dropped, flagged."""

from collections import Counter

from ..model.edition import Edition
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


def lines(edition: Edition, laid: Laid, outcome: Written) -> list[str]:
    """Return the report as lines of text."""
    source = edition.source
    out = [f"{source.name}: {edition.kind}, {len(edition.records)} article(s) → {outcome.folder}"]
    if edition.issue:
        out.append(
            f"  {edition.issue.title} {edition.issue.label}, published {edition.issue.published or 'unknown'}"
        )
    for slug, record in zip(laid.slugs, edition.records, strict=True):
        out += ["", f"  {slug}.md  {record.fields.get('title', '(no title)')}"]
        inferred = {i.field: i.rule for i in record.inferred}
        missing = []
        for name, label in _ELEMENTS:
            value = record.fields.get(name)
            if value:
                text = "；".join(value) if isinstance(value, tuple) else str(value)
                where = f" (line {record.where[name]})" if name in record.where else ""
                mark = f" [inferred: {inferred[name]}]" if name in inferred else ""
                out.append(f"    {label}  {_short(text)}{where}{mark}")
            elif record.fields.get("kind") == "document" and name in _OF_DOCUMENTS:
                missing.append(label)
        if missing:
            out.append(f"    missing: {'、'.join(missing)}")
        parts = [block.text for block in record.blocks if block.kind in {"attachment", "annex"}]
        out += [f"    附件  {_short(part)}" for part in parts]
        items = sum(1 for block in record.blocks if block.kind == "item")
        tables = [len(block.rows) for block in record.blocks if block.kind == "table"]
        if items:
            out.append(f"    {items} items")
        out += [f"    table of {rows} rows" for rows in tables]
        out += [f"    joined lines {j.first} and {j.second}: …{j.joined}…" for j in record.joins]
        out += [f"    suspected error, line {f.line}: {f.what}" for f in record.flags]
    out += ["", *_dropped(edition)]
    return out


def _dropped(edition: Edition) -> list[str]:
    counts = Counter(drop.rule for drop in edition.drops)
    said = ", ".join(f"{rule} ×{n}" for rule, n in sorted(counts.items())) or "nothing"
    return [f"  dropped: {said}"] + [
        f"  suspected error, line {flag.line}: {flag.what}" for flag in edition.flags
    ]


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
