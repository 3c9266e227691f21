"""Document numbers (发文字号): one number, however it is written.

甲府发〔2018〕18号 = issuing code 甲府发, year 2018, serial 18. Orders (国务院令第707号) mostly have no year,
announcements (海关总署公告2018年第5号) carry it before the serial. number_text finds numbers in running text.
"""

import re

from gongbao.patterns import late

from .agency import is_agency
from .fold import HAN
from .number_grammar import (
    ACTS,
    CLOSE,
    LETTER,
    OFFICE,
    OPEN,
    SERIAL,
    SHORT_YEAR_IN_SIGNS,
    YEAR,
    DocumentNumber,
    FoundNumber,
    Style,
    make,
    squeeze,
)
from .number_regional import parse_regional
from .number_text import find_all

__all__ = ["DocumentNumber", "FoundNumber", "Style", "find_all", "parse"]

_LABEL = late(r"^(?:发文字号|发文号|文件编号|文号|字号)[:：]")
# A scan reads 2O号 for 20号: between digits and 号 there is no letter O.
_ZERO = late(rf"(?<=[\d{CLOSE}])[Oo○](?=[\dOo○]*号)")
_AFTER = late(r"(?:文件|文)$")
_YEAR_MARK = rf"(?:[{OPEN}]+(?P<year>{YEAR}|{SHORT_YEAR_IN_SIGNS})年?[{CLOSE}]*|(?P<bare>{YEAR})年?[{CLOSE}]*[-–—－/]?)"
# 豫0923环罚决字〔2024〕7号: some codes have the number of the place within.
_PLACE = rf"(?<=[{HAN}])\d{{2,6}}(?=[{HAN}])"
# （沪）应急罚〔2024〕7号: the place stands in brackets of its own.
_PLACE_APART = rf"(?:[(（](?![一二三四五六七八九十]+[)）])[{HAN}]{{1,3}}[)）])?"
_STANDARD = late(
    rf"^(?!关于)(?P<code>{_PLACE_APART}(?:{LETTER}|{_PLACE}|{OFFICE}(?={ACTS})){{1,24}}?)第?{_YEAR_MARK}(?:字?第|号|No\.?)?(?P<serial>{SERIAL})号?$"
)
# (85)国函字第12号, as it was written into the eighties. Only codes that end as codes do: courts number cases alike.
_YEAR_FIRST = late(
    rf"^[{OPEN}](?P<year>{YEAR}|{SHORT_YEAR_IN_SIGNS})年?[{CLOSE}](?P<code>{LETTER}{{1,14}}?(?:发|函|办|令|电|字|规|通))第?(?P<serial>{SERIAL})号$"
)
# Joint orders have the whole names of their issuers, one after the other.
_LONGEST = 100
_ANY_FIGURE = late(r"[\d一二三四五六七八九十百千零〇]")
_ISSUER = rf"(?:{LETTER}|、){{1,80}}?"
_WITH_YEAR = rf"(?:[{OPEN}]?(?P<year>{YEAR})年?[{CLOSE}]?)?"
_ORDER = late(rf"^(?P<code>{_ISSUER}令){_WITH_YEAR}[{OPEN}]?第?(?P<serial>{SERIAL})号[{CLOSE}]?$")
_ORDER_LAST = late(rf"^(?P<code>{_ISSUER}){_WITH_YEAR}第(?P<serial>{SERIAL})号(?P<kind>令)$")
_ORDER_FIRST = late(rf"^第(?P<serial>{SERIAL})号(?P<code>{_ISSUER}令)$")
_PUBLIC = "公告|通告"
_KIND = late(r"(?:令|公告|通告)$")
_ANNOUNCED = late(
    rf"^(?P<code>(?:{LETTER}|、){{0,30}}?(?:{_PUBLIC}))[{OPEN}]?(?P<year>{YEAR})年?[{CLOSE}]?第?(?P<serial>{SERIAL})号?[{CLOSE}]?$"
)
_ANNOUNCED_LAST = late(
    rf"^(?P<code>(?:{LETTER}|、){{0,30}}?)[{OPEN}]?(?P<year>{YEAR})年?[{CLOSE}]?第(?P<serial>{SERIAL})号(?P<kind>{_PUBLIC})$"
)
_NOTICED = late(rf"^(?P<code>{_ISSUER}(?:{_PUBLIC}))[{OPEN}]?第(?P<serial>{SERIAL})号[{CLOSE}]?$")
# …常务委员会公告（十三届）第二十一号: the serial counts within a term of the congress.
_BY_TERM = late(
    rf"^(?P<code>{_ISSUER}(?:令|{_PUBLIC}))[{OPEN}]?第?(?P<term>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})届[{CLOSE}]?第?(?P<serial>{SERIAL})号$"
)
_FORMS: tuple[tuple[re.Pattern[str], Style], ...] = (
    (_ORDER, "order"),
    (_ORDER_LAST, "order"),
    (_ORDER_FIRST, "order"),
    (_ANNOUNCED, "announcement"),
    (_ANNOUNCED_LAST, "announcement"),
    (_NOTICED, "order"),
    (_BY_TERM, "order"),
    (_STANDARD, "standard"),
    (_YEAR_FIRST, "standard"),
)

# How urgent a letter is stands on the line of its number, set apart: 特急　某建函〔2022〕118号.
_BESIDE = late(r"^(?:特\s*急|加\s*急|急\s*件|特\s*提|平\s*急)[\s\u3000]+(?=\S)")


def parse(text: str) -> DocumentNumber | None:
    """Read a text that is one document number and nothing else, however written; None if it is not one."""
    text = _BESIDE.sub("", text.strip())
    squeezed = _AFTER.sub("", _LABEL.sub("", squeeze(text)))
    squeezed = _ZERO.sub("0", squeezed)
    if not squeezed or len(squeezed) > _LONGEST or not _ANY_FIGURE.search(squeezed):
        return None
    # A number may stand as a whole in brackets, as it does below a title.
    if regional := parse_regional(text):
        return regional
    whole = re.fullmatch(r"[(〔\[【](.+)[)〕\]】]", squeezed)
    if whole and (inner := parse(whole[1])):
        return inner
    for pattern, style in _FORMS:
        if match := pattern.match(squeezed):
            groups = match.groupdict()
            code = groups["code"] + (groups.get("kind") or "")
            code += f"（{groups['term']}届）" if groups.get("term") else ""
            year = groups.get("year") or groups.get("bare")
            # 甲政令〔2023〕1号: only an agency's own orders and announcements are counted as such.
            bracketed = "第" not in squeezed and re.search(rf"[{OPEN}]{YEAR}年?[{CLOSE}]", squeezed)
            if style != "standard" and bracketed and not is_agency(_KIND.sub("", code)):
                style = "standard"
            if made := make(code, year, groups["serial"], style):
                return made
    return None
