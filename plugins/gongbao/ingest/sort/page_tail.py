"""What a page has below the text that it shows: names of its other lists, in any words.

A list of other pages is told by its own words (最新文章|更多), and stands at the end of a text that was copied from a page.
Where it is set apart from the text by more blank lines than paragraphs are, all that is set apart is the page's. So is,
in whatever words, a line below the text that stands below what is known for the page's.
"""

import re
from collections.abc import Sequence

from gongbao.bulletin import agency, dates

from ..forms import elements
from ..model.lines import Drop, Line

_LONGEST, _MOST_LINES, _LEAST_TEXT = 40, 24, 3
_OF_PAGE = re.compile(
    r"(?:(?:最新|热门|热点|推荐|相关|更多|图片|头条)(?:文章|新闻|信息|资讯|动态|阅读|推荐|文件|政策|内容|专题|图文|图片|照片|视频|排行)|(?:阅读|点击|浏览)排行)"
    r"(?:\s*[|｜>»]*\s*(?:更多|more)\s*[>»]*)?|(?:查看)?更多\s*[>»]*|more\s*[>»]*",
    re.I,
)


def part(lines: list[Line], dropped: Sequence[Drop]) -> tuple[list[Drop], list[Line]]:
    """Part what a page has below its text from it: (drops, the lines up to there)."""
    if not any(drop.rule == "web-chrome" for drop in dropped):
        return [], lines
    top = len(lines)
    while top > 1 and len(lines) - top < _MOST_LINES and _may_be_of_page(lines[top - 1]):
        top -= 1
    mark = next((at for at in range(top, len(lines)) if _OF_PAGE.fullmatch(lines[at].text.strip())), None)
    if mark is None:
        return _below_known(lines, dropped, top)
    usual = max((line.gap for line in lines[1:top]), default=0)
    start = next((at for at in range(mark, top - 1, -1) if lines[at].gap > usual), mark)
    return [Drop("page-chrome", line) for line in lines[start:]], lines[:start]


def _below_known(lines: list[Line], dropped: Sequence[Drop], top: int) -> tuple[list[Drop], list[Line]]:
    """Part the lines at the end that stand right below a line of the page (扫一扫…, 版权所有…), once the text has ended."""
    if top < _LEAST_TEXT or len(lines) - top >= _MOST_LINES:
        return [], lines
    of_page = {drop.line.number for drop in dropped if drop.rule == "web-chrome"}
    above = {line.number: lines[at - 1].number for at, line in enumerate(lines) if at}
    start = next(
        (
            at
            for at in range(top, len(lines))
            if any(above[lines[at].number] < number < lines[at].number for number in of_page)
        ),
        len(lines),
    )
    return [Drop("page-chrome", line) for line in lines[start:]], lines[:start]


def _may_be_of_page(line: Line) -> bool:
    """Tell whether a line is no part of a text or its ending: neither sentence, list, file, day nor agency."""
    text = line.text.strip()
    of_text = (
        len(text) > _LONGEST
        or re.search("[。；：:;]|^附", text)
        or "\t" in line.text
        or elements.FILE.match(text)
        or dates.parse(text)
        or agency.split_joint(text)
        or elements.doc_number(text)
    )
    return not of_text
