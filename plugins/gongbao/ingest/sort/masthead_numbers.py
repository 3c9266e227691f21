"""Numbers and day of an issue, as cover and masthead have them: year, number, total number, day of publication."""

import re
import unicodedata

from gongbao.bulletin import dates
from gongbao.bulletin.fold import HAN, simplify
from gongbao.bulletin.numerals import to_int

from ..forms.elements import squeeze
from ..model.masthead import Masthead
from .masthead_labels import PUBLISHED, PUT_OUT, makers_beside

_NUM = r"[\d０-９〇○零一二三四五六七八九十百]+"
_OF_YEAR = r"(?:19|20)\d\d|[一二][〇○零O一二三四五六七八九]{3}"
ISSUE = re.compile(
    rf"(?:(?P<year>{_OF_YEAR})\s*年?\s*[·.,，、\s（(]*)?(?:第\s*(?P<issue>{_NUM}(?:\s*[-—–~～、至/]\s*{_NUM})?)\s*[期号辑](?P<joint>\s*合刊)?|No\.?\s*(?P<serial>\d{{1,3}})(?!\d)|(?P<extra>增刊)(?:第?(?P<extra_n>{_NUM})[期号]?)?)"
)
# 2003年第2卷: volumes, where no issue of theirs is counted beside them (第二卷第五期) and the year stands before.
BY_VOLUME = re.compile(
    rf"(?P<year>{_OF_YEAR})\s*年?\s*第\s*(?P<issue>{_NUM})\s*[卷集册](?!.*第\s*{_NUM}\s*[期号辑])"
)
TOTAL = re.compile(
    rf"总\s*(?:第|编号|号|期数|期号|期)?\s*[:：]?\s*(?:第\s*)?(?P<total>{_NUM}(?:\s*[-—–~～、至/]\s*{_NUM})?)\s*[期号辑卷集册]?"
)
_YEAR = re.compile(rf"^({_OF_YEAR})\s*年?$")
# 2022年第二季度卷, 2021年6月号: bulletins that count no issues are called by quarter or month.
_BY_SEASON = re.compile(
    rf"^(?:(?P<year>{dates.YEAR})\s*年\s*第?(?P<quarter>[一二三四1-4])季度\s*[卷刊号]?|(?P<month>{dates.MONTH})[号刊])(?=\s|$|[（(])"
)
_OF_REPUBLIC = re.compile(rf"中[華华]民[國国]\s*(?P<year>{_NUM})\s*年")
_SPACED = re.compile(r"(?<!\d)\d(?:[ \u3000]\d)+(?!\d)")
_YEAR_DOT_ISSUE = re.compile(r"(?P<year>20\d\d|19\d\d)\s*[.·．]\s*(?P<issue>\d{1,2})")
# 创刊号: the first issue has no other number.
_FIRST_ISSUE = re.compile(r"[（(]?(?:试刊转)?创刊[号期][）)]?")
_TERM = re.compile(rf"第\s*{_NUM}\s*届")
_MONTH_DAY = re.compile(rf"(?<!年)(?<!\d){dates.MONTH_DAY}")
# What else a cover sets beside the day.
_BESIDE = re.compile(
    r"第\s*\S{1,4}\s*卷|双月刊|半月刊|[月季旬周]刊|星期[一二三四五六日]|合刊"
    r"|内部(?:资料|刊物|发行|交流)|免费(?:交流|赠阅|赠送|发放)|(?:请)?注意保存"
)


def is_year(text: str) -> bool:
    """Tell whether a line is a year and nothing else, as covers in large figures have it."""
    return _YEAR.match(squeeze(unicodedata.normalize("NFKC", text)).strip("()")) is not None


def is_total(text: str) -> bool:
    """Tell whether a line is the total number of an issue and nothing else: （总号：137）."""
    return TOTAL.fullmatch(unicodedata.normalize("NFKC", text).strip("()[] ")) is not None


