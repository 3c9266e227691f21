"""Where a title ends that is known by its form alone: each line that it may end with is weighed.

The lines from a title down to what can be no title (a number, recipients, a day, text) are the title, and perhaps who
issued or wrote the text. For a title speak the words that it ends with; for an end what stands below it, since each of
these lines has to be one of the two.
"""

import re

from gongbao.bulletin import agency, genre, headings, names, pairs
from gongbao.bulletin.fold import HAN, simplify
from gongbao.bulletin.numerals import HAN_COUNT

from ..forms import elements, persons
from ..model.lines import Line
from .heads import is_running_text

# What a title may end with, and how much it says.
_IN_A_GENRE, _CALLED_A_TEXT, _UNFINISHED, _AGENCY_ALONE, _OPEN_BRACKET = 2.0, 1.5, -4.0, -3.0, -3.0
# What a line below the end may be; a title that goes down to the end of its lines leaves nothing to explain.
_OF_MAKERS, _GOES_ON, _UNEXPLAINED = 1.0, -3.0, -3.0
_TEXTS = re.compile(
    "(?:公报|报告|纪要|决议|决定|讲话|致辞|发言|解读|说明|汇报|综述|规划|纲要|方案|预案|计划|要点|办法|细则|规定|条例|规则|章程|名单|公告|通告|倡议书|公开信"
    "|议程|日程|情况|概况|分析|总结|思考|调查|指南|标准|目录|清单|问答|答复|意见书?|建议书?|须知|启事|年报)(?:[（(][^（()）]{1,16}[)）])?$"
)
_LEADS_ON = re.compile("(?:关于|印发|转发|批转|同意|成立|[的和与及、《对在])$")
_CONTINUES = re.compile(
    "^(?:关于|印发|转发|批转|[的和与及、》）)]|(?:通知|意见|决定|通告|公告|批复|函|报告|办法|方案)$)"
)
_SHORTEST = 4
_REMARK = re.compile("[（(][^（()）]{2,40}[)）]")
# What a title says of its text in brackets: （试行）, （征求意见稿）, （2024—2026年）, （第一号）.
_OF_TITLE = re.compile(rf"[行订正案稿选要登续版文年期号份]|^.[上中下{HAN_COUNT}].$|[—–-]")
# 时　　间：…
_SPACED_LABEL = re.compile(rf"^[{HAN}](?:[\s\u3000]+[{HAN}]){{1,4}}[\s\u3000]*[：:]")
# 时间：…, 主持人：…: what a text opens with that has labels.
_LABELLED = re.compile(rf"^(?:[{HAN}]{{2,8}}|[问答問])(?:[（(][{HAN}]{{1,6}}[)）])?\s*[：:]\s*\S")


def best(lines: list[Line], at: int, most: int) -> int:
    """Return over how many of the lines a title goes, at most `most`; lines below its end are those who made the text."""
    if most < 2:
        return most
    weights = [_weight(lines[at : at + most], count) for count in range(1, most + 1)]
    # Where nothing speaks for another end, the title goes as far as it can.
    return max(range(1, most + 1), key=lambda count: (weights[count - 1], count))


def _weight(lines: list[Line], count: int) -> float:
    title = "".join(elements.squeeze(line.text) for line in lines[:count])
    below = lines[count:]
    return _as_title(title) + (_as_below(title, below) if below else 0.0)


def _as_title(title: str) -> float:
    """Return what the words of a title say for its being whole."""
    weight = 0.0
    if agency.split_joint(title):
        weight += _AGENCY_ALONE
    if _LEADS_ON.search(simplify(title)):
        weight += _UNFINISHED
    if not pairs.is_balanced(title):
        weight += _OPEN_BRACKET
    if genre.from_title(title):
        weight += _IN_A_GENRE
    elif len(title) >= _SHORTEST and _TEXTS.search(simplify(title)):
        weight += _CALLED_A_TEXT
    return weight


def _as_below(title: str, below: list[Line]) -> float:
    """Return what lines below an end say for it: all of them have to be makers of the text."""
    first = simplify(elements.squeeze(below[0].text))
    if says_its_kind_again(title, first):
        return _OF_MAKERS
    if _CONTINUES.match(first):
        return _GOES_ON
    return sum(_OF_MAKERS / len(below) if _stands_below(line.text) else _UNEXPLAINED for line in below)


def says_its_kind_again(title: str, line: str) -> bool:
    """Tell whether the line below a whole title is its kind alone (关于…的公告 / 公告): the red head under a page's title."""
    return len(line) > 1 and title.endswith(line) and genre.from_title(title) == line


def _stands_below(text: str) -> bool:
    """Tell whether a line is no part of a title, wherever that ends: who made the text, or a remark in brackets (（53人）)."""
    bare = elements.squeeze(text)
    return is_maker(text) or bool(_REMARK.fullmatch(bare) and not _OF_TITLE.search(bare))


def is_maker(text: str) -> bool:
    """Tell whether a line names who made a text: agencies, an office with a name, a name, both side by side (某县史志办　苗雨田)."""
    office, _, name = text.strip().partition("\u3000")
    if agency.is_agency(office) and names.is_name(name):
        return True
    return bool(
        agency.split_joint(text)
        or persons.is_person(text)
        or persons.is_group_of_writers(text)
        or names.is_name(text.strip())
    )


def is_labelled(text: str) -> bool:
    """Tell whether a line is a label with its value, letter-spaced or not: 时　间：2021年10月18日."""
    bare = _SPACED_LABEL.sub(lambda match: elements.squeeze(match[0]), text)
    return _LABELLED.match(bare) is not None


def opens_no_title(line: Line) -> bool:
    """Tell whether a line is of a text: a sentence, a counted heading, recipients, a label with its value."""
    text = line.text.strip()
    return bool(
        is_running_text(text)
        or elements.is_recipients(text)
        or is_labelled(text)
        or headings.marker(text)
        or text.endswith(("。", "：", ":"))
    )
