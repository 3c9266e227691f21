"""What a page has above the head of its document: its own name for it, a path, buttons, in any words.

Where the head begins is certain below the path to the page, where the title stands over the row that says when the page
was put up, where a whole title stands over the recipients, and at a red head over its number. Whatever no rule knows above
it is the page's.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, takewhile

from gongbao.bulletin import agency, dates, genre
from gongbao.bulletin.fold import abridges, fold, simplify

from ..forms import elements, heads, history
from ..model.lines import Drop, Line

# So far down the recipients may stand, and over so many lines the title may go.
_REACH = 24
_MOST_OF_TITLE = 4
_MOST_BELOW_TITLE = 3
_MOST_OF_HEAD = 6
_OF_OFFICES = frozenset({"docx", "ofd"})
_OPENS_TITLE = ("关于", "印发", "转发", "批转")
_LONGEST = 120
_LEAST_NAME = 6
_BRIEF = 8
_HERE_FOLLOWS = re.compile(
    r"^(?:以下是|下面是|现将)?(?:文件|通知|公告|通告|意见|决定|政策|方案|文章)?(?:的)?(?:全文|原文|详情|内容|具体内容)(?:详情)?如下[:：]$"
)
# What a page says in a sentence of its own before the whole of a document.
_WHOLE_FOLLOWS = re.compile(r"(?:全文|原文)[^，。：:]{0,8}如下[:：]?$")
_PATH = re.compile(
    r"(?:[您你]?(?:的|现在的?|当前的?|所在的?|当前所在的?|现在所在的?)位置|当前位置)\s*[:：]?|首\s*页\s*[>›»]|You are here\s*:"
)
_ROW = re.compile(
    r"[【\[]?(?:(?:信息|文章|稿件)?来源|(?:发布|更新|发表|公开)?(?:时间|日期)|浏览|点击|阅读|访问|字号|字体)"
)
_COUNTED = re.compile(r"^(?:\d{4}年)?第?\d{1,4}号(?:公告|通告|令)?[:：\s]*")
_STAMP = re.compile(dates.PUT_UP)


def may_be_of_site(form: str, dropped: Sequence[Drop]) -> bool:
    """Tell whether what stands above a head may be a site's: not in a document of an office, unless copied from a page."""
    return form not in _OF_OFFICES or any(drop.rule == "web-chrome" for drop in dropped)


def part(
    lines: list[Line], dropped: Sequence[Drop], carded: Sequence[Line] = ()
) -> tuple[list[Drop], list[Line], list[Line]]:
    """Part what stands above the head of a document from it: (drops, the lines from the head on, what no rule knows).

    dropped: what was found to be no content before. carded: the lines of the index card.
    """
    chrome = [drop.line for drop in dropped if drop.rule == "web-chrome" and drop.line.number <= _REACH]
    start = max(_below_path(lines, chrome), _over_row(lines, chrome), _below_card(lines, carded))
    start = max(start, _below_introduction(lines), _over_own_title(lines, dropped), _over_heading(lines))
    head, title = _over_recipients(lines[start:])
    start += head
    start += _to_title_again(lines[start:])
    start = start or _over_red_head(lines) or _over_counted_head(lines)
    above = lines[:start]
    introduced = max((at + 1 for at, line in enumerate(above) if _introduces(line.text.strip())), default=0)
    if not above or any(_belongs(line) for line in above[introduced:]):
        return [], lines, []
    title = title or fold(lines[start].text)
    below = fold("".join(line.text for line in lines[start : start + _MOST_OF_HEAD]))
    named = [
        _names(line.text, title) or (len(fold(line.text)) >= _LEAST_NAME and fold(line.text) in below)
        for line in above
    ]
    drops = [
        Drop("page-title" if own else "site-introduction" if at < introduced else "page-chrome", line)
        for at, (line, own) in enumerate(zip(above, named, strict=True))
    ]
    return drops, lines[start:], [line for line, own in zip(above, named, strict=True) if not own]


def _over_own_title(lines: Sequence[Line], dropped: Sequence[Drop]) -> int:
    """Return how many lines stand above the headings that are what the page calls itself: <title>甲法院公告</title>, 甲法院 / 公　告."""
    named = [fold(drop.line.text) for drop in dropped if drop.rule == "page-title"]
    for at, line in enumerate(lines[:_REACH]):
        if line.hint.startswith("h"):
            headings = takewhile(lambda one: one.hint.startswith("h"), lines[at : at + _MOST_OF_TITLE])
            titles = accumulate(fold(one.text) for one in headings)
            return at if any(len(title) >= _LEAST_NAME and title in named for title in titles) else 0
    return 0


