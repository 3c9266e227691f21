"""The red head (发文机关标志) of one agency or several, with 文件, 令 or 公告 behind any of them, or with nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongbao.bulletin import agency, number
from gongbao.bulletin.fold import HAN, simplify

from ..model.lines import Line
from . import elements, orders

_MOST_LINES = 8
# 地方标准公告 is counted by itself, as 公告 is.
MARK = re.compile(
    r"(?:文件|任免(?:通知|文件)|公?函|(?:明传|传真)?电报|(?:内部)?明电|命令|令|(?:(?:地方|国家|行业|团体)标准)?(?:公告|通告))$"
)

_OF_A_KIND = re.compile("任免(?:通知|文件)|公?函|(?:明传|传真)?电报|(?:内部)?明电")
# 某县人民政府公告 over a whole number and a title of its own.
_OVER_TITLE = re.compile("公告|通告")
# 某专员公署指示 over a whole number and a title of its own: a kind of document that titles end in as well.
_KIND_OVER_TITLE = re.compile("(?:指示|通知|批复|通报|布告|决定|报告|请示|意见|训令)$")


# 某县人民政府（批复）: what kind of document it heads stands in brackets.
_KIND_BEHIND = re.compile(
    r"[\s\u3000]*[（(](?:批\s*复|指\s*示|通\s*知|函|决\s*定|通\s*报|请\s*示|报\s*告|布\s*告|意\s*见|命\s*令|文\s*件)[）)]$"
)
_CLOSES_KIND = frozenset("示知复报告定见令")
# A name is broken over so many lines at most, each of so many characters.
_MOST_PARTS = 3
_LONGEST_PART = 26
_LONGEST_TITLE_HEAD = 60
_PART = re.compile(rf"^[{HAN}（）()“”·]{{1,{_LONGEST_PART}}}$")
_NO_PART = re.compile("关于|转发|批转|印发|(?:公报|政报|目录|要闻|大事记|[年月].{1,3}日)$")
_ABOUT = re.compile("关于|關於|印发|转发|批转")
_FULL_NAME = re.compile("^(?:中共|中国|中华|国家|国务院|最高|共青团|全国)")
# What organs have of their own: below the name of one it is the rest of a longer name.
_OF_ORGAN = re.compile(
    "^(?:办公厅|办公室|常务委员会|常委会|党组|党委|党工委|工作委员会|委员会|机关党委|纪检组|工会|团委)+(?:办公厅|办公室)?$"
)
# These have organs that bear their name without its place: 某县人民政府 / 防汛抗旱指挥部, 中共某县委 / 组织部.
_HAS_ORGANS = re.compile("人民政府$|^中共.{2,20}委(?:员会)?$")
_WITH_PLACE = re.compile("^[省市区县州盟旗]")
# Organs of the centre have branches that bear both names: 国家税务总局 / 某县税务局.
_OF_CENTRE = re.compile("^(?:国家|中国)")
_BRANCH = re.compile("(?:税务局|调查队|分局|监管局|监察局|[支分]行|办事处)$")


@dataclass(frozen=True)
class Banner:
    """A red head: how many lines it takes, the agencies it names, what it calls the document."""

    count: int
    agencies: tuple[str, ...]
    mark: str


def read(lines: Sequence[Line], at: int) -> Banner | None:
    """Read the red head that opens at a line; None if the lines are none.

    Agencies without 文件 may as well open a title or sign a text: they are a red head only above a number. A name may be
    broken over lines, within it or before 文件.
    """
    if names := _of_letter(lines, at):
        return Banner(1, names, "")
    units: list[_Unit] = []
    n = at
    while n < min(len(lines), at + _MOST_LINES):
        marked = any(unit.mark for unit in units)
        found = _unit(lines, n, marked)
        # Below a whole name the rest of a longer one: 某县人民政府 / 办公室文件.
        longer = _longer(lines, units[-1], n) if units and not units[-1].mark else None
        if longer and not (marked and longer.mark):
            units[-1] = longer
            n = longer.end
        elif found and (found.names or units):
            units.append(found)
            n = found.end
        else:
            break
    return _banner(lines, at, units)


def _of_letter(lines: Sequence[Line], at: int) -> tuple[str, ...]:
    """Return the agency whose name heads the paper, where the title below opens with the same name: 某局 / 某局 / 关于…."""
    if at + 2 >= len(lines) or not _ABOUT.match(lines[at + 2].text.strip()):
        return ()
    name = elements.squeeze(lines[at].text)
    return agency.split_joint(name) if name == elements.squeeze(lines[at + 1].text) else ()


def _banner(lines: Sequence[Line], at: int, units: Sequence["_Unit"]) -> Banner | None:
    names = tuple(name for unit in units for name in unit.names)
    if not names:
        return None
    end = units[-1].end
    mark = next((unit.mark for unit in units if unit.mark), "")
    # 某区人民政府任免通知, 某局函: red heads of a kind of document, which the number tells from its title.
    if _OF_A_KIND.fullmatch(mark):
        return Banner(end - at, names, "文件") if _is_numbered(lines, end, "文件") else None
    if _OVER_TITLE.fullmatch(mark) and _titled_below(lines, end):
        return Banner(end - at, names, "文件")
    if _KIND_OVER_TITLE.fullmatch(mark):
        return Banner(end - at, names, "文件") if _titled_below(lines, end) else None
    numbered = end < len(lines) and _is_numbered(lines, end, mark)
    if not numbered and any(unit.broken and not _is_full(unit) for unit in units):
        return None
    if mark == "文件" and not numbered:
        # Behind 文件 a further name belongs to the head only if the number follows it.
        upto = next(n for n, unit in enumerate(units) if unit.mark) + 1
        names = tuple(name for unit in units[:upto] for name in unit.names)
        return Banner(units[upto - 1].end - at, names, mark)
    if mark == "文件":
        return Banner(end - at, names, mark)
    return Banner(end - at, names, mark) if numbered and (mark or end > at) else None


def _titled_below(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a whole number stands here, and below it the title that it is of: …关于…."""
    if at + 1 >= len(lines) or not elements.opens_with_number(lines[at].text):
        return False
    return "关于" in simplify("".join(line.text for line in lines[at + 1 : at + 3])[:_LONGEST_TITLE_HEAD])


