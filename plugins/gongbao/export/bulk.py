"""The archive in bulk, a file for each year: JSON lines with everything that is known of every document. Pure.

A year that is past is never written again, and a file stays below the size that hosts take.
"""

import json
import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongbao.export import cite
from gongbao.messages.site import words

FOLDER = "data"
UNDATED = "undated"
# So many documents are packed together: more than deflating looks back.
TOGETHER = 16
# A gzip file's first bytes without time and name, and the block that ends it.
_HEAD, _END = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", b"\x03\x00"
_POLYNOMIAL = 0xEDB88320
# Between two paragraphs of Markdown; more than one empty line belongs to what stands around it.
_BETWEEN = re.compile(r"(?<!\n)\n\n(?!\n)")
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Year:
    """The documents of a year: of its issues, and of the documents that came on their own and are dated in it."""

    name: str
    articles: tuple[Any, ...]

    @property
    def url(self) -> str:
        """Return the address of its file."""
        return f"{FOLDER}/{self.name}.jsonl.gz"

    @property
    def label(self) -> str:
        """Return its name for people."""
        return words("年份不详") if self.name == UNDATED else words("{year}年", year=self.name)


def year_of(meta: Any) -> str:
    """Return the year under which a document is filed: of its issue, else of its date."""
    return str(meta.year or "") or (meta.date or "")[:4] or UNDATED


def years(articles: Iterable[Any]) -> tuple[Year, ...]:
    """Sort articles into years, latest first, undated last; within a year by address."""
    found: dict[str, list[Any]] = {}
    for article in sorted(articles, key=lambda a: a.url):
        found.setdefault(year_of(article.bulletin), []).append(article)
    names = sorted(found.keys() - {UNDATED}, reverse=True)
    return tuple(Year(name, tuple(found[name])) for name in [*names, UNDATED] if name in found)


@dataclass(frozen=True)
class Piece:
    """Some lines of a file, deflated by themselves: a correction packs its own piece anew, and not the year."""

    deflated: bytes
    checksum: int
    size: int


def piece(lines: Iterable[Mapping[str, Any]]) -> Piece:
    """Deflate JSON lines so that more may follow."""
    data = "".join(f"{_ENCODE(line)}\n" for line in lines).encode()
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    # After a full flush nothing refers to what stands before it.
    deflated = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    return Piece(deflated, zlib.crc32(data), len(data))


def pack(pieces: Sequence[Piece]) -> bytes:
    """Return pieces as one gzip file that names neither file nor time, so that the same data are the same bytes."""
    checksum = 0
    for part in pieces:
        checksum = _joined(checksum, part.checksum, part.size)
    size = sum(part.size for part in pieces) & 0xFFFFFFFF
    body = b"".join(part.deflated for part in pieces)
    return _HEAD + body + _END + checksum.to_bytes(4, "little") + size.to_bytes(4, "little")


def _joined(first: int, second: int, size: int) -> int:
    """Return the CRC-32 of two texts from those of each; size: of the second, in bytes."""
    shift, power = 1 << 31, 1 << 23  # x^0, and x^8 for one byte
    while size:
        if size & 1:
            shift = _times(shift, power)
        power = _times(power, power)
        size >>= 1
    return _times(shift, first) ^ second


def _times(a: int, b: int) -> int:
    """Multiply two polynomials modulo that of CRC-32, the highest power in the lowest bit."""
    product = 0
    for bit in range(31, -1, -1):
        if a >> bit & 1:
            product ^= b
        b = b >> 1 ^ (_POLYNOMIAL if b & 1 else 0)
    return product


def line(detail: Mapping[str, Any], markdown: str, text: Iterable[Any], work: cite.Work) -> dict[str, Any]:
    """Return a document's line: its JSON with the text, and what reference managers and editors take.

    text: its blocks, each with id, kind, and text.
    """
    header, _, body = markdown.partition("\n\n")
    key = work.meta.slug
    return {
        **detail, "header": header, "text": paragraphs(text, body),
        "bibtex": cite.bibtex(work, key), "ris": cite.ris(work, key),
    }  # fmt: skip


def paragraphs(text: Iterable[Any], body: str) -> list[dict[str, str]]:
    """Return the text by paragraph, with its Markdown where that is not the same as its words.

    Joined by empty lines, the Markdown of each, else its text, is the body; "" stands where an earlier one has it.
    """
    out = [{"id": block.id, "kind": block.kind, "text": block.text} for block in text]
    places: dict[str, list[int]] = {}
    for at, one in enumerate(out):
        places.setdefault(one["text"], []).append(at)
    waiting: list[str] = []
    behind = 0
    for piece in _BETWEEN.split(body.removesuffix("\n")):
        found = places.get(piece, ())
        place = bisect_left(found, behind)
        if place == len(found):
            waiting.append(piece)
            continue
        at = found[place]
        if waiting and not at:
            out[0]["markdown"] = "\n\n".join([*waiting, piece])
        else:
            _set_markdown(out, behind, at, waiting)
        behind, waiting = at + 1, []
    if not out:
        markup = {"id": "", "kind": "markup", "text": "", "markdown": body.removesuffix("\n")}
        return [markup] if any(waiting) else []
    _set_markdown(out, behind, len(out), waiting)
    return out


def _set_markdown(out: Sequence[dict[str, str]], first: int, end: int, pieces: Sequence[str]) -> None:
    """Say which Markdown some paragraphs have together: one each, or all of it with the first, or with the one before."""
    count = end - first
    if not count and pieces:
        before = out[first - 1]
        before["markdown"] = "\n\n".join([before.get("markdown", before["text"]), *pieces])
        return
    parts = pieces if len(pieces) == count else ["\n\n".join(pieces), *[""] * (count - 1)]
    for one, markdown in zip(out[first:end], parts, strict=False):
        one["markdown"] = markdown