def _over_heading(lines: Sequence[Line]) -> int:
    """Return how many lines stand above the first heading of a page where these are a few words each and no part of a head, and
    the heading is called as documents are: 地方性法规 over 某省人民代表大会常务委员会公告."""
    at = next((n for n, line in enumerate(lines[:_MOST_OF_TITLE]) if line.hint.startswith("h")), 0)
    heading = simplify(elements.squeeze(lines[at].text)) if at else ""
    kind = genre.from_title(heading)
    called = kind and (agency.of_title(heading) or agency.is_agency(heading.removesuffix(kind)))
    brief = all(len(elements.squeeze(line.text)) <= _BRIEF for line in lines[:at])
    own = any(
        agency.split_joint(line.text.strip()) or heads.element(lines, n) for n, line in enumerate(lines[:at])
    )
    return at if called and brief and not own else 0


def _introduces(text: str) -> bool:
    return bool(_HERE_FOLLOWS.match(text) or _WHOLE_FOLLOWS.search(text))


def _below_introduction(lines: Sequence[Line]) -> int:
    """Return how many lines stand above a whole title that a page's own sentence introduces: …发布通告，全文如下：."""
    said = [at for at, line in enumerate(lines[:_REACH]) if _WHOLE_FOLLOWS.search(line.text.strip())]
    below = said[0] + 1 if said else len(lines)
    joined = ""
    for line in lines[below : below + _MOST_OF_HEAD]:
        joined += simplify(elements.squeeze(line.text))
        if genre.from_title(joined) and (agency.of_title(joined) or joined.startswith(_OPENS_TITLE)):
            return below
    return 0


def _belongs(line: Line) -> bool:
    """Tell whether a line above the title is more than a page's: a number, a sentence."""
    text = line.text.strip()
    # A stamp or a note may stand beside the number.
    numbered = any(elements.doc_number(part) for part in text.split("\u3000") if part)
    numbered = numbered or elements.opens_with_number(text) or bool(elements.SERIAL_NUMBER.match(text))
    return numbered or text.endswith(("。", "；", ";"))


def _below_path(lines: Sequence[Line], chrome: Sequence[Line]) -> int:
    """Return how many lines stand above the path to the page: the site's name, its menu."""
    path = next((line.number for line in chrome if _PATH.match(line.text.strip())), 0)
    return sum(line.number < path for line in lines[:_REACH])


def _below_card(lines: Sequence[Line], carded: Sequence[Line]) -> int:
    """Return how many lines stand above the index card of a page that has the title below it: its site, its search."""
    if not carded:
        return 0
    count = sum(line.number < carded[0].number for line in lines[:_REACH])
    title = simplify(elements.squeeze(lines[count].text)) if count < len(lines) else ""
    below = count < len(lines) and lines[count].number > carded[-1].number
    return count if below and genre.from_title(title) and "关于" in title else 0


def _over_row(lines: Sequence[Line], chrome: Sequence[Line]) -> int:
    """Return how many lines stand above the title that a page has over its row of dates and buttons, if it is one."""
    row = next((line.number for line in chrome if _is_row(line.text)), 0)
    at = sum(line.number < row for line in lines[:_REACH]) - 1
    if at < 1:
        return 0
    title = fold(lines[at].text)
    below = fold("".join(line.text for line in lines[at + 1 : at + 1 + _REACH]))
    whole = genre.from_title(lines[at].text.strip()) and "关于" in simplify(lines[at].text)
    while whole and at and _opens_above(lines[at - 1].text):
        at -= 1
    return at if len(title) >= _LEAST_NAME and (whole or title in below) else 0


def _is_row(text: str) -> bool:
    """Tell whether a line of a page is its row of dates and buttons: by its first label, or by the day in it."""
    return bool(_ROW.match(simplify(text.strip())) or _STAMP.search(text))


def _to_title_again(lines: Sequence[Line]) -> int:
    """Return how many lines stand above the title where it stands again over the text, and not only whose it is between.

    What stands between the two is a page's (公众号二维码, 分享), unless it belongs to the document: a number, a sentence.
    """
    title = fold(lines[0].text) if lines else ""
    if len(title) < _LEAST_NAME:
        return 0
    for at, line in enumerate(lines[1:_REACH], start=1):
        # On the next page of a print begins another text of the same session.
        if line.page_break:
            break
        if fold(line.text) == title:
            between = lines[1:at]
            of_head = all(_is_of_head(one.text) for one in between) or _all_of_head(lines, at)
            return 0 if of_head else at
        if _belongs(line) or len(line.text) > _LONGEST or elements.is_recipients(line.text.strip()):
            break
    return 0


def _is_of_head(text: str) -> bool:
    """Tell whether a line between two titles is read as the document's: whose it is, a day, when it was passed or put into force."""
    return bool(agency.split_joint(text.strip()) or dates.parse(text) or history.history_lines([text]))


def _over_recipients(lines: list[Line]) -> tuple[int, str]:
    """Return how many lines stand above the head whose title stands over the recipients, and that title."""
    top = _recipients(lines)
    start, end = _title(lines, top) if top > 1 else (0, 0)
    if not start or _is_one_title(lines, top):
        return 0, ""
    title = fold("".join(line.text for line in lines[start:end]))
    issued = bool(agency.of_title(simplify(title)))
    while start and ((not issued and _opens_above(lines[start - 1].text)) or heads.element(lines, start - 1)):
        start -= 1
    # A page that prints the title twice is read where the title is.
    return (0, "") if _all_of_head(lines, start) or fold(lines[0].text) == title else (start, title)


