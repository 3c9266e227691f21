"""Chinese dates in official documents: 2018 年 5 月 16 日, 二〇〇六年三月五日, 2018-05-16 → ISO 8601."""

import re
from dataclasses import dataclass
from datetime import date

from .numerals import to_int

_NUM = r"[0-9０-９]{1,2}|[一二三四五六七八九十廿][一二三四五六七八九十〇○零OoＯ0０◯]{0,2}"
_YEAR = r"(?:[12１２][0-9０-９](?:\s?[0-9０-９]){2}|[一二][〇○零OoＯ0０◯一二三四五六七八九](?:\s?[〇○零OoＯ0０◯一二三四五六七八九]){2})"
FULL = re.compile(rf"(?P<y>{_YEAR})\s*年\s*(?P<m>{_NUM})\s*月\s*(?P<d>{_NUM})\s*[日号]")
NUMERIC = re.compile(
    r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?P<s>[-./])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])"
)


@dataclass(frozen=True)
class FoundDate:
    """A date in a text: ISO form and the characters [start, end) it stands on."""

    iso: str
    start: int
    end: int


def _iso(year: str, month: str, day: str) -> str | None:
    values = [to_int(re.sub(r"\s", "", part)) for part in (year, month, day)]
    if None in values:
        return None
    try:
        return date(*values).isoformat()  # type: ignore[arg-type]
    except ValueError:
        return None


def find(text: str) -> list[FoundDate]:
    """Find every complete date of a text; impossible ones (2 月 30 日) are left out."""
    found = []
    for pattern in (FULL, NUMERIC):
        for match in pattern.finditer(text):
            iso = _iso(match["y"], match["m"], match["d"])
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
