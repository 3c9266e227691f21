"""Numbers that are cited as written and count in other ways: of courts, of old, and outside the mainland.

Courts count their cases by year (（2022）京0105民初12号).

Until the fifties offices counted by 字 alone (府民字第三十一號), without a year.

Taiwan files by 字 and a serial that opens with the year of the Republic (府教學字第1130012345號); Macau counts by kind and
year (第12/2024號行政法規), Hong Kong's gazette by year (2024年第45號法律公告).
"""

import re
import unicodedata

from gongbao.patterns import late

from .fold import HAN, drop_invisible
from .number_grammar import SERIAL, DocumentNumber, FoundNumber
from .numerals import DIGITS, to_int

_REPUBLIC = 1911
_FILED = late(
    rf"^(?P<code>[{HAN}]{{1,16}}字)第(?P<year>\d{{3}})(?P<serial>\d{{6,9}})(?P<letter>[A-Z]?)[号號]$"
)
# Set in columns, it is written sign by sign: 府農字第一一二〇〇四五八號.
_IN_SIGNS = late(r"(?<=字第)[〇○零一二三四五六七八九]{7,12}(?=[A-Z]?[号號]$)")
_FILED_BRIEFLY = late(
    rf"^(?P<code>[{HAN}]{{1,16}}字)第(?P<year>[6-9]\d)(?P<serial>\d{{5,8}})(?P<letter>[A-Z]?)[号號]$"
)
_BY_KIND = late(rf"^第(?P<serial>\d{{1,4}})/(?P<year>(?:19|20)\d\d)(?:/M)?[号號](?P<code>[{HAN}]{{2,20}})$")
_GAZETTED = late(
    r"^(?P<year>(?:19|20)\d\d)年第(?P<serial>\d{1,5})[号號](?P<code>(?:法律|政府|特别|特別|號外)公告)$"
)
# Within a volume Hong Kong's gazette counts by serial alone: 第2471號公告.
_IN_GAZETTE = late(r"^第(?P<serial>\d{1,5})號(?P<code>(?:法律|特别|特別|號外)?公告)$")


_BY_CODE = late(rf"^(?P<code>[{HAN}]{{1,8}}字)第(?P<serial>{SERIAL})[号號]$")
# 岭0524行初: the court's short name and code, then the kind of the case and of the procedure.
_CASE = late(
    rf"[(〔\[（［](?P<year>(?:19|20)\d\d)[)〕\]）］]"
    rf"(?P<code>(?:最高法|[{HAN}]{{1,3}}\d{{0,4}}(?:兵\d{{0,4}})?)[{HAN}]{{0,3}}(?:初|终|再|申|监|抗|执|破|赔|审|辖|更|医|清|催|特|许|调|保|异|复|恢|停|协|他|督|撤|没|核|救|惩|建|请))"
    r"第?(?P<serial>\d{1,6})[号號](?:之(?P<further>[一二三四五六七八九十]{1,2}|\d{1,2}))?"
)
# （2022）东执字第318号之一: the first decision of several in a case, counted as courts did until 2015.
_FURTHER = late(
    rf"[(〔\[（［](?P<year>(?:19|20)\d\d)[)〕\]）］](?P<code>[{HAN}]{{2,8}}字)第(?P<serial>\d{{1,6}})[号號]之(?P<further>[一二三四五六七八九十]{{1,2}}|\d{{1,2}})"
)


def parse_regional(text: str) -> DocumentNumber | None:
    """Read a text that is one such number and nothing else; None if it is not one."""
    # Most lines have no such sign at all.
    if "号" not in text and "號" not in text:
        return None
    written = "".join(unicodedata.normalize("NFKC", drop_invisible(text)).split())
    in_figures = _IN_SIGNS.sub(lambda found: "".join(str(DIGITS[sign]) for sign in found[0]), written)
    for pattern in (_FILED, _FILED_BRIEFLY):
        if match := pattern.match(in_figures):
            year = int(match["year"]) + _REPUBLIC
            # Letters tell several papers of one file apart; so they are part of the serial.
            serial = int(match["serial"]) * 100 + (ord(match["letter"]) - 64 if match["letter"] else 0)
            return DocumentNumber(match["code"], year, serial, "filed", written)
    for pattern in (_CASE, _FURTHER):
        if match := pattern.fullmatch(written):
            return _case(match)
    if (match := _BY_CODE.match(written)) and (count := to_int(match["serial"])):
        return DocumentNumber(match["code"], None, count, "filed", written)
    if match := _IN_GAZETTE.match(written):
        return DocumentNumber(match["code"], None, int(match["serial"]), "filed", written)
    for pattern in (_BY_KIND, _GAZETTED):
        if match := pattern.match(written):
            return DocumentNumber(match["code"], int(match["year"]), int(match["serial"]), "filed", written)
    return None


def find_cases(text: str) -> list[FoundNumber]:
    """Find the numbers of courts' cases in a running text, in order."""
    return [FoundNumber(_case(match), *match.span(), match.group()) for match in _CASE.finditer(text)]


def _case(match: re.Match[str]) -> DocumentNumber:
    year, serial, code = int(match["year"]), int(match["serial"]), match["code"]
    # What a court decides further in one case has the number of the case, and a count of its own.
    further = f"之{match['further']}" if match["further"] else ""
    count = serial * 100 + (to_int(match["further"]) or 0) if further else serial
    of_old = "第" if code.endswith("字") else ""
    return DocumentNumber(code, year, count, "filed", f"（{year}）{code}{of_old}{serial}号{further}")