def _over_red_head(lines: list[Line]) -> int:
    """Return how many lines stand above a red head over its number (某局文件 / 某函〔1998〕31号): stamps, notes, codes.

    Agencies above it may issue the document with the one that it names; urgency and the like belong to it.
    """
    for at in range(1, min(_REACH, len(lines) - 1)):
        found = heads.element(lines, at)
        if found and found.rule == "red-head" and lines[at].text.strip().endswith("文件"):
            below = heads.element(lines, at + found.count)
            is_numbered = below is not None and below.number is not None
            beside = agency.split_joint(lines[at - 1].text.strip()) or _all_of_head(lines, at)
            if below is None or not is_numbered or beside:
                return 0
            return at - 1 if _has_title_above(lines, at, at + found.count + below.count) else at
        if found or _belongs(lines[at]) or len(lines[at].text) > _LONGEST:
            return 0
    return 0


def _over_counted_head(lines: Sequence[Line]) -> int:
    """Return 1 where a page's own name stands over the head of an announcement that is counted, and shortens the title below
    it: 2022年第3号公告：某县2021年度预算执行审计结果 / 某县审计局审计结果公告 / 2022年第3号 / title."""
    found = heads.element(lines, 1) if len(lines) > _MOST_OF_HEAD else None
    # 甲局 / 乙局　通告 / 〔2021〕第3号: the first agency of the head.
    if not found or not found.number or agency.split_joint(lines[0].text):
        return 0
    name, title = fold(_COUNTED.sub("", lines[0].text.strip())), fold(lines[1 + found.count].text)
    # 《某县城市绿化管理办法》已经…通过: the order's text, and above it the name of what it makes known.
    if re.search("[，。《》]", title):
        return 0
    return int(_LEAST_NAME <= len(name) <= len(title) and abridges(name, title))


def _has_title_above(lines: Sequence[Line], head: int, below: int) -> bool:
    """Tell whether a red head has the title of its document above it, as a page sets it, and recipients right below its number."""
    addressed = below < len(lines) and elements.is_recipients(lines[below].text.strip())
    title = simplify(lines[head - 1].text.strip())
    return addressed and "关于" in title and bool(genre.from_title(title))


def _names(text: str, title: str) -> bool:
    """Tell whether a line is the document's title, or the text that its title issues."""
    said = fold(text)
    return len(said) >= _LEAST_NAME and (said in title or title in said or abridges(said, title))


def _recipients(lines: Sequence[Line]) -> int:
    """Return where the recipients stand, 0 where a sentence of the text stands above them."""
    said = False
    for at, line in enumerate(lines[:_REACH]):
        text = line.text.strip()
        if _HERE_FOLLOWS.match(text):
            said = False
        elif at and not said and elements.is_recipients(text):
            return at
        elif text.endswith(("。", "；", ";")) or len(text) > _LONGEST:
            # A page may say in its own words what it shows, and then: 文件全文如下：
            said = True
    return 0


def _title(lines: Sequence[Line], top: int) -> tuple[int, int]:
    """Return from which line on, below the first one, to which the title over the recipients goes; (0, 0) if none."""
    for _n in range(_MOST_BELOW_TITLE):
        bare = lines[top - 1].text.strip().strip("（()）")
        if not (elements.doc_number(bare) or lines[top - 1].text.strip()[:1] in {"（", "("}):
            break
        top -= 1
        if not top:
            return 0, 0
    for n in range(1, min(_MOST_OF_TITLE, top) + 1):
        joined = simplify(elements.squeeze("".join(line.text for line in lines[top - n : top])))
        if genre.from_title(joined) and (agency.of_title(joined) or joined.startswith(_OPENS_TITLE)):
            return top - n, top
    return 0, 0


def _opens_above(text: str) -> bool:
    """Tell whether a line belongs to the title below it: the agency, or 某县人民政府关于."""
    bare = simplify(elements.squeeze(text))
    return bool(agency.split_joint(bare) or agency.split_joint(simplify(text.strip()))) or bare.endswith(
        ("关于", "印发", "转发")
    )


def _is_one_title(lines: Sequence[Line], top: int) -> bool:
    """Tell whether all above the recipients is the title, over several lines."""
    joined = simplify(elements.squeeze("".join(line.text for line in lines[:top])))
    last = simplify(elements.squeeze(lines[top - 1].text))
    if agency.of_title(last) and genre.from_title(last) and not _opens_above(lines[top - 2].text):
        # Above a whole title stands what is not of it: 其他文件.
        return False
    return top <= _MOST_OF_TITLE and bool(agency.of_title(joined))


def _all_of_head(lines: Sequence[Line], start: int) -> bool:
    """Tell whether all above the title is known for a part of the head."""
    at = 0
    while at < start and (found := heads.element(lines, at)):
        at += found.count
    return at >= start
