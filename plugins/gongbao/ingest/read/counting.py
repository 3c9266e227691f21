"""Write the numbers that word processors and browsers draw before list items, in every usual style."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")]
_ROMAN += [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]


def numeral(value: int, style: str) -> str:
    """Return `value` in a style named as in Word's numFmt; one that is not known is written in Arabic digits."""
    if style in ("none", "bullet"):
        return ""
    write = _STYLES.get(style)
    return (write(value) if write is not None and value > 0 else "") or str(value)


def _han(value: int) -> str:
    """Write 1 … 9999 by units: 十二, 一百零三; beyond that digit by digit."""
    return _by_units(value, _DIGITS, "十百千", "零", bare_ten=True)


def _formal(value: int) -> str:
    return _by_units(value, _FORMAL, "拾佰仟", "零", bare_ten=False)


def _by_units(value: int, digits: str, units: str, zero: str, bare_ten: bool) -> str:
    if value > 9999:
        return "".join(digits[int(digit)] for digit in str(value))
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += (zero if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    ten = digits[1] + units[0]
    return text.removeprefix(digits[1]) if bare_ten and text.startswith(ten) and value < 20 else text


def _digit_by_digit(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _letters(value: int) -> str:
    # Word repeats the letter after z: aa, bb, cc.
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value <= 780 else ""


def _roman(value: int) -> str:
    text = ""
    for amount, sign in _ROMAN:
        count, value = divmod(value, amount)
        text += sign * min(count, 50)
    return text


def _signs(first: str, most: int) -> Callable[[int], str]:
    return lambda value: chr(ord(first) + value - 1) if value <= most else ""


def _circled(value: int) -> str:
    if value <= 20:
        return chr(ord("①") + value - 1)
    return chr(ord("㉑") + value - 21) if value <= 35 else chr(ord("㊱") + value - 36) if value <= 50 else ""


def _full_width(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(value))


_STYLES: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "japaneseCounting": _han,
    "taiwaneseCounting": _han,
    "taiwaneseCountingThousand": _han,
    "koreanDigital": _digit_by_digit,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "japaneseLegal": _formal,
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _signs("⒈", 20),
    "decimalEnclosedParen": _signs("⑴", 20),
    "ideographEnclosedCircle": _signs("㊀", 10),
    "numberInDash": lambda value: f"- {value} -",
}
