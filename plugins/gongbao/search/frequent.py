"""Texts in bytes of which common Chinese characters take one: deflated, a ninth less than in GBK.

ASCII stays what it is. Other bytes that text has no use for stand for the commonest characters, some more begin a pair of
bytes, and the last one begins the two bytes of any other unit of UTF-16:
  a byte      ASCII, or one of 145 characters
  two bytes   another character of three rows of GB 2312: marks, full-width forms, those of the first level (3,755 common
              ones); 256 of them that are commoner than the others share a first byte
  three bytes a unit of UTF-16
Which characters are common was counted in legal texts and bulletins. theme/static/js/search/packed.js has the same lists.
"""

import re
from functools import cache

import numpy as np
import numpy.typing as npt

from gongbao.messages import _

from .codes import decode_array

# Gaps, in the order of GB 2312, between those that take one byte, and between those that share the first of two.
ONE = (
    "#!.!PH!$0PH'P'6&7P4;%K2NN/P@1-4%1#M(:-K#'6$7I/7<8-(((@%+5P$#P1P%2)5'1-!.-4(PC4PN,R-4%AS$MPJQNNP,K02A$(IP#:,(.&$%.&*P/7Q"
    "@%12%;P5&-&F-P!77P(,%P$Q&,'#8P#>.N3*A7HG@G)#)@0C@/"
)
TWO = (
    "7!Q&PK8P>P%$4<*$&2$!=#!23&%'P&*;&3'%,8*!$$A%1EP72#0-7I$'0>*#'#/P-;E)I0+*&P%,%1#!+(%5'$;,#/2(/!/:%%-'$/(#8O$0#5)P;<#,6-&="
    ",#=3!;Q%2%C<#L=<%7B$;&2$<P.)-(0$%2=P,'<$%0#3$$%!5$(.-)P3;#,%M+P!$M))',#.1')-224A!)!!(,*%#%'6#+1+1$9;!:008@$(5,<%2/$(1'+"
    "/*B+K.!&;$*#&$$%!!%%!+(-%A/39);"
)
# Rows of GB 2312 and how many characters each has.
_ROWS = ((0xA1, 94), (0xA3, 94), *((row, 94) for row in range(0xB0, 0xD7)), (0xD7, 89))
_ASCII = range(0x20, 0x7F)
_FREE = [byte for byte in range(0x100) if byte not in _ASCII]
_OTHER = 0xFF


@cache
def order() -> str:
    """Return the characters that take one byte or two, in the order of their codes."""
    listed = b"".join(bytes([row, 0xA1 + n]) for row, count in _ROWS for n in range(count)).decode("gbk")
    places = [(np.cumsum(decode_array(gaps)[0] + 1) - 1).tolist() for gaps in (ONE, TWO)]
    chosen = places[0] + places[1]
    return "".join(listed[n] for n in [*chosen, *sorted(set(range(len(listed))) - set(chosen))])


@cache
def _codes() -> npt.NDArray[np.uint8]:
    """Return for each unit of UTF-16 how many bytes it takes, and these."""
    table = np.zeros((0x10000, 4), np.uint8)
    units = np.arange(0x10000)
    table[:, 0], table[:, 1] = 3, _OTHER
    table[:, 2], table[:, 3] = units >> 8, units & 0xFF
    table[_ASCII.start : _ASCII.stop, 0] = 1
    table[_ASCII.start : _ASCII.stop, 1] = _ASCII
    ones = len(decode_array(ONE)[0])
    for place, character in enumerate(order()):
        pair, last = divmod(place - ones, 0x100)
        code = [1, _FREE[place], 0] if place < ones else [2, _FREE[ones + pair], last]
        table[ord(character), :3] = code
    return table


def encode(text: str) -> bytes:
    """Return a text in these bytes; no surrogate stands alone in it."""
    rows = _codes()[np.frombuffer(text.encode("utf-16-le"), "<u2")]
    written: npt.NDArray[np.uint8] = rows[:, 1:][np.arange(3) < rows[:, :1]]
    return written.tobytes()


@cache
def _reader() -> tuple[re.Pattern[bytes], "_Units"]:
    """Return what cuts a text into its codes, and what each of them stands for."""
    ones = len(decode_array(ONE)[0])
    pairs = b"".join(re.escape(bytes([byte])) for byte in _FREE[ones:-1])
    # The last of a text that is damaged may be a part of a code.
    return re.compile(rb"\xff.{0,2}|[%b].?|[^%b]" % (pairs, pairs), re.S), _Units()


class _Units(dict[bytes, str]):
    """The character of each code, looked up in the table once it is met."""

    def __missing__(self, code: bytes) -> str:
        ones, (first, *others) = len(decode_array(ONE)[0]), code
        place = _FREE.index(first) if first not in _ASCII else -1
        if len(others) != (2 if first == _OTHER else place >= ones):
            raise ValueError(_("a text of the search index ends within a character"))
        if first == _OTHER:
            found = chr(int.from_bytes(others, "big"))
        elif place < 0:
            found = chr(first)
        else:
            found = order()[ones + (place - ones) * 0x100 + others[0] if others else place]
        self[code] = found
        return found


def decode(data: bytes) -> str:
    """Return the text of such bytes."""
    cut, units = _reader()
    text = "".join(map(units.__getitem__, cut.findall(data)))
    # A character beyond 16 bits is written as two units.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le") if b"\xff" in data else text
