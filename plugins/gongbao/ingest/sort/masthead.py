"""Cover and masthead (版权页) of an issue: name, numbers, dates, editors, addresses."""

import re
import unicodedata
from dataclasses import dataclass, field

from gongbao.bulletin import agency, dates
from gongbao.bulletin.fold import HAN, fold, simplify
from gongbao.bulletin.numerals import to_int

from ..clean.furniture import is_pinyin
from ..forms.elements import month as is_month
from ..forms.elements import signed_date, squeeze
from ..model.blanks import close_up
from ..model.lines import Line
from ..words import table
from .editors import names_of, read_grid, role_line, roles_of

_NAME = re.compile(rf"^[{HAN}（）()]{{2,30}}(?:公报|政报|文告|[宪憲]报|会刊)(?:[（(][{HAN}]{{1,8}}[)）])?$")
_NAMED_AND_NUMBERED = re.compile(
    rf"^《?(?P<name>[{HAN}（）()]{{2,30}}(?:公报|政报|文告|[宪憲]报))》?[\s\u3000（(]*"
    rf"(?=(?:19|20)\d\d\s*年|(?:19|20)\d\d\s*[·．.／/—-]\s*\d{{1,2}}$|第|总|[一二][〇○零O九])"
)
_NUMBERED_AND_NAMED = re.compile(
    rf"^(?P<numbers>(?:19|20)\d\d\s*年?\s*第?\s*[\d〇○零一二三四五六七八九十]+\s*[期号辑](?:\s*[（(]?总第?\d+[期号][）)]?)?)[\s\u3000]*《?(?P<name>[{HAN}（）()]{{4,30}}(?:公报|政报|文告))》?$"
)
_NUM = r"[\d０-９〇○零一二三四五六七八九十百]+"
ISSUE = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d|[一二][〇○零O一二三四五六七八九]{{3}})\s*年?\s*[·.,，、\s（(]*)?(?:第\s*(?P<issue>{_NUM}(?:\s*[-—–~～、至/]\s*{_NUM})?)\s*[期号辑](?P<joint>\s*合刊)?|(?P<extra>增刊)(?:第?(?P<extra_n>{_NUM})[期号]?)?)"
)
TOTAL = re.compile(
    rf"总\s*(?:第|号|期|期号)?\s*[:：]?\s*(?:第\s*)?(?P<total>{_NUM}(?:\s*[-—–~～、至/]\s*{_NUM})?)\s*[期号]?"
)
_YEAR = re.compile(r"^((?:19|20)\d\d|[一二][〇○零O一二三四五六七八九]{3})\s*年?$")
# 某市人民政府公报　2018·4
_BRIEFLY = re.compile(r"[\s\u3000（(]*(?P<year>(?:19|20)\d\d)\s*[·．.／/—-]\s*(?P<issue>\d{1,2})$")
# 2022年第二季度卷, 2021年6月号: bulletins that count no issues are called by quarter or month.
_BY_SEASON = re.compile(
    rf"^(?:(?P<year>{dates.YEAR})\s*年\s*第?(?P<quarter>[一二三四1-4])季度\s*[卷刊号]?|(?P<month>{dates.MONTH})[号刊])(?=\s|$|[（(])"
)
_OF_REPUBLIC = re.compile(rf"中[華华]民[國国]\s*(?P<year>{_NUM})\s*年")
_MONTH_DAY = re.compile(rf"(?<!年)(?<!\d){dates.MONTH_DAY}")
# What else a cover sets beside the day.
_BESIDE = re.compile(r"第\s*\S{1,4}\s*卷|双月刊|半月刊|[月季旬周]刊|星期[一二三四五六日]|合刊")
_PUBLISHED = re.compile(r"出版|出刊|发刊|编印|印刷|发行")
_PUT_OUT = re.compile("(?:出版|出刊|发刊|编印|印发|印刷|发行)$")
_WORDS = table("masthead")
# Labels may be letter-spaced (主　　办), and then stand apart from the value by blanks alone.
_LABEL = re.compile(
    "(?:^|(?<=[\\s\u3000]))(?P<label>"
    + "|".join(
        sorted(
            (r"[\s\u3000]*".join(map(re.escape, label)) for label in _WORDS["labels"]),
            key=len,
            reverse=True,
        )
    )
    + r"|E-?mail|ISSN|CN|[^：:\s]{0,14}(?:信息网|网站|公众号|微信))(?:[\s\u3000]*[:：][\s\u3000]*|[\s\u3000]{2,}|\u3000)(?=\S)",
    re.I,
)
# 准印证号：甲新出准印字第0088号 is no number of an issue.
MAKER = re.compile("(?:公司|印刷厂|印务|厂|社|编辑部|编委会|研究室|办事组|政工组|编写组|编辑组|课题组)$")
_CODE = re.compile(r"^(?:内?准印[证字]?号?|(?:国内)?(?:统一)?刊号|邮发代号|登记证号?)\s*[:：]")
_BEHIND = re.compile(rf"^(?P<value>.{{3,40}}?)[\s\u3000]*(?P<label>{'|'.join(_WORDS['behind'])})$")
_BOARD = re.compile(
    rf"^编\s*辑\s*委\s*员\s*会|^编\s*委\s*会(?!\s*副?主)|^《?[{HAN}]{{2,20}}(?:公报|政报)》?\s*编(?:辑委员|委)会$"
)


