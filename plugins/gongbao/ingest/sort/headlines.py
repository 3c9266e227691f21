"""The texts of a newsletter that has neither contents nor heads of documents: headlines over sentences."""

import re
from collections.abc import Collection, Sequence

from gongbao.bulletin import agency, dates, headings
from gongbao.bulletin.fold import HAN

from ..forms import elements, foot, press, reach
from ..model.lines import Line
from .masthead import is_masthead_line
from .pairing import Start

# 县政府召开第二季度安全生产工作会议: a headline has some words, and no sentence.
_HEADLINE = re.compile(r"[^。；：:！!\t…]{5,44}")
_TEXT = re.compile(r"^.{14,}[。：！”）)]$|^.{24,}；$|^.{48,}")
_BRIEF_TEXT = re.compile(r"^.{6,}[。！]$")
_ENTRY = re.compile(rf"^{dates.DIARY_DAYS}\s*.{{6,}}[。！]$")
# Who sent a story in stands below it: （县教育局）.
_SENDER = re.compile(r"^[（(][^（()）。；，：\d]{2,16}[)）]$")
# 图片新闻
_NAME = re.compile(rf"[{HAN}]{{2,4}}")
_LEAST = 2
_MOST_LINES = 2
# So far below a title the number of a document stands.
_OF_HEAD = 8


def starts(lines: Sequence[Line], skip: range, named: Collection[int] = ()) -> list[Start]:
    """Return where the texts begin, none if fewer than two have a headline.

    A headline is set apart from what stands above it, and sentences stand below. A banner over sentences
    (▲领导批示▲) heads a text too. named: the lines that are banners of sections.
    """
    apart = [at for at in range(1, len(lines)) if at not in skip and at not in named and is_apart(lines, at)]
    heads = [at for at in apart if _heads_sentences(lines, at, _TEXT)]
    banners = [at for at in range(len(lines) - 1) if at not in skip and _is_banner_over_text(lines, at)]
    if len(heads) < _LEAST:
        # 【经济】 / 2日　…, 【社会】 / 8日　…: a report whose texts have no other headlines.
        return [Start(at, at) for at in banners] if not heads and len(banners) >= _LEAST else []
    # Where two are sure, another may stand over a sentence of a few words.
    heads = [
        at for at in apart if at in heads or (lines[at].gap and _heads_sentences(lines, at, _BRIEF_TEXT))
    ]
    out = []
    for at in sorted({*heads, *banners}):
        is_below = at - 1 in named or (at and elements.banner_name(lines[at - 1].text))
        above = at - 1 if is_below and at - 1 not in banners else at
        out.append(Start(above, at))
    return out


def follow(lines: Sequence[Line], stories: Sequence[Start], documents: Sequence[Start]) -> bool:
    """Tell whether stories follow documents: the last of these ends right above the first story."""
    first = stories[0].head
    return documents[-1].title < first and reach.ends_a_document(lines, first - 1)


def foot_of_issue(lines: Sequence[Line]) -> int:
    """Return where the lines begin that close an issue: 报：…, 送：…, the number of copies."""
    return _start_of_foot(lines, 0)


def sent_to_of_issue(lines: Sequence[Line], title: int) -> int:
    """Return where the lines begin that say whom the issue goes to, below a last text that is no document: neither number nor
    day are about it, as of a chronicle; title: that text's."""
    end = _start_of_foot(lines, title, "cc")
    numbered = any(elements.number_in_brackets(line.text) for line in lines[title : title + _OF_HEAD])
    return len(lines) if numbered or reach.ends_a_document(lines, end - 1) else end


def _start_of_foot(lines: Sequence[Line], above: int, field: str | None = None) -> int:
    """Return where the last lines begin, not above one, that are each the number of copies or of a foot; field: of which alone."""
    end = len(lines)
    while end > above and (
        elements.COPIES.match(lines[end - 1].text.strip())
        or ((found := foot.read(lines, end - 1)) and field in (None, found.field))
    ):
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


def _heads_sentences(lines: Sequence[Line], at: int, text: re.Pattern[str]) -> bool:
    """Tell whether a headline of one line or two stands here, and sentences below it."""
    for count in range(1, _MOST_LINES + 1):
        if not may_be_headline(lines, at + count - 1) or (count > 1 and lines[at + 1].gap):
            return False
        below = lines[at + count].text.strip() if at + count < len(lines) else ""
        if text.match(below):
            return not elements.is_recipients(below)
    return False


def heads_text(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a headline is set apart from what stands above it, and a sentence stands right below."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    return bool(
        below
        and lines[at].gap
        and not below.gap
        and (may_be_headline(lines, at) or _NAME.fullmatch(elements.squeeze(lines[at].text)))
        and _TEXT.match(below.text.strip())
    )


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
    below = lines[at + 1].text.strip()
    return bool(elements.banner_name(lines[at].text) and (_TEXT.match(below) or _ENTRY.match(below)))
