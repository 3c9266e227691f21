"""Write data into scripts, deflated: a page opened from a disk may load scripts, and nothing else.

A script is UTF-16 with a byte order mark, which every browser obeys before any header, and hands over one string:
two bytes of the deflated data in each of its characters, less those that no string may hold, which take two. That is
less than 1 % more than the deflated bytes themselves; base64 takes 33 %. theme/static/js/search/packed.js reads it.

One unit of 16 bits in 32 would be half of a surrogate pair. So units stand in groups of 64, and of each group the upper
five bits are changed by a mask that leaves none; a character before every third group holds the masks of three.

The data is JSON: texts in bytes that suit Chinese (`frequent`), numbers in GBK, where a Han character takes two, or in UTF-8
if they hold others. The first character of the string says which, and whether the last byte is only there to fill its
character.
"""

import json
import re
import zlib
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from gongbao.messages import _

from . import frequent

# Part of the names of scripts: raise it when the same data give another string.
LAYOUT = 5
ODD, UTF8, COMMON = 1, 2, 4
# Characters that stand for others: this one, and one that says which. Surrogates stand in no string alone; the rest
# would end it. All of them take part in the order below, so that the number of each is fixed.
ESCAPE = 0x0100
_ESCAPED = np.array([0x0000, 0x000A, 0x000D, 0x0022, 0x005C, ESCAPE, 0x2028, 0x2029, *range(0xD800, 0xE000)])
_CODES = np.full(0x10000, 0, dtype="<u2")
_CODES[_ESCAPED] = 0x0200 + np.arange(len(_ESCAPED))
_SCRIPT = re.compile(r'\ufeffGongbao\.data\("([^"]+)","(.)(.*)"\);\n', re.S)
# Groups of units with one mask each, of which a character holds three; it is none of those that no string may hold.
_GROUP, _MASKS = 64, 3
_FIRST_MASKS = 0x3000
_UPPER = 11
_SURROGATE = 0xD800 >> _UPPER
# Lines of numbers that are longer have a code of their own.
_LONG = 200
_ENDS = re.compile(rb'\\n|","')


def script(name: str, data: object, *, numbers: bool = False) -> bytes:
    """Return the script that hands over data under a name; numbers: whether most of it is numbers, in long lines."""
    return (
        f'\ufeffGongbao.data("{name}","'.encode("utf-16-le")
        + _string(data, numbers)
        + '");\n'.encode("utf-16-le")
    )


def read(content: bytes) -> tuple[str, object]:
    """Return name and data of a script."""
    match = _SCRIPT.fullmatch(content.decode("utf-16-le"))
    if not match:
        raise ValueError(_("no script of the search index"))
    flags = int(match[2])
    units = np.frombuffer(match[3].encode("utf-16-le"), "<u2")
    escapes = units == ESCAPE
    after = np.zeros_like(escapes)
    after[1:] = escapes[:-1]
    plain = units.copy()
    plain[after] = _ESCAPED[units[after].astype(np.int64) - 0x0200]
    deflated = _unmasked(plain[~escapes]).tobytes()[: -1 if flags & ODD else None]
    text = zlib.decompress(deflated, -zlib.MAX_WBITS)
    if flags & COMMON:
        return match[1], json.loads(frequent.decode(text))
    return match[1], json.loads(text.decode("utf-8" if flags & UTF8 else "gbk"))


def _string(data: object, numbers: bool) -> bytes:
    text, encoding = _encoded(data, numbers)
    deflated = _deflated(text, numbers)
    odd = len(deflated) % 2
    units = _masked(np.frombuffer(deflated + b"\x00" * odd, "<u2"))
    codes = _CODES[units]
    where = np.flatnonzero(codes)
    written = np.insert(np.where(codes > 0, codes, units), where, ESCAPE)
    flags = (ODD if odd else 0) | encoding
    return str(flags).encode("utf-16-le") + written.astype("<u2").tobytes()


def _deflated(text: bytes, numbers: bool) -> bytes:
    if not numbers:
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
        return packer.compress(text) + packer.flush()
    # Numbers repeat by chance alone: what matters is how often each character is, and that differs from line to line.
    # Looked for less hard than can be: two thousandths more bytes, in two thirds of the time.
    packer = zlib.compressobj(5, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zlib.Z_FILTERED)
    found, at, last = [], 0, 0
    for end in [*(match.end() for match in _ENDS.finditer(text)), len(text)]:
        if end - last > _LONG:
            for part in (text[at:last], text[last:end]):
                if part:
                    found += [packer.compress(part), packer.flush(zlib.Z_BLOCK)]
            at = end
        last = end
    return b"".join([*found, packer.compress(text[at:]), packer.flush()])


def _masked(units: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """Change the upper bits of each group so that no unit is a surrogate, if that can be, and put the masks in."""
    per = _GROUP * _MASKS
    whole = -(-len(units) // per)
    padded = np.zeros(whole * per, np.uint32)
    padded[: len(units)] = units
    groups = padded.reshape(-1, _GROUP)
    used = np.bitwise_or.reduce(np.uint32(1) << (groups >> _UPPER), axis=1)
    free = ~used
    # The lowest upper bits that no unit of the group has; where it has all, escapes must do.
    least = np.log2(
        (free & -free.astype(np.int64)).astype(np.float64), where=free > 0, out=np.zeros(len(free))
    )
    mask = np.where(free > 0, least.astype(np.uint32) ^ _SURROGATE, 0).astype(np.uint32)
    changed = (groups ^ (mask << _UPPER)[:, None]).reshape(-1, per)
    three = mask.reshape(-1, _MASKS)
    heads = _FIRST_MASKS + (three[:, :1] | three[:, 1:2] << 5 | three[:, 2:] << 10)
    return np.hstack([heads, changed]).ravel()[: len(units) + whole].astype(np.uint16)


def _unmasked(units: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    per = _GROUP * _MASKS + 1
    whole = -(-len(units) // per)
    padded = np.zeros(whole * per, np.uint16)
    padded[: len(units)] = units
    rows = padded.reshape(-1, per)
    heads = rows[:, 0].astype(np.uint32) - _FIRST_MASKS
    masks = np.stack([heads & 31, heads >> 5 & 31, heads >> 10], axis=1).repeat(_GROUP, axis=1)
    found = (rows[:, 1:] ^ (masks << _UPPER)).ravel()[: len(units) - whole]
    return found.astype(np.uint16)


def _encoded(data: object, numbers: bool) -> tuple[bytes, int]:
    """Return data as bytes, and the flag that says how to read them."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    ways: Sequence[tuple[Callable[[str], bytes], int]] = [(frequent.encode, COMMON)]
    if numbers:
        ways = [(lambda text: text.encode("gbk"), 0), (str.encode, UTF8)]
    for encode, flag in ways:
        try:
            return encode(text), flag
        except UnicodeEncodeError:
            continue
    # A lone surrogate can be written as an escape only.
    return json.dumps(data, separators=(",", ":")).encode("ascii"), 0