@dataclass
class Masthead:
    """What cover and masthead say; absent facts are None or empty."""

    title: str | None = None
    romanised: str | None = None
    year: int | None = None
    issue: str | None = None
    total: str | None = None
    published: str | None = None
    labels: list[tuple[str, str]] = field(default_factory=list)
    editors: list[tuple[str, list[str]]] = field(default_factory=list)
    slogans: list[str] = field(default_factory=list)
    recognised: set[int] = field(default_factory=set)


def is_masthead_line(text: str) -> bool:
    """Tell whether a text is a line of cover or masthead: a label with its value, the bulletin's name, its numbers."""
    bare = squeeze(text)
    return bool(
        _LABEL.match(text)
        or _NAME.match(simplify(bare))
        or _BOARD.match(text)
        or re.fullmatch(r"[（(]?(?:月刊|双月刊|半月刊|旬刊|季刊|周刊|年刊)[)）]?", bare)
    )


def is_editors_line(text: str) -> bool:
    """Tell whether a line names editors by role (主　编：刘　洋), or the board that they are."""
    return bool(_BOARD.match(text) or ((found := role_line(text)) and found[1]))


def parse(lines: list[Line]) -> Masthead:
    """Read the lines of cover and masthead; contents entries are no part of them."""
    out = Masthead()
    role = ""
    columns: dict[int, str] = {}
    before = ""
    for line in (piece for row in lines for piece in _cells_apart(row)):
        text = line.text.strip()
        above, before = before, text
        if "\t" in line.text:
            columns = read_grid(out.editors, line.text, columns)
        elif out.title is None and (whole := _over_two_lines(above, text)):
            out.title = whole
        elif several := roles_of(text):
            out.editors += [(name, names) for name, names, _ in several if names]
            out.labels += [(name, close_up(rest)) for name, _, rest in several if rest]
            role = several[-1][0]
        elif role and (found := role_line(text)) and found[1]:
            # Below one editor stands the next: 编辑：成连 is no office that edits.
            role = found[0]
            out.editors.append(found)
        elif (_CODE.match(text) or _is_labelled(text)) and _label(out, text):
            pass
        elif _name(out, text) or read_numbers(out, text) or _label(out, text) or _label_behind(out, text):
            pass
        elif _BOARD.match(text) or re.fullmatch(r"目\s*[录錄次]", text):
            role = ""
        elif found := role_line(text):
            role = found[0]
            out.editors.append(found)
        elif role and names_of(text):
            out.editors[-1][1].extend(names_of(text))
        elif _is_slogan(text):
            out.slogans.append(re.sub(r"[\s\u3000]+", " ", text))
        else:
            _made_by(out, text)
            continue
        out.recognised.add(line.number)
    return out