def read_numbers(out: Masthead, text: str) -> bool:
    """Read year, issue, total number and date of publication from a line; tell whether it held any."""
    text = simplify(unicodedata.normalize("NFKC", text)).replace("笫", "第").strip("【】[]★☆ ")
    # A scan sets figures apart: 第 1 1 期.
    text = _SPACED.sub(lambda match: squeeze(match.group()), text)
    text = re.sub(r"增\s+刊", "增刊", text)
    if match := _YEAR.match(squeeze(text).strip("()")):
        out.year = out.year or to_int(match[1])
        return True
    got = _of_republic(out, text) or _year_dot_issue(out, text) or _first_issue(out, text)
    if out.year and not out.issue and re.fullmatch(r"\d{1,2}", text):
        # On covers set in large figures the issue's number stands alone below the year.
        out.issue = str(int(text))
        return True
    if len(text) > 60:
        return False
    found = dates.find(text)
    rest = text if not found else text[: found[0].start] + " " + text[found[0].end :]
    if match := TOTAL.search(rest):
        out.total = out.total or _plain(match["total"])
        rest = rest[: match.start()] + " " + rest[match.end() :]
        got = True
    if match := ISSUE.search(rest) or BY_VOLUME.search(rest):
        got = True
        rest = rest[: match.start()] + " " + rest[match.end() :]
        said = match.groupdict()
        if said["year"]:
            out.year = out.year or to_int(said["year"])
        if said.get("extra"):
            out.issue = out.issue or f"z{to_int(said['extra_n'] or '1')}"
        else:
            out.issue = out.issue or _plain(said["issue"] or said.get("serial") or "")
    if got:
        rest = makers_beside(out, _without_term(out, rest))
    got = _by_season(out, text) or got
    # A day beside the issue's numbers, or on a line of its own, is the day of publication.
    wordless = not re.search(rf"[{HAN}A-Za-z]", _BESIDE.sub("", rest))
    if found and (PUBLISHED.search(squeeze(text)) or PUT_OUT.search(text) or wordless):
        out.published = out.published or found[0].iso
        out.year = out.year or int(found[0].iso[:4])
        got = True
    elif (
        out.year
        and (day := _MONTH_DAY.search(rest))
        and (PUBLISHED.search(squeeze(rest)) or got or _MONTH_DAY.fullmatch(text))
    ):
        iso = dates.parse(f"{out.year}年{day.group()}")
        out.published = out.published or iso
        got = got or bool(iso)
    if not got and re.fullmatch(
        r"[（(]?(?:月刊|双月刊|半月刊|旬刊|季刊|周刊|年刊|内部资料.{0,8})[)）]?", squeeze(text)
    ):
        return True
    return got


def _year_dot_issue(out: Masthead, text: str) -> bool:
    """Read 2018.02 on a line of its own."""
    match = _YEAR_DOT_ISSUE.fullmatch(text)
    if not match or out.issue:
        return False
    out.year, out.issue = out.year or int(match["year"]), str(int(match["issue"]))
    return True


def _first_issue(out: Masthead, text: str) -> bool:
    """Read 创刊号 on a line of its own."""
    if out.issue or not _FIRST_ISSUE.fullmatch(squeeze(text)):
        return False
    out.issue = "1"
    return True


def _without_term(out: Masthead, text: str) -> str:
    """Keep the term by which a committee counts its issues anew (第十三届　第二十一号); return what is left."""
    term = _TERM.search(text)
    if not term:
        return text
    out.labels.append(("届次", squeeze(term.group())))
    return text[: term.start()] + " " + text[term.end() :]


def _by_season(out: Masthead, text: str) -> bool:
    """Read the number of an issue that is called by its quarter or month."""
    match = (
        _BY_SEASON.match(text.strip("（() ）")) if not out.issue and ("季" in text or "月" in text) else None
    )
    if not match:
        return False
    year, issue = (
        (match["year"], match["quarter"]) if match["year"] else match["month"].rstrip("月").split("年")
    )
    out.year = out.year or to_int(squeeze(year))
    out.issue = _plain(squeeze(issue))
    return True


def _of_republic(out: Masthead, text: str) -> bool:
    """Read the year that a month or a volume is of: 中華民國110年10月."""
    match = _OF_REPUBLIC.match(text)
    counted = to_int(match["year"]) if match else None
    if out.year or not counted:
        return False
    out.year = counted + 1911
    return True


def _plain(text: str) -> str:
    parts = [to_int(part.strip()) for part in re.split(r"[-—–~～、至/]", text)]
    return "-".join(str(part) for part in parts if part is not None)
