"""The ledger of a folder, ingest.json, as whoever reads it finds it: whole and of its shape, or refused by name."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao.messages import N_, _

FILE = "ingest.json"
_TEXT, _NUMBER, _MAYBE = str, int, (str, type(None))
_PART = {"name": _TEXT, "form": _TEXT, "sha256": _TEXT, "lines": _TEXT}
_SPAN = {"rule": _TEXT, "line": _NUMBER, "text": _TEXT}
# What stands in a ledger, as far as someone reads it; a list holds things of the shape of its one member. Ledgers of
# earlier versions have less, those of later ones may have more.
_SHAPE: dict[str, Any] = {
    "source": {"name": _TEXT, "form": _TEXT, "encoding": _TEXT, "sha256": _TEXT, "characters": _NUMBER, "parts": [_PART]},
    "kind": _TEXT,
    "articles": [{"slug": _TEXT, "order": _NUMBER, "title": _MAYBE, "doc_number": _MAYBE, "elements": {}, "blocks": {}}],
    "places": [{"name": _TEXT, "lines": _TEXT, "spans": [_TEXT], "characters": _NUMBER, "pages": _TEXT, "set_wide": _NUMBER}],
    "on_pages": {}, "on_rows": {}, "turned": {},
    "dropped": [_SPAN],
    "objects": [{"kind": _TEXT}],
    "joins": [{"first": _NUMBER, "second": _NUMBER}],
    "inferred": [{"article": _TEXT}],
    "given": {},
    "flags": [{"line": _NUMBER, "text": _TEXT, "rule": _TEXT}],
    "files": {},
}  # fmt: skip
_NAMES = {str: N_("a text"), int: N_("a number"), list: N_("a list"), dict: N_("a table")}


# JSON may spell half of a pair, which is no character and can be written nowhere.
_HALF = re.compile("[\ud800-\udfff]")
_SPAN_OF_LINES = re.compile(r"(\d+)(?::(\d+)-(\d+)|-(\d+))?")


@dataclass(frozen=True)
class Lines:
    """Lines of a source, first to last; columns: the part [start, end) of a single line, None for whole lines."""

    first: int
    last: int
    columns: tuple[int, int] | None = None


class LedgerError(ValueError):
    """A ledger that cannot be read; str() says which, what was expected and what to do."""


def read(path: Path) -> dict[str, Any]:
    """Return the ledger in a file; raise LedgerError where it is damaged."""
    try:
        return parse(path.read_text(encoding="utf-8"), path)
    except UnicodeDecodeError as error:
        raise LedgerError(_damaged(path, str(error))) from error


def parse(text: str, path: Path) -> dict[str, Any]:
    """Return the ledger that a text is; path: where it comes from, for messages."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LedgerError(_damaged(path, str(error) or type(error).__name__)) from error
    if "\\ud" in text.lower() and _HALF.search(json.dumps(record, ensure_ascii=False)):
        raise LedgerError(_damaged(path, _("it holds half a character")))
    if wrong := _wrong(record, _SHAPE, ""):
        raise LedgerError(_damaged(path, wrong))
    if "source" not in record or "name" not in record["source"]:
        raise LedgerError(_damaged(path, _("it names no source")))
    return dict(record)


def lines_of(span: str) -> Lines | None:
    """Return the lines that a span names: "148-246", "172:4-10", "7"; None where it is no span."""
    match = _SPAN_OF_LINES.fullmatch(span)
    if not match:
        return None
    first, start, end, last = (int(g) if g else 0 for g in match.groups())
    return Lines(first, first, (start - 1, end)) if match[2] else Lines(first, last or first)


def lines_in(spans: Iterable[str]) -> Iterator[Lines]:
    """Yield the lines that each span names; what is no span names none."""
    return (named for named in map(lines_of, spans) if named)


def _damaged(path: Path, why: str) -> str:
    return _(
        "{path}: damaged ({why}) — take it out of git again, or remove it and ingest its source with --force, which "
        "overwrites what was corrected in this folder",
        path=path,
        why=why,
    )


def _wrong(value: object, shape: Any, where: str) -> str:
    """Return what is not as the shape says, "" if all is."""
    if isinstance(shape, dict | list):
        kinds: tuple[type, ...] = (type(shape),)
    else:
        kinds = shape if isinstance(shape, tuple) else (shape,)
    if not isinstance(value, kinds) or isinstance(value, bool):
        return _(
            "{where} is {value} and not {expected}",
            where=where or FILE,
            value=json.dumps(value, ensure_ascii=False)[:30],
            expected=_(_NAMES[kinds[0]]),
        )
    if isinstance(shape, dict) and isinstance(value, dict):
        members = (
            (f"{where}.{key}" if where else key, value[key], shape[key]) for key in shape if key in value
        )
        return next((found for name, member, inner in members if (found := _wrong(member, inner, name))), "")
    if isinstance(shape, list) and isinstance(value, list):
        return next(
            (
                found
                for at, member in enumerate(value)
                if (found := _wrong(member, shape[0], f"{where}[{at}]"))
            ),
            "",
        )
    return ""
