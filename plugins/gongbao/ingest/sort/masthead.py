"""Cover and masthead (版权页) of an issue: name, numbers, dates, editors, addresses."""

import re

from gongbao.bulletin import agency, dates, names
from gongbao.bulletin.fold import HAN, abridges, fold, simplify

from ..clean.furniture import is_pinyin
from ..forms.dated_lines import signed_date
from ..forms.elements import squeeze
from ..model.blanks import close_up
from ..model.lines import Line
from ..model.masthead import Masthead
from .editors import names_of, read_grid, role_line, roles_of
from .masthead_labels import PUT_OUT, is_code, is_labelled, opens_with_label, read_label_behind, read_labels
from .masthead_numbers import ISSUE, TOTAL, read_numbers

# …第二十八次会议公报 is what a session makes known, …普查公报（第一号） what an office does.
_NAME = re.compile(
    rf"^(?!.*(?:会议|普查)公报)(?:[{HAN}]{{2,12}}[：:])?[{HAN}（）()]{{2,30}}(?:公报|政报|文告|[宪憲]报|会刊)(?:[（(][{HAN}]{{1,8}}[)）])?$"
)
_NAMED_AND_NUMBERED = re.compile(
    rf"^《?(?P<name>[{HAN}（）()]{{2,30}}(?:公报|政报|文告|[宪憲]报))》?[\s\u3000（(]*"
    rf"(?=(?:19|20)\d\d\s*年|(?:19|20)\d\d\s*[·．.／/—-]\s*\d{{1,2}}$|第|总|[一二][〇○零O九])"
)
_NUMBERED_AND_NAMED = re.compile(
    rf"^(?P<numbers>(?:19|20)\d\d\s*年?\s*第?\s*[\d〇○零一二三四五六七八九十]+\s*[期号辑](?:\s*[（(]?总第?\d+[期号][）)]?)?)[\s\u3000]*《?(?P<name>[{HAN}（）()]{{4,30}}(?:公报|政报|文告))》?$"
)
# 某某经济技术开发区, 某某藏族自治州
_PLACE = re.compile(rf"[{HAN}]{{2,14}}[省市区县州盟旗]")
_STATE = "中华人民共和国"
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
# 某市人民政府公报　2018·4
_BRIEFLY = re.compile(r"[\s\u3000（(]*(?P<year>(?:19|20)\d\d)\s*[·．.／/—-]\s*(?P<issue>\d{1,2})$")
_BOARD = re.compile(
    rf"^编\s*辑\s*委\s*员\s*会|^编\s*委\s*会(?!\s*副?主)|^《?[{HAN}]{{2,20}}(?:公报|政报)》?\s*编(?:辑委员|委)会$"
)


def is_masthead_line(text: str) -> bool:
    """Tell whether a text is a line of cover or masthead: a label with its value, the bulletin's name, its numbers."""
    bare = squeeze(text)
    return bool(
        opens_with_label(text)
        or _NAME.match(simplify(bare))
        or is_board(text)
        or re.fullmatch(r"[（(]?(?:月刊|双月刊|半月刊|旬刊|季刊|周刊|年刊)[)）]?", bare)
    )


def is_board(text: str) -> bool:
    """Tell whether a line is what editors are called together: 编辑委员会, 《某县人民政府公报》编委会."""
    return _BOARD.match(text) is not None


def is_editors_line(text: str) -> bool:
    """Tell whether a line names editors by role (主　编：刘　洋), or the board that they are."""
    return bool(is_board(text) or ((found := role_line(text)) and found[1]))


