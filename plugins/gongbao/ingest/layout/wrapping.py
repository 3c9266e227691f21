"""Lines of print: where a sentence breaks off, what goes on below, how wide a source wraps its lines."""

import re
from itertools import pairwise
from statistics import median

from gongbao.bulletin import dates, headings
from gongbao.bulletin.fold import HAN

from ..model.lines import Line

_TERMINAL = re.compile(r"[。！？：；!?:;…”’）)】」』]$|[.．](?<!\d\.)$")
_CONTINUES = re.compile(r"[，、,（(“‘—]$")
_STARTS_NEW = re.compile(
    rf"^(?:特此|专此|此[复令致]|妥否|[{headings.ITEM_MARKS}]|第[{HAN}0-9]{{1,5}}[条章节]|附\s*件|抄送|[（(]此件)"
)
_DATED = re.compile(rf"^{dates.MONTH_DAY_IN_FIGURES}|^[●•]?\s*{dates.DIARY_DAYS}[，,　 ]")
_BULLET = re.compile(r"^(?:[（(][a-z]{1,3}[)）]|——|--|—|①|②|③|④|⑤|⑥|⑦|⑧|⑨|⑩)")
_WIDE_GAP = re.compile(r"\S(?:\u3000{2,}| {3,}|\u3000 )\S")
# What stands apart from a clause's text: 第一条　　为了….
_NUMBERING = re.compile(rf"^第[{HAN}0-9]{{1,5}}[条章节][\s\u3000]+")
_LABELLED = re.compile(rf"^(?![^:：]*(?:[下是为][:：]|如下|以下|下列))[{HAN}\s\u3000]{{2,8}}[:：]")
# A clause of a regulation is running text, marks inside or not.
_LEADS_ON = re.compile(rf"^第[{HAN}0-9]{{1,5}}条")
# 三等奖：甲税务所　乙税务所: a label and names set apart, which no sentence goes on from.
_NAMES = re.compile(rf"^[{HAN}\u3000]{{2,8}}[:：][{HAN}]+(?:\u3000[{HAN}]+)+$")
# 2．通信地址：人民路88号，邮编：734200: what ends in a telephone, a postcode or an address of the net is whole.
_REACHED_AT = re.compile(
    rf"^(?:\d{{1,2}}[.．、]|[（(]?[一二三四五六七八九十\d]{{1,3}}[)）、])?\s*(?:[{HAN}]{{0,6}}(?:电话|传真|邮编|地址|邮箱|网址|信箱|热线|邮政编码|手机|账号|帐号))[:：].*[\dA-Za-z]$"
    rf"|^(?:[{HAN}]{{0,6}}(?:地址|住址|住所(?:地)?))[:：].*[号室楼层栋座幢村组]$"
)
# No paragraph begins with a mark that closes what is before it; upright print has them at the head of a column.
_CLOSES = re.compile("[、，。；：？！）》”’」』]")
_ADOPTED = re.compile(r"^(?:已经|已于|业经|已由|经).{4,}(?:通过|同意|批准|审定)")
_IN_SENTENCE = re.compile("[，、；。]")
_LEADERS = re.compile(r"[.．·…⋯]{4,}")


def starts_new(text: str) -> bool:
    """Tell whether a line opens something of its own and so cannot continue a sentence."""
    text = text.strip()
    return bool(headings.marker(text) or _STARTS_NEW.match(text) or _DATED.match(text) or _BULLET.match(text))


def is_unfinished(text: str) -> bool:
    """Tell whether a line of running text breaks off in mid-sentence."""
    text = text.strip()
    if _TERMINAL.search(text) or dates.parse(text) or _REACHED_AT.match(text):
        return False
    if _CONTINUES.search(text):
        return True
    if headings.own_line(text) and not headings.run_in(text):
        return False
    # Titles and names have no marks of a sentence inside; running text of this length nearly always has.
    if len(text) >= 16 and _LEADS_ON.search(text):
        return True
    return (len(text) >= 16 and bool(re.search(r"[，。；：,;]", text))) or len(text) >= 60