@dataclass(frozen=True)
class _Unit:
    """Names that a head has on a line, or one over several lines, and the mark behind them; end: the line below."""

    start: int
    end: int
    text: str
    names: tuple[str, ...]
    mark: str

    @property
    def broken(self) -> bool:
        """Tell whether it stands on several lines."""
        return self.end - self.start > 1


def _unit(lines: Sequence[Line], at: int, marked: bool) -> _Unit | None:
    """Read names at a line, or a name that it begins and further lines end."""
    one = _read_unit(lines, at, at + 1, marked)
    if one or not _is_part(lines[at]):
        return one
    for end in range(at + 2, min(at + _MOST_PARTS, len(lines)) + 1):
        # A line that is a head by itself is not the rest of another.
        if not _is_part(lines[end - 1]) or _stands_alone(lines, end - 1):
            return None
        if found := _read_unit(lines, at, end, marked):
            return found if len(found.names) == 1 else None
    return None


def _longer(lines: Sequence[Line], unit: _Unit, at: int) -> _Unit | None:
    """Return a unit with the line below it, where that ends its name."""
    if unit.mark or len(unit.names) != 1 or at - unit.start >= _MOST_PARTS or not _is_part(lines[at]):
        return None
    rest = _without_mark(elements.squeeze(lines[at].text))
    branch = _OF_CENTRE.match(unit.text) and agency.place_of(rest) and _BRANCH.search(rest)
    of_organ = _HAS_ORGANS.search(unit.text) and not (
        agency.place_of(rest) or _FULL_NAME.match(rest) or _WITH_PLACE.match(rest)
    )
    if not (_OF_ORGAN.match(rest) or branch or (of_organ and agency.is_agency(rest))):
        return None
    found = _read_unit(lines, unit.start, at + 1, False)
    return found if found and len(found.names) == 1 else None


def _read_unit(lines: Sequence[Line], at: int, end: int, marked: bool) -> _Unit | None:
    if any("\t" in line.text for line in lines[at:end]):
        return None
    text = lines[at].text.strip() if end == at + 1 else "".join(_bare(line) for line in lines[at:end])
    bare = elements.squeeze(text)
    if joint := issuers(text):
        return _Unit(at, end, bare, joint, "")
    found = MARK.search(bare) or (_KIND_OVER_TITLE.search(bare) if bare[-1:] in _CLOSES_KIND else None)
    if not found or marked:
        return None
    # A name that a blank parts from 文件, or that stands beside it; 文件 alone closes the names above it.
    names = agency.split_joint(_without(text, found.group()))
    return _Unit(at, end, bare, names, found.group()) if names or bare == found.group() else None


def _bare(line: Line) -> str:
    return elements.squeeze(line.text)


def _is_part(line: Line) -> bool:
    """Tell whether a line may be a part of a name that is broken over lines."""
    bare = _bare(line)
    return bool(_PART.match(bare)) and not _NO_PART.search(bare)


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    found = _read_unit(lines, at, at + 1, False)
    return bool(found and found.names and _is_full(found))


def _is_full(unit: _Unit) -> bool:
    """Tell whether a name opens as full names do, with its place or with what is national."""
    return bool(agency.place_of(unit.text) or _FULL_NAME.match(unit.text))


def _without_mark(bare: str) -> str:
    found = MARK.search(bare)
    return bare[: found.start()] if found else bare


def issuers(text: str) -> tuple[str, ...]:
    """Return the agencies that a line of a red head names; the session of a congress announces under its own name."""
    text = _KIND_BEHIND.sub("", text)
    session = re.fullmatch(
        r"\S{4,40}(?:代表大会|委员会)第[一二三四五六七八九十\d]{1,4}次(?:全体)?会议", elements.squeeze(text)
    )
    return agency.split_joint(text) or ((session.group(),) if session else ())


def _without(text: str, mark: str) -> str:
    """Return the text without the mark at its end, however it is spaced."""
    return re.sub(r"[\s\u3000]*".join(mark) + r"[\s\u3000]*$", "", text)


def _is_numbered(lines: Sequence[Line], at: int, mark: str) -> bool:
    """Tell whether a number stands right below: 第7号 below an order, a whole number below anything else."""
    if mark and mark != "文件":
        return orders.is_serial(lines[at].text)
    for line in lines[at : at + 3]:
        text = line.text.strip()
        if elements.opens_with_number(text):
            return True
        bare = elements.squeeze(text)
        if elements.TELEGRAM.match(text):
            if number.find_all(text):
                return True
            continue
        if not (elements.URGENCY.match(bare) or elements.MINUTES.match(bare)):
            return False
    return False
