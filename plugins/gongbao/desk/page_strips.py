"""Strips of a scanned page around what was not recognised with certainty."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from .doubts import Doubt
from .painter import Painter

# What ingest puts around signs in doubt (ingest/read/scan/pages.py); the signs themselves may be brackets.
_DOUBTED = re.compile(r"\[(.[^\]]*)\]", re.DOTALL)
# A strip shows so much of the page: above, below and beside the signs, in heights of theirs.
_HIGH, _WIDE = 1.3, 13.0
_MOST = 12
_WIDTH, _QUALITY = 2000, 85
_RED = (166, 25, 46)


@dataclass(frozen=True)
class Cut:
    """A place on a page: page from 1, box in fractions of it; the signs in doubt and what stands before and behind."""

    page: int
    box: tuple[float, float, float, float]
    before: str = ""
    signs: str = ""
    behind: str = ""

    @property
    def query(self) -> str:
        """Return the box as an address holds it."""
        return ",".join(map(str, self.box))


def of(doubt: Doubt) -> list[Cut]:
    """Return the places on the page that a doubt of recognition is about, in their order; else nothing."""
    boxed = [one for one in doubt.folder.ledger.get("objects", ()) if one.get("box")]
    if doubt.rule == "doubtful-sign":
        own = [one for one in boxed if one["kind"] == "doubt" and one["line"] == doubt.line]
    elif doubt.rule == "settled-sign":
        settled = [one for one in boxed if one["kind"] == "settled"]
        rules = {_rule(one) for one in settled if one["text"].endswith(f": {doubt.text}")}
        own = [one for one in settled if _rule(one) in rules]
    elif doubt.rule == "unread-line":
        own = [one for one in boxed if one["kind"] == "settled" and _rule(one) == doubt.rule]
    else:
        own = []
    return list(dict.fromkeys(map(_cut, own)))[:_MOST]


def words(doubt: Doubt) -> list[tuple[str, bool]]:
    """Return the words of a doubt in parts, the signs that were not recognised with certainty marked."""
    if doubt.rule != "doubtful-sign":
        return [(doubt.text, False)]
    parts = _DOUBTED.split(doubt.text)
    return [(part, n % 2 == 1) for n, part in enumerate(parts) if part]


def _rule(entry: Mapping[str, Any]) -> str:
    return str(entry["text"]).partition(": ")[0]


def _cut(entry: Mapping[str, Any]) -> Cut:
    left, top, right, bottom = entry["box"]
    parts = _DOUBTED.split(str(entry["text"]), maxsplit=1) if entry["kind"] == "doubt" else []
    return Cut(int(entry["page"]), (left, top, right, bottom), *(parts if len(parts) == 3 else ()))


def draw(painter: Painter, path: Path, number: int, box: tuple[float, float, float, float]) -> bytes:
    """Return the strip around a box as a JPEG, the box framed; raise SourceError as the painter does."""
    state = path.stat()
    sheet = _page(painter, path, state.st_mtime_ns, number)
    wide, high = sheet.size
    left, top, right, bottom = box[0] * wide, box[1] * high, box[2] * wide, box[3] * high
    sign = max(bottom - top, 8.0)
    strip = (
        max(0, int(left - _WIDE * sign)),
        max(0, int(top - _HIGH * sign)),
        min(wide, int(right + _WIDE * sign) + 1),
        min(high, int(bottom + _HIGH * sign) + 1),
    )
    shown = sheet.crop(strip).convert("RGB")
    edge = 0.12 * sign
    frame = (left - strip[0] - edge, top - strip[1] - edge, right - strip[0] + edge, bottom - strip[1] + edge)
    ImageDraw.Draw(shown).rectangle(frame, outline=_RED, width=max(2, int(sign / 14)))
    out = BytesIO()
    shown.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


@lru_cache(maxsize=2)
def _page(painter: Painter, path: Path, _changed: int, number: int) -> Image.Image:
    """Return a page at the size at which strips are cut; several are cut of one page."""
    return painter.draw(path, number, _WIDTH)