def continues(first: Line, second: Line) -> bool:
    """Tell whether the second line is the other half of the first."""
    a, b = first.text.strip(), second.text.strip()
    # Names set in columns, and lines that open with a label (副组长：), are lists and no halves of a sentence.
    if (
        _WIDE_GAP.search(_NUMBERING.sub("", a))
        or _WIDE_GAP.search(b)
        or _LABELLED.match(b)
        or _NAMES.match(a)
    ):
        return False
    if is_parted(a, b) or splits_bracket(a, b):
        return True
    # 《某办法》 / 已经某次会议通过: a name closes no sentence that it opens.
    if a.startswith("《") and a.endswith("》") and _ADOPTED.match(b):
        return True
    if not is_unfinished(a) or starts_new(b) or second.hint.startswith("h") or "\t" in b:
        return False
    if _CONTINUES.search(a):
        return True
    # A headline under a sentence that breaks off: blanks inside, no mark at the end.
    looks_like_title = not re.search(r"[，。；：,;!?！？]", b) and len(b) >= 8
    return not looks_like_title


def measure(text: str) -> int:
    """Return how wide a line is set, in Chinese characters: two Latin letters or digits take the place of one."""
    text = text.strip()
    return (2 * len(text) - len(text.encode("ascii", "ignore")) + 1) // 2


def wrap_width(lines: list[Line], least: int = 16, joined: bool = False) -> int:
    """Return the width at which a source wraps its lines, 0 if every line is a paragraph.

    A wrapped source has many lines of nearly one length that end in mid-sentence; least is the narrowest column.
    joined: whether its reader has put the rows of paragraphs together; then lines of titles tell nothing.
    """
    long = [
        measure(line.text)
        for line in lines
        if measure(line.text) >= least - 2 and "\t" not in line.text and not _LEADERS.search(line.text)
    ]
    if len(long) < 4:
        return 0
    top = sorted(long)[int(len(long) * 0.85)]
    if not least <= top <= 64:
        return 0
    near = [n for n in long if abs(n - top) <= 2]
    broken = [
        a
        for a, b in pairwise(lines)
        if abs(measure(a.text) - top) <= 3 and b.gap == 0 and not _TERMINAL.search(a.text.strip())
        if not joined or _IN_SENTENCE.search(a.text)
    ]
    if len(near) >= 0.25 * len(long) and len(broken) >= max(2, 0.05 * len(long)):
        return int(median(near))
    # Where most lines are short, lists and heads: no line is wider, and sentences break off at that width.
    following = {id(a): b for a, b in pairwise(lines)}
    sure = [a for a in broken if _IN_SENTENCE.search(a.text) and not starts_new(following[id(a)].text)]
    return int(median(near)) if len(sure) >= 3 and max(long) <= top + 3 else 0


_OPEN_AT_END = re.compile(r"\S[（(][^（()）。]{1,30}$")
_CLOSED_FIRST = re.compile(r"\s*[^（()）。]{1,40}[)）](?:[，。；、]|$)")
_MONTH_FIRST = re.compile(rf"\s*{dates.MONTH_IN_FIGURES}")
_YEAR_LAST = re.compile(rf"(?<=\S{{6}}){dates.YEAR_IN_FIGURES}$")


def splits_date(first: str, second: str) -> bool:
    """Tell whether a line breaks off in the middle of a date: 应当于2020年 / 12月31日前."""
    return bool(_MONTH_FIRST.match(second) and _YEAR_LAST.search(first.rstrip()))


def splits_bracket(first: str, second: str) -> bool:
    """Tell whether a line breaks off within brackets that the next one closes: （电子邮箱： / nyj@example.com）。"""
    opened, closed = _OPEN_AT_END.search(first), _CLOSED_FIRST.match(second)
    return bool(opened and closed and not starts_new(second))


def is_parted(first: str, second: str) -> bool:
    """Tell whether the second line goes on with the first for certain: a date is parted, or a mark stands first: 、採集野菜等."""
    return splits_date(first, second) or (bool(_CLOSES.match(second.strip())) and len(second.strip()) > 1)


def wraps(first: Line, second: Line, width: int) -> bool:
    """Tell whether the second line goes on with the paragraph of the first in a wrapped source."""
    b = second.text
    parted = second.gap and not second.page_break
    if not parted and splits_date(first.text, b):
        return True
    if parted or starts_new(b) or _LABELLED.match(b) or indent(second):
        return False
    # 某某办法　　　第1期 / 某某规定　　　第6期: rows, and no halves of a sentence.
    if _WIDE_GAP.search(_NUMBERING.sub("", first.text.strip())) and _WIDE_GAP.search(b.strip()):
        return False
    return measure(first.text) + indent(first) >= width - 2


def indent(line: Line) -> int:
    """Return the two places that the indent of a paragraph's first line takes up, 0 if it has none."""
    return (
        2
        if (line.columns and line.columns[0] - line.margin >= 2) or re.match(r"[\u3000 ]{2,}\S", line.text)
        else 0
    )