def _cells_apart(line: Line) -> list[Line]:
    """Return the cells of a row of which each is a line of a cover: 某县人民政府公报 | 2017年第2期（总第8期）."""
    if "\t" not in line.text:
        return [line]
    cells, start = [], 0
    for cell in line.text.split("\t"):
        if cell.strip():
            cells.append(line.cut(start, start + len(cell)))
        start += len(cell) + 1
    return cells if all(_is_of_cover(cell.text.strip()) for cell in cells) else [line]


def _is_of_cover(text: str) -> bool:
    return bool(
        is_masthead_line(text)
        or ISSUE.match(text)
        or TOTAL.match(text)
        or dates.parse(_PUT_OUT.sub("", text))
    )


def _made_by(out: Masthead, text: str) -> None:
    """Read the day beside who makes the issue, which stays as it is printed: 某市人大常委会办公室　2016年10月20日."""
    made = signed_date(text) if out.issue and not out.published else None
    if made and made[0]:
        out.published = made[1]
        out.year = out.year or int(made[1][:4])


def _name(out: Masthead, text: str) -> bool:
    """Read the bulletin's name, in Chinese, pinyin or English; tell whether the line is one."""
    if out.title is None and (match := _NAMED_AND_NUMBERED.match(simplify(text))):
        out.title = squeeze(text[match.start("name") : match.end("name")])
        if briefly := _BRIEFLY.match(text[match.end("name") :]):
            out.year, out.issue = out.year or int(briefly["year"]), out.issue or str(int(briefly["issue"]))
        else:
            read_numbers(out, text[match.end("name") :])
        return True
    if out.title is None and (match := _NUMBERED_AND_NAMED.match(simplify(text))):
        out.title = squeeze(text[match.start("name") : match.end("name")])
        read_numbers(out, text[: match.end("numbers")])
        return True
    bare = squeeze(text)
    # 《某市人民政府公报》: the name in marks of its own.
    bare = bare[1:-1] if bare[:1] == "《" and bare[-1:] == "》" else bare
    if _NAME.match(simplify(bare)) and (out.title is None or fold(bare) == fold(out.title)):
        out.title = bare
        return True
    if is_pinyin(text) or re.fullmatch(r"[A-Za-z][A-Za-z\s'.,&-]{8,}", text):
        out.romanised = out.romanised or text
        return True
    return False


def _over_two_lines(above: str, text: str) -> str | None:
    """Return a bulletin's name of which the first line is its organ or the state: 某省人民代表大会 / 常务委员会公报."""
    first, rest = squeeze(above), squeeze(text)
    if not (
        first == "中华人民共和国"
        or agency.is_agency(first)
        or re.fullmatch(rf"[{HAN}]{{2,7}}[省市区县州盟旗]", first)
    ):
        return None
    whole = first + rest
    closes = rest in {"公报", "政报"} or (_NAME.match(rest) and not rest.startswith(first[:2]))
    return whole if closes and _NAME.match(whole) and not agency.place_of(rest) else None


def _label(out: Masthead, text: str) -> bool:
    """Read the labels of a line with their values (主办：… 承办：…); tell whether it opens with one."""
    found = list(_LABEL.finditer(text))
    if not found or found[0].start() > 0:
        return False
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=True):
        value = text[match.end() : end].strip().strip("<>")
        if value and _PUBLISHED.search(match["label"]) and (day := dates.parse(value)):
            out.published = out.published or day
            out.year = out.year or int(day[:4])
        if value:
            out.labels.append((squeeze(match["label"]), close_up(value)))
    return True


def _is_labelled(text: str) -> bool:
    """Tell whether a line opens with a label and its colon, and states no day."""
    match = _LABEL.match(text)
    return bool(match and re.search("[:：]", match.group()) and not dates.find(text))


