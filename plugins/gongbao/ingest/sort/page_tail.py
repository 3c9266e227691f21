"""What a page has below the text that it shows: names of its other lists, in any words.

A list of other pages is told by its own words (最新文章|更多), and stands at the end of a text that was copied from a page.
Where it is set apart from the text by more blank lines than paragraphs are, all that is set apart is the page's.
"""

import re
from collections.abc import Sequence

from gongbao.bulletin import agency, dates

from ..forms import elements
from ..model.lines import Drop, Line

_LONGEST, _MOST_LINES = 40, 24
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
        return [], lines
    usual = max((line.gap for line in lines[1:top]), default=0)
    start = next((at for at in range(mark, top - 1, -1) if lines[at].gap > usual), mark)
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
