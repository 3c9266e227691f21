"""The texts of a newsletter that has neither contents nor heads of documents: headlines over sentences."""

import re
from collections.abc import Collection, Sequence

from gongbao.bulletin import agency, dates, headings

from ..forms import elements, foot, press
from ..model.lines import Line
from .masthead import is_masthead_line
from .pairing import Start

# 县政府召开第二季度安全生产工作会议: a headline has some words, and no sentence.
_HEADLINE = re.compile(r"[^。；：:！!\t…]{5,44}")
_TEXT = re.compile(r"^.{14,}[。：！”）)]$|^.{24,}；$|^.{48,}")
# Who sent a story in stands below it: （县教育局）.
_SENDER = re.compile(r"^[（(][^（()）。；，：\d]{2,16}[)）]$")
_LEAST = 2
_MOST_LINES = 2


def starts(lines: Sequence[Line], skip: range, named: Collection[int] = ()) -> list[Start]:
    """Return where the texts begin, none if fewer than two have a headline.

    A headline is set apart from what stands above it, and sentences stand below. A banner over sentences
    (▲领导批示▲) heads a text too. named: the lines that are banners of sections.
    """
    heads = [
        at
        for at in range(1, len(lines))
        if at not in skip and at not in named and is_apart(lines, at) and _heads_sentences(lines, at)
    ]
    if len(heads) < _LEAST:
        return []
    banners = [at for at in range(len(lines) - 1) if at not in skip and _is_banner_over_text(lines, at)]
    out = []
    for at in sorted({*heads, *banners}):
        is_below = at - 1 in named or (at and elements.banner_name(lines[at - 1].text))
        above = at - 1 if is_below and at - 1 not in banners else at
        out.append(Start(above, at))
    return out


def foot_of_issue(lines: Sequence[Line]) -> int:
    """Return where the lines begin that close an issue: 报：…, 送：…, the number of copies."""
    end = len(lines)
    while end and (elements.COPIES.match(lines[end - 1].text.strip()) or foot.read(lines, end - 1)):
        end -= 1
    return end


def is_apart(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a blank line, a banner or a sender stands above a line, it is marked as a heading, or a story opens below it."""
    return bool(
        lines[at].gap
        or lines[at].parted
        or _is_sender(lines, at - 1)
        or lines[at].hint.startswith("h")
        or elements.banner_name(lines[at - 1].text)
        or (at + 1 < len(lines) and press.DATELINE.match(lines[at + 1].text.strip()))
    )


def _heads_sentences(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a headline of one line or two stands here, and sentences below it."""
    for count in range(1, _MOST_LINES + 1):
        if not may_be_headline(lines, at + count - 1) or (count > 1 and lines[at + 1].gap):
            return False
        below = lines[at + count].text.strip() if at + count < len(lines) else ""
        if _TEXT.match(below):
            return not elements.is_recipients(below)
    return False


def _is_sender(lines: Sequence[Line], at: int) -> bool:
    return at >= 0 and bool(_SENDER.match(lines[at].text.strip()))


def is_text(text: str) -> bool:
    """Tell whether a line is one of running text."""
    return bool(_TEXT.match(text))


def may_be_headline(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line may be a headline: some words, and no sentence, agency, day, or line of foot or masthead."""
    if at >= len(lines):
        return False
    text = lines[at].text.strip()
    return bool(
        _HEADLINE.fullmatch(text)
        and not headings.marker(text)
        and not elements.banner_name(text)
        # 城关镇建成社区照料中心 ends like an agency; below who sent in the story above stands none.
        and (_is_sender(lines, at - 1) or not agency.split_joint(text))
        and not dates.find(text)
        and not is_masthead_line(text)
        and not foot.read(lines, at)
    )


def _is_banner_over_text(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a banner has sentences right below it, and no headline."""
    return bool(elements.banner_name(lines[at].text)) and bool(_TEXT.match(lines[at + 1].text.strip()))
