"""Show a number of a spreadsheet as its cell's format does: decimals, thousands, percent, dates."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from ..counting import numeral

# The formats that have a number instead of a code, as a Chinese Excel shows them.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00",
    44: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<money>[^\]-]*)[^\]]*\]|(?P<bracket>\[[^\]]*\])'
    r"|(?P<noon>AM/PM|A/P|上午/下午)|(?P<date>y+|m+|d+|h+|s+|aaaa?)|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+)"
    r"|(?P<percent>%)|(?P<general>General|G/通用格式)|(?P<text>@)|(?P<other>.)",
    re.I | re.S,
)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|G/通用格式', re.I)
_DAYS = "一二三四五六日"
_FIRST_DAY = datetime.datetime(1899, 12, 30)
_FIRST_DAY_1904 = datetime.datetime(1904, 1, 1)
# The last day that a spreadsheet knows.
_LAST_SERIAL = 2958465


def shown(value: str, code: str, since_1904: bool = False) -> str:
    """Return a number as a format code shows it; a code that is not understood shows it as General does."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite():
        return value
    try:
        return _as_said(number, code, since_1904)
    except (InvalidOperation, OverflowError):  # more figures than a number of a spreadsheet has
        return value


def _as_said(number: Decimal, code: str, since_1904: bool) -> str:
    section, number = _section(code, number)
    if re.search("[ymdhs]|aaa", _LITERAL.sub("", section), re.I):
        return _date(number, section, since_1904)
    if re.search(r"E[+-]|[#0?]\s*/\s*[#0?\d]", _LITERAL.sub("", section)):
        return general(number)
    return _number(number, section)


def general(number: Decimal) -> str:
    """Return a number as a cell without a format shows it: ten figures at most, no exponent unless it is huge."""
    if number == number.to_integral_value() and abs(number) < Decimal(10) ** 15:
        return str(number.quantize(Decimal(1)))
    text = f"{float(number):.10g}"
    return text if "e" not in text or abs(number) >= 1 else f"{float(number):.12f}".rstrip("0")


def _section(code: str, number: Decimal) -> tuple[str, Decimal]:
    """Choose among the sections of a code: positive; negative; zero."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _number(number: Decimal, section: str) -> str:
    out = ""
    tokens = list(_TOKEN.finditer(section))
    number *= Decimal(100) ** sum(1 for token in tokens if token["percent"])
    negative, placed = number < 0, False
    for token in tokens:
        if token["digits"] and not placed:
            placed = True
            out += ("-" if negative else "") + _figures(abs(number), token["digits"])
        elif token["general"] or token["text"]:
            placed = True
            out += general(number)
        else:
            out += token["quoted"] or token["escaped"] or token["money"] or token["percent"] or ""
            # An apostrophe or a bracket beside the figures is shown as it stands.
            out += token["other"] or (token["date"] or "")
    return out.strip() if placed or not section.strip() else out.strip() or general(number)


def _figures(number: Decimal, digits: str) -> str:
    whole, _, part = digits.partition(".")
    while whole.endswith(","):
        # 0, shows thousands.
        whole, number = whole[:-1], number / 1000
    places = len(part)
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{rounded:{',' if ',' in whole else ''}f}"
    head, _, tail = text.partition(".")
    least = part.count("0")
    tail = tail[:least] + tail[least:].rstrip("0")
    head = head.rjust(whole.replace(",", "").count("0"), "0")
    if head == "0" and "0" not in whole:
        head = ""
    return head + (f".{tail}" if tail else "") or "0"


def _date(number: Decimal, section: str, since_1904: bool) -> str:
    if not 0 <= number < _LAST_SERIAL:
        return general(number)
    first = _FIRST_DAY_1904 if since_1904 else _FIRST_DAY
    if number < 60 and not since_1904:
        # The 29th of February 1900 that never was.
        number += 1 if number >= 1 else 0
    moment = first + datetime.timedelta(seconds=round(float(number) * 86400))
    chinese = "[DBNum1]" in section or "[dbnum1]" in section
    half = re.search("AM/PM|A/P|上午/下午", section, re.I) is not None
    out, last = "", ""
    tokens = list(_TOKEN.finditer(section))
    for at, token in enumerate(tokens):
        if mark := token["date"]:
            low = mark.lower()
            minutes = low[0] == "m" and (last == "h" or _next_mark(tokens, at) == "s")
            out += _date_part(moment, low, minutes, half, chinese)
            last = low[0]
        elif token["noon"]:
            out += "上午" if moment.hour < 12 else "下午"
        elif token["bracket"] and (hours := re.fullmatch(r"\[h+\]", token["bracket"], re.I)):
            out += str(int(number * 24)) if hours else ""
            last = "h"
        else:
            out += token["quoted"] or token["escaped"] or token["other"] or ""
    return out.strip(" ;@")


def _next_mark(tokens: list[re.Match[str]], at: int) -> str:
    return next((token["date"][0].lower() for token in tokens[at + 1 :] if token["date"]), "")


def _date_part(moment: datetime.datetime, mark: str, minutes: bool, half: bool, chinese: bool) -> str:
    kind, length = mark[0], len(mark)
    if kind == "a":
        day = _DAYS[moment.weekday()]
        return f"星期{day}" if length == 4 else day
    if kind == "y":
        year = f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
        return numeral(moment.year, "ideographDigital") if chinese else year
    if kind == "d" and length > 2:
        return f"星期{_DAYS[moment.weekday()]}"
    if kind == "m" and not minutes and length > 2:
        return f"{moment.month}月"
    hour = moment.hour % 12 or 12 if half else moment.hour
    value = {"m": moment.minute if minutes else moment.month, "d": moment.day, "h": hour, "s": moment.second}[
        kind
    ]
    if chinese:
        return numeral(value, "chineseCounting") if value else "〇"
    return f"{value:02d}" if length == 2 else str(value)
