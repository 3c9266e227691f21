"""Chinese dates in official documents: 2018 年 5 月 16 日, 二〇〇六年三月五日, 2018-05-16, 中華民國113年5月6日 → ISO 8601.

The one home of what a date looks like: FORMS are whole dates, each with an example; the fragments, which have no groups,
are for patterns in which a date is a part.
"""

import re
from dataclasses import dataclass
from datetime import date

from gongbao.patterns import late

from .numerals import ZEROS, to_int

# Fragments: a year of four figures or signs, a month or day in figures or as a Chinese numeral; signs may be set apart.
YEAR = rf"(?:[12１２][0-9０-９](?:\s?[0-9０-９]){{2}}|[一二](?:\s?[{ZEROS}一二三四五六七八九]){{3}})"
NUMBER = rf"(?:[0-9０-９]{{1,2}}|[一二三四五六七八九十廿卅](?:\s?[一二三四五六七八九十{ZEROS}]){{0,2}})"
MONTH_DAY = rf"{NUMBER}\s*月\s*{NUMBER}\s*日"
FULL = rf"{YEAR}\s*年\s*{MONTH_DAY}"
# In figures alone, without blanks: 5月6日, 2018年5月6日, 5月6日 with or without its year.
MONTH_DAY_IN_FIGURES = "[0-9０-９]{1,2}月[0-9０-９]{1,2}日"
FULL_IN_FIGURES = f"[0-9０-９]{{4}}年{MONTH_DAY_IN_FIGURES}"
DAY_IN_FIGURES = f"(?:[0-9０-９]{{4}}年)?{MONTH_DAY_IN_FIGURES}"
# The month may stand above: 6日, 5月6日.
DIARY_DAY_IN_FIGURES = "(?:[0-9０-９]{1,2}月)?[0-9０-９]{1,2}日"
MONTH_IN_FIGURES = "[0-9０-９]{1,2}月"
YEAR_IN_FIGURES = "[0-9０-９]{4}年"
# A month with its year and no day; a month or a span of months: 三月, 1—3月份.
MONTH = rf"{YEAR}\s*年\s*{NUMBER}\s*月"
MONTHS = rf"{NUMBER}(?:[—–\-~至、]{NUMBER})?月(?:份)?"
# A day of a diary, whose month may stand above, or a span of such: 3月1日, 七月三日, 5日, 5日至7日.
_DIARY_DAY = f"(?:{NUMBER}月)?{NUMBER}日"
DIARY_DAYS = rf"{_DIARY_DAY}(?:\s*[-—–~～至]+\s*{_DIARY_DAY})?"
# What else a diary's entry may have for its day: 下旬, 3月底.
DIARY_SPANS = rf"(?:{NUMBER}月)?(?:[上中下]旬|[末底初])"
# A date that a line breaks off after its year, month or figures: 2018年5.
_FIGURES = "[0-9０-９一二三四五六七八九十]"
BROKEN_OFF = rf"[0-9０-９{ZEROS}一二三四五六七八九]{{2,4}}\s*年\s*(?:{_FIGURES}{{1,3}}\s*(?:月\s*{_FIGURES}{{0,2}})?)?$"
# The day and the time of day that a page was put up: 2018-05-16, 2018年5月16日 18:01.
PUT_UP = "[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
# The day that machines print beside what they send or print: 03-08-17, 3/8/2017, 8月17日; and that browsers print over a page.
SENT = r"(?:(?:(?:19|20)?\d\d[-/.年])?\s?\d{1,2}[-/.月]\s?\d{1,2}日?|\d{1,2}/\d{1,2}/(?:19|20)?\d\d)"
PRINTED = r"(?:19|20)?\d{2}[/年.-]\d{1,2}[/月.-]\d{1,4}日?"
TIME = "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"


@dataclass(frozen=True)
class Form:
    """A way of writing a whole date: groups y, m, d; what is added to the year; an example (text, ISO), and none.

    sign: what each such date has in it, so that a text without it need not be searched.
    """

    name: str
    pattern: re.Pattern[str]
    example: tuple[str, str]
    leaves: str
    era: int = 0
    sign: str = "年"


FORMS = (
    Form(
        "year, month, day",
        late(rf"(?P<y>{YEAR})\s*年\s*(?P<m>{NUMBER})\s*月\s*(?P<d>{NUMBER})\s*[日号號]"),
        ("二〇一八年五月十六日", "2018-05-16"),
        "二〇一八年五月",
    ),
    Form(
        "figures",
        late(
            r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?P<s>[-./])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])"
        ),
        ("2018-05-16", "2018-05-16"),
        "12018-05-16",
        sign="",
    ),
    Form(
        "year of the Republic",
        late(
            r"(?:中[華华])?民[國国]\s*(?P<y>[0-9０-９]{1,3}|[一二三四五六七八九十百零〇○]{1,6})\s*年"
            rf"\s*(?P<m>{NUMBER})\s*月\s*(?P<d>{NUMBER})\s*日"
        ),
        ("中華民國113年5月6日", "2024-05-06"),
        "民国113年度",
        era=1911,
    ),
    # No other count of years has 十 in it, and none is at a hundred and some: 三十六年七月四日, 112年4月20日.
    Form(
        "year of the Republic alone",
        late(
            r"(?<![0-9０-９\u4e00-\u9fff\s])(?P<y>1[0-3][0-9]|[二三四五六七八九]?十[一二三四五六七八九]?)\s*年"
            rf"\s*(?P<m>{NUMBER})\s*月\s*(?P<d>{NUMBER})\s*日"
        ),
        ("三十六年七月四日", "1947-07-04"),
        "光绪三十六年七月四日",
        era=1911,
    ),
)


@dataclass(frozen=True)
class FoundDate:
    """A date in a text: ISO form and the characters [start, end) it stands on."""

    iso: str
    start: int
    end: int


def _iso(year: str, month: str, day: str, era: int) -> str | None:
    y, m, d = (to_int(re.sub(r"\s", "", part)) for part in (year, month, day))
    if y is None or m is None or d is None:
        return None
    try:
        return date(y + era, m, d).isoformat()
    except ValueError:
        return None


def find(text: str) -> list[FoundDate]:
    """Find every complete date of a text; impossible ones (2 月 30 日) are left out."""
    found = []
    for form in FORMS:
        if form.sign not in text:
            continue
        for match in form.pattern.finditer(text):
            iso = _iso(match["y"], match["m"], match["d"], form.era)
            if iso:
                found.append(FoundDate(iso, match.start(), match.end()))
    return sorted(found, key=lambda f: f.start)


def parse(text: str) -> str | None:
    """Return the ISO form of a text that is one date and nothing else, or None."""
    text = text.strip().strip("（）()").strip()
    found = find(text)
    if len(found) == 1 and found[0].start == 0 and found[0].end == len(text):
        return found[0].iso
    return None
