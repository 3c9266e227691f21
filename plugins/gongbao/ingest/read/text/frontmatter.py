"""Read what stands between --- and --- at the head of a Markdown file: data of the site, and some of the document."""

import re
from collections.abc import Iterator, Sequence

from gongbao.bulletin.agency import is_agency

from ...words import card_fields, table
from .lines import TextLine

# Longer is no front matter, but a text that begins with a rule.
_LONGEST = 120
# Lists within lists; what is set deeper is no list of anything.
_DEEPEST = 20
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_PAIR = re.compile(
    r"\s{0,2}[\"']?(?P<key>[\w\u3400-\u9fff][\w\u3400-\u9fff .-]{0,30}?)[\"']?\s*(?:[:：]|=(?!=))\s*(?P<value>.*)"
)
_ITEM = re.compile(r"\s*-\s+(?P<value>.*)")
_INSIDE = re.compile(r"\s+\S|\s*#|\s*$|\s*-\s|[\[\]{}]")
_QUOTED = re.compile(r"[\"'](?P<inside>.*)[\"']")


def read_front_matter(lines: Sequence[TextLine]) -> dict[str, str]:
    """Mark the front matter of a text; return what it states of the document, by the labels of index cards."""
    first = next((at for at, line in enumerate(lines) if line.text.strip("\ufeff \t")), len(lines))
    last = _end(lines, first)
    if last is None:
        return {}
    card: dict[str, str] = {}
    fields = card_fields()
    for label, value, places in _entries(lines, first + 1, last):
        field = _label(label, value)
        if field in fields and value:
            card.setdefault(field, value)
        for at in places:
            lines[at].hint, lines[at].drop = (
                ("card", "") if field in fields and value else ("", "front-matter")
            )
    for at in range(first, last + 1):
        if not lines[at].hint:
            lines[at].drop = "front-matter"
    return card


def _end(lines: Sequence[TextLine], first: int) -> int | None:
    """Return the line that ends the front matter beginning at a line, None where none begins."""
    closing = _FENCES.get(lines[first].text.strip("\ufeff \t")) if first < len(lines) else None
    if closing is None:
        return None
    pairs = 0
    for at in range(first + 1, min(first + _LONGEST, len(lines))):
        text = lines[at].text
        if text.strip() in closing:
            return at if pairs else None
        if _PAIR.fullmatch(text.rstrip()):
            pairs += 1
        elif not _INSIDE.match(text):
            return None
    return None


def _entries(lines: Sequence[TextLine], start: int, end: int) -> Iterator[tuple[str, str, list[int]]]:
    """Give key, value and lines of each entry; the items of a list are parted by ；."""
    key = ""
    values: list[str] = []
    places: list[int] = []
    for at in range(start, end):
        text = lines[at].text.rstrip()
        pair = None if text[:1] in " \t-#" else _PAIR.fullmatch(text)
        if pair:
            if key:
                yield key, "；".join(values), places
            key, places = pair["key"].strip(), [at]
            values = [] if pair["value"].strip() in ("", "|", ">", "|-", ">-") else _values(pair["value"])
        elif key:
            places.append(at)
            item = _ITEM.fullmatch(text)
            values += _values(item["value"] if item else text)
    if key:
        yield key, "；".join(values), places


def _values(text: str, depth: int = 0) -> list[str]:
    bare = text.strip()
    if bare.startswith("[") and bare.endswith("]") and depth < _DEEPEST:
        return [value for part in re.split(r"[,，]", bare[1:-1]) for value in _values(part, depth + 1)]
    quoted = _QUOTED.fullmatch(bare)
    bare = quoted["inside"] if quoted else re.sub(r"\s+#.*$", "", bare)
    return [bare] if bare else []


def _label(key: str, value: str) -> str:
    """Return the label of index cards that a key stands for; an author or source is meant where it is an agency."""
    name = table("frontmatter")["keys"].get(
        key.lower().replace("-", "_").replace(" ", "_"), "".join(key.split())
    )
    if name in table("frontmatter")["agencies"]:
        return "发文机关" if all(is_agency(one) for one in re.split(r"[；;、,，]", value)) else ""
    return str(name)