def _label_behind(out: Masthead, text: str) -> bool:
    """Read a line of which the label stands behind the value: 某县人民政府办公室主办, two of them set apart by blanks.

    Beside them may stand the month or the day: 某县人民政府办公室编　　二〇一七年十月.
    """
    parts = [part for part in re.split(r"[\s\u3000]+", text) if part]
    month = parts.pop() if len(parts) > 1 and is_month(parts[-1]) else ""
    day = dates.parse(_PUT_OUT.sub("", parts[-1])) if len(parts) > 1 else None
    if day:
        parts.pop()
    found = [_BEHIND.match(part) for part in parts]
    if not all(found) and not month and (whole := _BEHIND.match(squeeze(text))):
        found = [whole]
    named = [
        match for match in found if match and (_is_maker(match["value"]) or MAKER.search(match["value"]))
    ]
    if not named or len(named) < len(found):
        return False
    out.labels += [(match["label"], match["value"]) for match in named]
    if day:
        out.published = out.published or day
        out.year = out.year or int(day[:4])
    if month:
        out.year = out.year or to_int(month.split("年")[0])
        out.labels.append(("日期", month))
    return True


def _is_maker(value: str) -> bool:
    """Tell whether a value is an agency, or several of them: 某大学党委办公室、校长办公室."""
    parts = value.split("、")
    return agency.is_agency(parts[0]) and all(
        part.endswith(("室", "处", "部", "厅", "办")) for part in parts[1:]
    )


def _of_republic(out: Masthead, text: str) -> bool:
    """Read the year that a month or a volume is of: 中華民國110年10月."""
    match = _OF_REPUBLIC.match(text)
    counted = to_int(match["year"]) if match else None
    if out.year or not counted:
        return False
    out.year = counted + 1911
    return True


def read_numbers(out: Masthead, text: str) -> bool:
    """Read year, issue, total number and date of publication from a line; tell whether it held any."""
    text = simplify(unicodedata.normalize("NFKC", text)).replace("笫", "第").strip("【】[]★☆ ")
    if match := _YEAR.match(squeeze(text)):
        out.year = out.year or to_int(match[1])
        return True
    got = _of_republic(out, text)
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
    if match := ISSUE.search(rest):
        got = True
        rest = rest[: match.start()] + " " + rest[match.end() :]
        if match["year"]:
            out.year = out.year or to_int(match["year"])
        if match["extra"]:
            out.issue = out.issue or f"z{to_int(match['extra_n'] or '1')}"
        else:
            out.issue = out.issue or _plain(match["issue"])
    if got:
        rest = _makers_beside(out, rest)
    got = _by_season(out, text) or got
    # A day beside the issue's numbers, or on a line of its own, is the day of publication.
    alone = not re.search(rf"[{HAN}A-Za-z]", _BESIDE.sub("", rest))
    if found and (_PUBLISHED.search(text) or alone):
        out.published = out.published or found[0].iso
        out.year = out.year or int(found[0].iso[:4])
        got = True
    elif out.year and (day := _MONTH_DAY.search(rest)) and (_PUBLISHED.search(rest) or got):
        iso = dates.parse(f"{out.year}年{day.group()}")
        out.published = out.published or iso
        got = got or bool(iso)
    if not got and re.fullmatch(
        r"[（(]?(?:月刊|双月刊|半月刊|旬刊|季刊|周刊|年刊|内部资料.{0,8})[)）]?", squeeze(text)
    ):
        return True
    return got


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


def _makers_beside(out: Masthead, text: str) -> str:
    """Take from a line of numbers who makes the issue (某县人民政府办公室主办); return what is left of it."""
    parts = re.split(r"[\s\u3000]+", text)
    found = [match for part in parts if (match := _BEHIND.match(part)) and agency.is_agency(match["value"])]
    out.labels += [(match["label"], match["value"]) for match in found]
    made = {match.group() for match in found}
    return " ".join(part for part in parts if part not in made)


def _plain(text: str) -> str:
    parts = [to_int(part.strip()) for part in re.split(r"[-—–~～、至/]", text)]
    return "-".join(str(part) for part in parts if part is not None)


def _is_slogan(text: str) -> bool:
    parts = re.split(r"[\s\u3000]+", text)
    return len(parts) >= 2 and all(re.fullmatch(rf"[{HAN}]{{3,8}}", part) for part in parts)
