"""Write data into scripts, deflated: a page opened from a disk may load scripts, and nothing else.

A script is UTF-16 with a byte order mark, which every browser obeys before any header, and hands over one string:
two bytes of the deflated data in each of its characters, less those that no string may hold, which take two. That is
3 % more than the deflated bytes themselves; base64 takes 33 %. theme/static/js/search/packed.js reads it.

The data is JSON in GBK, where a Han character takes two bytes, or, if it holds others, in UTF-8. The first character of
the string says which, and whether the last byte is only there to fill its character.
"""

import json
import re
import zlib

import numpy as np

from gongbao.messages import _

ODD, UTF8 = 1, 2
# Characters that stand for others: this one, and one that says which. Surrogates stand in no string alone; the rest
# would end it. All of them take part in the order below, so that the number of each is fixed.
ESCAPE = 0x0100
_ESCAPED = np.array([0x0000, 0x000A, 0x000D, 0x0022, 0x005C, ESCAPE, 0x2028, 0x2029, *range(0xD800, 0xE000)])
_CODES = np.full(0x10000, 0, dtype="<u2")
_CODES[_ESCAPED] = 0x0200 + np.arange(len(_ESCAPED))
_SCRIPT = re.compile(r'\ufeffGongbao\.data\("([^"]+)","(.)(.*)"\);\n', re.S)


def script(name: str, data: object, *, level: int = 9) -> bytes:
    """Return the script that hands over data under a name."""
    return (
        f'\ufeffGongbao.data("{name}","'.encode("utf-16-le")
        + _string(data, level)
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
    deflated = plain[~escapes].tobytes()[: -1 if flags & ODD else None]
    text = zlib.decompress(deflated, -zlib.MAX_WBITS)
    return match[1], json.loads(text.decode("utf-8" if flags & UTF8 else "gbk"))


def _string(data: object, level: int) -> bytes:
    text, encoding = _encoded(data)
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    deflated = packer.compress(text) + packer.flush()
    odd = len(deflated) % 2
    units = np.frombuffer(deflated + b"\x00" * odd, "<u2")
    codes = _CODES[units]
    where = np.flatnonzero(codes)
    written = np.insert(np.where(codes > 0, codes, units), where, ESCAPE)
    flags = (ODD if odd else 0) | (UTF8 if encoding == "utf-8" else 0)
    return str(flags).encode("utf-16-le") + written.astype("<u2").tobytes()


def _encoded(data: object) -> tuple[bytes, str]:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for encoding in ("gbk", "utf-8"):
        try:
            return text.encode(encoding), encoding
        except UnicodeEncodeError:
            continue
    # A lone surrogate can be written as an escape only.
    return json.dumps(data, separators=(",", ":")).encode("ascii"), "gbk"