def parse(lines: list[Line]) -> Masthead:
    """Read the lines of cover and masthead; contents entries are no part of them."""
    out = Masthead()
    role = ""
    # Names of those who do it go on right below them, not below an address.
    goes_on = False
    columns: dict[int, str] = {}
    above = before = ""
    number_before = 0
    for line in (piece for row in lines for piece in _cells_apart(row)):
        text = line.text.strip()
        named, goes_on = goes_on, True
        higher, above, before = above, before, text
        number_above, number_before = number_before, line.number
        if "\t" in line.text:
            columns = read_grid(out.editors, line.text, columns)
        elif out.title is None and (whole := _over_two_lines(above, text) or _over_organ(above, text)):
            # 某市 / 人民代表大会常务委员会 / 公报
            top = squeeze(higher)
            over = _PLACE.fullmatch(top) and not agency.place_of(whole)
            out.title = top + whole if over or (top == _STATE and not whole.startswith(_STATE)) else whole
            out.recognised.add(number_above)
        elif several := roles_of(text):
            out.editors += [(name, names) for name, names, _ in several if names]
            out.labels += [(name, close_up(rest)) for name, _, rest in several if rest]
            role = several[-1][0]
        elif role and (found := role_line(text)) and found[1]:
            # Below one editor stands the next: 编辑：成连 is no office that edits.
            role = found[0]
            out.editors.append(found)
        elif (is_code(text) or is_labelled(text)) and read_labels(out, text):
            goes_on = False
        elif (
            _name(out, text)
            or read_numbers(out, text)
            or read_labels(out, text)
            or read_label_behind(out, text)
        ):
            goes_on = False
        elif _BOARD.match(text) or re.fullmatch(r"目\s*[录錄次]", text):
            role = ""
        elif found := role_line(text):
            role = found[0]
            out.editors.append(found)
        elif role and named and names_of(text) and not (line.gap and not names.is_name(text)):
            out.editors[-1][1].extend(names_of(text))
        elif _is_slogan(text):
            out.slogans.append(re.sub(r"[\s\u3000]+", " ", text))
        else:
            goes_on = False
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
        is_masthead_line(text) or ISSUE.match(text) or TOTAL.match(text) or dates.parse(PUT_OUT.sub("", text))
    )


def _made_by(out: Masthead, text: str) -> None:
    """Read the day beside who makes the issue, which stays as it is printed: 某市人大常委会办公室　2016年10月20日."""
    made = signed_date(text) if out.issue and not out.published else None
    if made and made[0]:
        out.published = made[1]
        out.year = out.year or int(made[1][:4])


def _name(out: Masthead, text: str) -> bool:
    """Read the bulletin's name, in Chinese, pinyin or English; tell whether the line is one."""
    # The figures beside the name may be as wide as its signs.
    text = text.translate(_NARROW)
    # 《某县人民政府公报》2021年第3期有关内容更正如下。 is said of an issue.
    named = None if text.endswith("。") else _NAMED_AND_NUMBERED.match(simplify(text))
    if out.title is None and (match := named):
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
    if _NAME.match(simplify(bare)) and (
        out.title is None or fold(bare) == fold(out.title) or _is_whole(bare, out.title)
    ):
        out.title = bare
        return True
    if is_pinyin(text) or re.fullmatch(r"[A-Za-z][A-Za-z\s'.,&-]{8,}", text):
        out.romanised = out.romanised or text
        return True
    return False


def _is_whole(name: str, said: str) -> bool:
    """Tell whether a name is the whole one of a bulletin that a page calls by a short one: 某县人大常委会公报."""
    return (
        "（" not in name
        and len(name) > len(said)
        and name[:2] == said[:2]
        and abridges(fold(said), fold(name))
    )


def _over_two_lines(above: str, text: str) -> str | None:
    """Return a bulletin's name of which the first line is its organ or the state: 某省人民代表大会 / 常务委员会公报."""
    first, rest = squeeze(above), squeeze(text)
    if not (first == _STATE or opens_name(first)):
        return None
    whole = first + rest
    closes = rest in {"公报", "政报"} or (_NAME.match(rest) and not rest.startswith(first[:2]))
    return whole if closes and _NAME.match(whole) and not agency.place_of(rest) else None


def opens_name(text: str) -> bool:
    """Tell whether a line is an agency or a place, of which the line below may say what its bulletin is called."""
    return bool(agency.is_agency(text) or _PLACE.fullmatch(text))


def _over_organ(above: str, text: str) -> str | None:
    """Return a bulletin's name whose organ stands below what it is called: 政　报 / 某地区行政公署."""
    name, organ = squeeze(above), squeeze(text)
    return organ + name if name in {"公报", "政报"} and agency.is_agency(organ) else None


def _is_slogan(text: str) -> bool:
    parts = re.split(r"[\s\u3000]+", text)
    return len(parts) >= 2 and all(re.fullmatch(rf"[{HAN}]{{3,8}}", part) for part in parts)
