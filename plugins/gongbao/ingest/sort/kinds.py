"""Find out what kind of source a text is: gazette, document, newspaper or compilation."""

import re
from collections.abc import Sequence

from gongbao.bulletin import dates, genre
from gongbao.bulletin.fold import HAN, fold

from ..forms import elements, foot, press
from ..model.contents import Contents
from ..model.lines import Line
from . import borders, headlines, masthead, newsletters, split

KINDS = ("gazette", "document", "newspaper", "compilation")
_COVER, _HEAD = 8, 12
# 2020年第3期_政府公报_某省人民政府
_PARTS = re.compile(r"(?:(?<!\s)\s+)?[_|｜]+\s*|(?:(?<!\s)\s+)?[-–—]+\s+|(?<!\s)\s+[-–—]+\s*")
_LEAST_ENTRIES = 2
_REPORTER = "(?:记者|通讯员|特约记者)"
_BYLINE = re.compile(
    rf"^[□■]?\s*(?:本报|本台)?(?:见习)?(?:首席)?{_REPORTER}[\s　:：]*[{HAN}]"
    r"|(?:记者|通讯员)\s*\w{1,4}\s*(?:文|摄|/|报道)"
)
_COLLECTION = re.compile(
    r"[（(](?:精选|实用|通用|推荐|优秀|最新|热门|共)?\s*[\d一二三四五六七八九十]+\s*篇[)）]|(?:范文|模板|大全|合集|汇编)(?:[（(].*[)）])?$"
)
_VOLUME = re.compile(r"(?:文件|制度|公文|通知|规定|文献|资料)(?:汇编|选编|汇集|辑存)(?:[（(].*[)）])?$")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[编篇章节]|专栏\s*\d|前\s*言$")
_COUNTED = re.compile("[一二三四五六七八九十]{1,3}、")
_CLAUSE = re.compile(r"第一条[\s\u3000]")
_FIRST = re.compile(r"\s*[【（(]?(?:第[一1]篇|篇[一1])")
_CRAWLED = re.compile(rf"^(?:时间|发布时间|日期|更新时间)[:：]\s*{dates.PUT_UP}.*(?:作者|来源|编辑)[:：]")


def kind_of(lines: list[Line], contents: Contents | None, beside: Sequence[str] = ()) -> str:
    """Return the kind of a source.

    beside: what a web page is called, or stands over the pages of a print: either may say that it is an issue.
    """
    found = _kind_of(lines, contents)
    if found != "document":
        return found
    for text in beside:
        said = masthead.parse([_line(part) for part in _PARTS.split(text)])
        if said.title and said.year and said.issue and _documents(lines) >= _LEAST_ENTRIES:
            return "gazette"
    return found


def _line(text: str) -> Line:
    return Line(0, text, tuple(range(len(text))))


