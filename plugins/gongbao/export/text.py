"""Write JSON the same way every time."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

# Between two lines of a list.
BETWEEN = ",\n"
# json's own indent is not used: it leaves the fast encoder, and takes seven times as long.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_json(data: Mapping[str, Any]) -> str:
    """Return JSON with Chinese as such, in one line."""
    return _ENCODE(data) + "\n"


def with_lines(data: Mapping[str, Any], name: str, lines: Iterable[str]) -> str:
    """Return JSON with a field a line and, last, a list of the name that has a line for each entry."""
    fields = [f"{_ENCODE(field)}: {_ENCODE(value)}" for field, value in data.items()]
    rows = "[\n" + BETWEEN.join(lines) + "\n]"
    return "{\n" + ",\n".join([*fields, f"{_ENCODE(name)}: {rows}"]) + "\n}\n"
