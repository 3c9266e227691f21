"""Compare what ingest wrote with a record that a person wrote before.

articles: header fields by their keys (null or "" must be absent), body_has, body_lacks, body_order, tables (rows, columns);
issue: header fields of issue.md and `has`; kept: words that stand in some file; flagged, unflagged: words that
a flag says, that none says; pictures: how many were kept.
"""

import re
from pathlib import Path
from typing import Any

from gongbao.bulletin.fold import fold


def one_blank(text: str) -> str:
    return re.sub(r"[ \t\u3000]+", " ", re.sub(r"\\([^\w\s])", r"\1", text))


def read(path: Path) -> tuple[dict[str, str], str]:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    pairs = (line.partition(":") for line in head.splitlines())
    return {key.lower(): value.strip() for key, _, value in pairs}, one_blank(body)


def tables(body: str) -> list[list[int]]:
    found = []
    for block in re.findall(r"(?:^\|.*\n?)+", body, re.M):
        rows = [row for row in block.strip().splitlines() if not re.fullmatch(r"\|(?: -+ \|)+", row)]
        found.append([len(rows), rows[0].strip().strip("|").count("|") + 1])
    return found


def wrong(want: dict[str, Any], head: dict[str, str], body: str) -> list[str]:
    """Return what of an article is not as its record says."""
    out = []
    for key, value in want.items():
        if key == "body_has":
            out += [f"lacks {text}" for text in value if one_blank(text) not in body]
        elif key == "body_lacks":
            out += [f"has {text}" for text in value if one_blank(text) in body]
        elif key == "body_order":
            places = [body.find(one_blank(text)) for text in value]
            out += [f"order {places}"] if -1 in places or places != sorted(places) else []
        elif key == "tables":
            out += [f"tables {tables(body)}"] if tables(body) != value else []
        else:
            wanted = "; ".join(value) if isinstance(value, list) else str(value or "")
            got = head.get(key, "")
            out += [f"{key} {got!r}, not {wanted!r}"] if fold(got) != fold(wanted) else []
    return out


def faults(want: dict[str, Any], to: Path) -> list[str]:
    """Return what of all that was written to a folder is not as the record says."""
    paths = [path for path in sorted(to.rglob("*.md")) if path.name != "issue.md"]
    # Of a bound volume, issue by issue.
    paths.sort(key=lambda path: (path.parent, int(read(path)[0].get("order") or 0)))
    files = [read(path) for path in paths]
    if len(files) != len(want["articles"]):
        return [f"{len(files)} articles: {[head.get('title') for head, _body in files]}"]
    found = [
        fault for record, file in zip(want["articles"], files, strict=True) for fault in wrong(record, *file)
    ]
    for key, value in want.get("issue", {}).items():
        head, body = read(next(to.rglob("issue.md")))
        if key == "has":
            found += [f"issue.md lacks {text}" for text in value if one_blank(text) not in body]
        else:
            found += [f"issue {key} {head.get(key)}"] if head.get(key) != str(value) else []
    whole = one_blank("\n".join(path.read_text(encoding="utf-8") for path in to.rglob("*.md")))
    found += [f"lost {text}" for text in want.get("kept", ()) if text not in whole]
    flags = "\n".join(path.read_text(encoding="utf-8") for path in to.rglob("ingest.json"))
    found += [f"not flagged: {text}" for text in want.get("flagged", ()) if text not in flags]
    found += [f"flagged: {text}" for text in want.get("unflagged", ()) if text in flags]
    if "pictures" in want:
        count = sum(1 for path in to.rglob("*.picture-*"))
        found += [f"{count} pictures"] if count != want["pictures"] else []
    return found