def _kind_of(lines: list[Line], contents: Contents | None) -> str:
    head = lines[:40]
    if is_volume(lines[0].text):
        # 第一号 below a sentence counts an announcement, and no issue.
        head = head[: next((at for at, line in enumerate(head) if line.text.endswith("。")), len(head))]
    cover = masthead.parse([line for line in head if len(line.text) < 60])
    by_position = newsletters.read(cover, head[:_COVER])
    # 某集团文件汇编（2008年第1辑）: a bulletin that is called a collection.
    listed = bool(contents and len(contents.entries) >= _LEAST_ENTRIES)
    if cover.title and cover.issue and (cover.year or cover.total) and listed:
        return "gazette"
    collected = any(_COLLECTION.search(line.text.strip()) for line in lines[:2])
    # 某局公告汇编: what a collection has contents of, or counts as an issue, and numbers below the titles, are documents.
    counted = collected and cover.title and cover.issue and cover.year
    # What lists its texts by page was printed: 某市统计公报汇编.
    if contents and collected and sum(bool(entry.page) for entry in contents.entries) >= _LEAST_ENTRIES:
        return "document" if _is_outline(contents) else "gazette"
    # 县委文件汇编: documents under heads of their own, with neither contents nor an issue.
    if not counted and is_volume(lines[0].text) and _documents(lines) >= _LEAST_ENTRIES:
        return "document"
    numbered = sum(1 for line in lines if elements.number_in_brackets(line.text)) if listed or counted else 0
    if numbered >= _LEAST_ENTRIES and (counted or (contents and listed and not _is_outline(contents))):
        return "gazette"
    crawled = any(_CRAWLED.match(line.text) for line in lines[:4])
    # A page of one document has such a line, too; below it stands the number.
    of_one = any(elements.doc_number(line.text.strip()) for line in lines[:_HEAD])
    if collected or (crawled and not (of_one and not any(_FIRST.match(line.text) for line in lines[:_HEAD]))):
        return "compilation"
    # The head of minutes and reports in a series (会议纪要, 工作简报) is a document's.
    of_series = elements.MINUTES.match(cover.title or "")
    if (
        cover.title
        and cover.issue
        and not by_position
        and (not of_series or headlines.starts(lines, range(0)))
    ):
        return "gazette"
    if cover.title and cover.issue and by_position and not of_series and _is_parted(lines, by_position):
        return "gazette"
    if contents and listed and not _is_outline(contents) and not _lists_attachments(lines, contents):
        return "gazette"
    bylines = sum(
        1
        for line in lines
        if len(line.text) < 60 and _BYLINE.search(line.text.strip()) and "，" not in line.text
    )
    official = any(
        _CLAUSE.match(line.text.strip())
        or foot.is_official(lines, at)
        or elements.number_in_brackets(line.text)
        for at, line in enumerate(lines)
    )
    datelines = sum(1 for line in lines if press.DATELINE.match(line.text.strip()))
    if (bylines or datelines > 1) and not official:
        return "newspaper"
    return "document"


def _is_parted(lines: list[Line], name: Line) -> bool:
    """Tell whether what has any name over the number of an issue is a newsletter: who makes it and when below, several texts."""
    at = lines.index(name)
    below = masthead.parse(lines[at : at + _COVER // 2])
    newsletters.read(below, lines[at : at + _COVER // 2])
    made = below.published and below.labels
    return bool(made) and len(headlines.starts(lines, range(at + _COVER // 2))) >= _LEAST_ENTRIES


def is_volume(text: str) -> bool:
    """Tell whether a text is what a volume of an office's own documents is called: 2019年度县委文件汇编."""
    return bool(_VOLUME.search(elements.squeeze(text)))


def _documents(lines: list[Line]) -> int:
    """Count the documents of a volume: the red heads with their number right below, else what opens as documents do."""
    heads = sum(
        1
        for at, line in enumerate(lines[:-1])
        if elements.banner_agency(line.text) and elements.opens_with_number(lines[at + 1].text)
    )
    if heads:
        return heads
    starts = split.starts(lines, None, range(1), is_issue=True)
    return len(starts) + len(borders.between(lines, starts, range(1), {}))


def _lists_attachments(lines: list[Line], contents: Contents) -> bool:
    """Tell whether what looks like contents is a document's own list: 附件：1、某规程, 2、某规程, then their texts."""
    first = contents.entries[0].title
    at = next((n for n, line in enumerate(lines) if fold(first) in fold(line.text)), 0)
    return any(elements.LIST_OF_ATTACHMENTS.match(line.text) for line in lines[max(0, at - 1) : at + 1])


def _is_outline(contents: Contents) -> bool:
    """Tell whether contents are those of one text, a plan, a code or a report: they list its chapters and sections."""
    titles = [entry.title.strip() for entry in contents.entries]
    chapters = sum(1 for title in titles if _CHAPTER.match(title) or _is_section(title))
    return 2 * chapters >= len(titles)


def _is_section(title: str) -> bool:
    """Tell whether an entry names a counted section of a text, and no text: 一、2023年工作回顾."""
    return bool(_COUNTED.match(title)) and "关于" not in title and not genre.from_title(title)
