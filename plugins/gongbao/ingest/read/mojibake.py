"""Undo a wrong reading of Chinese bytes that was saved as text: GBK read as Latin letters, UTF-8 read as GBK."""

import re
from collections.abc import Callable

from .encoding import plausibility

# So many wide characters in a line are not right by chance; from so many on, some of them may be rare ones.
_FEWEST, _SHORT = 4, 8
_READS_WELL, _SURELY = 0.9, 0.97
# UTF-8 that was read as GBK gives Han characters too, but rare ones: the right reading must be clearly better.
_BETTER = 0.1
_UNUSED_BY_WINDOWS = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
# What Windows draws for bytes that Latin-1 leaves to control characters: character → byte.
_WINDOWS = {
    ord(bytes([byte]).decode("cp1252")): byte for byte in range(0x80, 0xA0) if byte not in _UNUSED_BY_WINDOWS
}
_LATIN = re.compile(f"[\x80-\xff{''.join(map(chr, _WINDOWS))}]")
_ASCII = re.compile(r"[\x00-\x7f]+")
# Leaders (········) and rules of crosses are no words in any reading.
_REPEATED = re.compile(r"(.)\1{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")


def repaired(text: str) -> tuple[str, str]:
    """Return a text with what was read wrongly read rightly, and how; "" for a text that is right.

    A line is repaired only if all of its bytes are valid in the other reading and give common Chinese characters.
    """
    lines = text.split("\n")
    for read, what in _READINGS:
        fixed = [read(line) for line in lines]
        count = sum(line is not None for line in fixed)
        if count:
            whole = "\n".join(line if good is None else good for line, good in zip(lines, fixed, strict=True))
            return whole, f"{what}: {count} line(s)"
    return text, ""


def _latin_bytes(line: str) -> bytes | None:
    """Return the bytes of a line of Latin letters, as Windows or Latin-1 drew them; None for other characters."""
    codes = [_WINDOWS.get(ord(char), ord(char)) for char in line]
    return bytes(codes) if max(codes, default=0) < 0x100 else None


def _from_latin(codec: str) -> Callable[[str], str | None]:
    def read(line: str) -> str | None:
        words = _REPEATED.sub("", line)
        if line.isascii() or (count := len(_LATIN.findall(words))) < _FEWEST:
            return None
        text = _decoded(_latin_bytes(line), codec)
        # A short line, such as a date, must be of common characters throughout.
        least = _READS_WELL if count >= _SHORT else _SURELY
        return text if text is not None and _plausibility(text) >= least else None

    return read


def _from_gbk(line: str) -> str | None:
    if line.isascii() or len(_HAN.findall(line)) < _FEWEST:
        return None
    try:
        text = _decoded(line.encode("gb18030"), "utf-8")
    except UnicodeEncodeError:
        return None
    better = text is not None and _plausibility(text) >= min(_plausibility(line) + _BETTER, _SURELY)
    return text if better else None


def _decoded(data: bytes | None, codec: str) -> str | None:
    try:
        text = data.decode(codec) if data is not None else ""
    except UnicodeDecodeError:
        return None
    return text if _HAN.search(text) else None


def _plausibility(text: str) -> float:
    """Return how much what is not ASCII reads as Chinese, from 0 to 1."""
    return plausibility(_ASCII.sub("", text))


_READINGS = (
    (_from_latin("utf-8"), "UTF-8 that was read as Latin letters"),
    (_from_latin("gb18030"), "GB18030 that was read as Latin letters"),
    (_from_gbk, "UTF-8 that was read as GB18030"),
)
