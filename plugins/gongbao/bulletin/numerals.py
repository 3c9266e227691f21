"""Read Chinese numerals: 七十六 → 76, 二〇一八 → 2018."""

import re
from functools import lru_cache

from gongbao.messages import _

# 〇 as it is typed: circles, figures, letters of Latin, Greek and Cyrillic keyboards.
ZEROS = "〇○零OoＯ０0◯\u041e\u043e\u039f\u03bf"
DIGITS = dict.fromkeys(ZEROS, 0)
DIGITS |= {han: value for value, han in enumerate("一二三四五六七八九", start=1)}
DIGITS |= {"两": 2, "元": 1, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
# What patterns have between brackets. A count (七十六), in characters or also in figures; a year or number digit by digit.
HAN_COUNT = "一二三四五六七八九十百零〇"
COUNT = HAN_COUNT + "0-9０-９"
HAN_NUMERAL = "〇○零O一二三四五六七八九十百千"
HAN_DIGIT = "〇○零O一二三四五六七八九"
# No count of a bulletin is longer; Python itself reads no figure of thousands of digits.
_LONGEST = 40
_POSITIONAL = re.compile(f"^[{ZEROS}一二三四五六七八九]{{2,}}$")


def figures(text: str | None) -> int | None:
    """Return the value of Arabic digits and nothing else; None for anything else, or what is longer than any count."""
    return int(text) if text and len(text) <= _LONGEST and text.isdecimal() else None


@lru_cache(maxsize=4096)  # the clauses of a law count from one anew in the next
def to_int(text: str) -> int | None:
    """Return the value of Arabic digits or of a Chinese numeral; None if it is neither, or longer than any.

    Year style (二〇一八) reads digit by digit, number style (一百零七, 廿一) by units. Values below 10,000.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if (value := figures(text)) is not None:
        return value
    text = text.replace("廿", "二十").replace("卅", "三十")
    if _POSITIONAL.match(text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit, seen = 0, 0, False
    for c in text:
        if c in DIGITS:
            digit, seen = DIGITS[c], True
        elif c in UNITS:
            total += (digit if seen else 1) * UNITS[c]
            digit, seen = 0, False
        else:
            return None
    return total + digit


def to_han(value: int) -> str:
    """Write 1 … 99 as a Chinese numeral (12 → 十二)."""
    if not 0 < value < 100:
        raise ValueError(_("{value} is not between 1 and 99", value=value))
    tens, ones = divmod(value, 10)
    digits = "〇一二三四五六七八九"
    head = "" if tens == 0 else "十" if tens == 1 else digits[tens] + "十"
    return head + (digits[ones] if ones else "")
