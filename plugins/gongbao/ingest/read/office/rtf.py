"""Give the numbering of a Rich Text file the signs back that LibreOffice's export leaves out of it.

It writes `?` for a sign of the pattern that its code page has not (一、 is \\leveltext \\'02\\'00\\'3f), and the sign itself in
what older programs show before each paragraph (\\listtext \\u19968\\'3f\\u12289\\'3f).
"""

import re

_LIST = re.compile(rb"(?=\{\\list\\listtemplateid)")
_NAME = re.compile(rb"\\listid(-?\d+)\}")
_PATTERN = re.compile(rb"(\\leveltext ?\\'[0-9a-f]{2})((?:\\'[0-9a-f]{2}|[^\\;{}])*)(?=;)")
_OVERRIDE = re.compile(rb"\\listid(-?\d+)\\listoverridecount\d+\\ls(\d+)")
_SHOWN = re.compile(rb"\{\\listtext([^{}]{0,200})\}\\ilvl(\d)\\ls(\d+)")
_SIGN = re.compile(rb"\\u(-?\d+)(?:\\'[0-9a-f]{2}| \?|\?)?|\\'([0-9a-f]{2})")
_TOKEN = re.compile(rb"\\'[0-9a-f]{2}|[^\\;{}]")
# Where the figure of a level stands: its place in the outline, from 0.
_FIGURE = re.compile(rb"\\'0[0-8]")
_LOST = (b"\\'3f", b"?")
_MOST_LEVELS = 9


def with_signs(data: bytes) -> bytes:
    """Return a Rich Text file whose numbering has its signs; the same bytes where nothing is left out."""
    if b"\\leveltext" not in data or not (_LOST[0] in data or _LOST[1] in data):
        return data
    lists = {number: listed for listed, number in _OVERRIDE.findall(data)}
    shown: dict[tuple[bytes, int], str] = {}
    for match in _SHOWN.finditer(data):
        if (listed := lists.get(match[3])) is not None:
            shown.setdefault((listed, int(match[2])), _read(match[1]))
    return b"".join(_mended(part, shown) for part in _LIST.split(data)) if shown else data


def _mended(text: bytes, shown: dict[tuple[bytes, int], str]) -> bytes:
    """Return a part of the file that begins with a list: its patterns with the signs that its paragraphs show."""
    named = _NAME.search(text)
    listed = named[1] if named else b""
    levels = iter(range(_MOST_LEVELS))

    def one(match: re.Match[bytes]) -> bytes:
        words = shown.get((listed, next(levels, _MOST_LEVELS)))
        return match[1] + _filled(_TOKEN.findall(match[2]), words) if words else match[0]

    return _PATTERN.sub(one, text)


def _filled(tokens: list[bytes], words: str) -> bytes:
    """Fill what a pattern lost: before its first figure counted from the front of the words, behind the last from their end."""
    figures = [at for at, token in enumerate(tokens) if _FIGURE.fullmatch(token)]
    for at, token in enumerate(tokens):
        if token not in _LOST or not figures or figures[0] < at < figures[-1]:
            continue
        place = at if at < figures[0] else at - len(tokens)
        if -len(words) <= place < len(words) and ord(words[place]) > 0x7F:
            tokens[at] = b"\\u%d\\'3f" % _signed(ord(words[place]))
    return b"".join(tokens)


def _read(text: bytes) -> str:
    """Return the signs of what is shown before a paragraph."""
    found = (int(match[1] or b"0") or int(match[2] or b"0", 16) for match in _SIGN.finditer(text))
    return "".join(chr(code % 0x10000) for code in found)


def _signed(code: int) -> int:
    """Return a code as Rich Text counts: above 32767 it is negative."""
    return code - 0x10000 if code > 0x7FFF else code
