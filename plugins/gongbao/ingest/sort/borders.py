"""Where texts of an issue meet that has no contents: each line that may be a title is weighed by what stands around it.

Documents with a head are found by it (`split`). Reports, news, explanations and lists have none: a section's banner or a line of
signs above, the end of another text, a blank line, a number or recipients below speak for a border; that the document above names the
title, or makes a text known, speaks against it.
"""

import re
from collections.abc import Mapping, Sequence

from gongbao.bulletin import agency, dates, genre, headings, names
from gongbao.bulletin.fold import HAN, fold, simplify
from gongbao.messages import Message

from ..forms import elements, head_titles, orders, persons, reach
from ..forms.head_openings import is_part
from ..model.contents import Entry
from ..model.lines import Line
from ..model.record import Flag
from . import headlines, pairing, title_types
from .entry_title import ATTACHED
from .lookup import Lookup
from .pairing import Start

# What speaks for a border, and how much; so much is enough.
_UNDER_BANNER, _BELOW_SIGNS, _HEADED_ALIKE, _SET_ALIKE, _BELOW_AN_END = 2.5, 2.0, 1.5, 3.0, 1.5
_OVER_NUMBER, _OVER_NOTE, _OVER_MAKERS, _OVER_RECIPIENTS, _OVER_SPEAKER = 2.0, 2.0, 1.5, 1.5, 1.0
_CALLED_A_PART, _IN_A_GENRE, _OF_AN_AGENCY, _CALLED_A_TEXT = 1.5, 1.0, 1.0, 1.0
_BELOW_A_SENTENCE, _SET_APART, _OVER_TEXT, _OF_A_PLACE, _BRIEF_BELOW_AN_END = 0.5, 0.5, 0.5, 0.5, 0.5
_ENOUGH, _ENOUGH_BELOW = 3.0, 1.0
# News of a few lines follow each other below a banner.
_IN_A_RUN, _BRIEF = 1.5, 4
_ABOUT = re.compile("关于|印发|转发|批转|第[一二三四五六七八九十百\\d]{1,4}[届次]")
_WITH_COLON = re.compile("[^。；：:，\\t]{2,10}：[^。；：:\\t]{4,24}")
# 消费提示, 价格监测: what a bulletin calls its columns; attachments end otherwise.
_BRIEF_NAME = re.compile(rf"[{HAN}]{{2,6}}")
_OF_ATTACHMENT = re.compile(
    "(?:[表图]|名单|目录|清单|方案|办法|规定|细则|要点|规划|计划|预案|标准|制度|说明|意见|附[件则录])$"
)
_MOST_LINES = 3
_MOST_MAKERS = 5
_SENTENCE_ENDS = ("。", "！", "？", "”", "）", ")", "；")
_MAKES_KNOWN = re.compile(r"印发|转发|批转|公布|发布|颁发|附[件表录]?[\d一二三四五]?[:：]|附[件表录]\d?$")
_ROW = re.compile(r"\t|\S(?:\u3000{2,}|[ \u3000]{3,})\S|[（(]第\d{1,2}期")
# What texts of an issue are called that are no documents.
_TEXTS = re.compile(
    "(?:议程|日程|名单|讲话|致辞|发言|报告|汇报|纪要|公报|说明|解读|解答|问答|概况|情况|综述|一览表?|统计[表图]?|指标|简介|简讯|动态|启事|声明|[开闭]幕[词辞]|[贺祝献][词辞]|更正|案|选登|摘要|倡议书|公开信|总目录|索引)(?:[（(][^（()）]{1,16}[)）])?$"
)
_PART_OF = re.compile(r".{4,24}?(?P<part>大事[记紀]|人事任免|任免事项|人事信息)$")


def between(
    lines: Sequence[Line], starts: Sequence[Start], skip: range, banners: Mapping[int, str]
) -> list[Start]:
    """Return the starts of texts that have no head of a document, none of them inside a head that is known."""
    known = sorted(starts, key=lambda start: start.head)
    heads = {n for start in known for n in range(start.head - 1, start.title + 2)}
    # What stands right below a title is of its head, unless a banner parts them.
    below = {n for start in known for n in range(start.title, _text_of(lines, start.title))}
    hints = {lines[start.title].hint for start in known} - {""}
    types = title_types.of_titles(lines, (start.title for start in known))
    out: list[Start] = []
    for at in range(1, len(lines)):
        under = at - 1 in banners
        alike = title_types.opens(lines, at, types)
        is_known = at in skip or at in heads or at in banners or (at in below and not under)
        count = 0 if is_known else _title_lines(lines, at, under, alike)
        last = max((s for s in (*known, *out) if s.head < at), key=lambda s: s.head, default=None)
        if not count or (last and not under and _is_of_text_above(lines, last, at, count, types)):
            continue
        if out and at <= out[-1].title + 1 and not under:
            continue
        weight = _above(lines, at, banners) + _title(lines, at, count) + _below(lines, at + count)
        # Below the day of the cover a few characters are the name of a section.
        weight += _BRIEF_BELOW_AN_END if last and _is_brief(lines, at) else 0
        weight += _HEADED_ALIKE if lines[at].hint in hints else 0
        weight += _SET_ALIKE if alike else 0
        if weight + (_IN_A_RUN if out and last is out[-1] and at - last.title <= _BRIEF else 0) >= _ENOUGH:
            out.append(Start(at - 1 if at - 1 in banners else at, at))
    return out


def named(lines: list[Line], starts: list[Start], skip: range, entries: Sequence[Entry]) -> list[Start]:
    """Return the starts with those of texts that the contents name in other words (会议议程) and that have no head.

    An entry that is left between two others tells what half stands around a title.
    """
    lookup = Lookup(lines)
    paired = {start.entry for start in starts}
    # One whose title stands in the text is that of what another document issues.
    left = {
        one
        for one in entries
        if one not in paired and not (lookup.find(one.title, skip) or ATTACHED.match(one.title))
    }
    if not left:
        return starts
    others = _over_notes(lines, starts, skip)
    together = pairing.by_likeness(lines, sorted([*starts, *others], key=lambda one: one.head), entries, left)
    known = {start.title for start in starts}
    return [start for start in together if start.title in known or start.entry]


def _over_notes(lines: Sequence[Line], starts: Sequence[Start], skip: range) -> list[Start]:
    """Return where a title in its genre may stand over what stands below titles alone: a note, who speaks, recipients."""
    heads = {n for start in starts for n in range(start.head, start.title + 1)}
    out: list[Start] = []
    end = 0
    for at in range(len(lines)):
        if at in skip or at in heads or at < end:
            continue
        title = ""
        for count in range(1, _MOST_LINES + 1):
            text = head_titles.in_title(lines[at + count - 1].text) if at + count < len(lines) else None
            if text is None:
                break
            title += text
            called = genre.from_title(title) or _TEXTS.search(simplify(title))
            if called and _below(lines, at + count) >= _ENOUGH_BELOW:
                out.append(Start(at, at))
                end = at + count
                break
    return out


def _text_of(lines: Sequence[Line], title: int) -> int:
    """Return where the text of a document begins at the latest: what stands above may be of its head."""
    end = min(reach.head_end(title) + 1, len(lines))
    sentences = (n for n in range(title + 1, end) if headlines.is_text(lines[n].text.strip()))
    return next((n for n in sentences if not elements.note_lines([lines[n].text])), end)


def tell(flags: list[Flag], lines: Sequence[Line], others: Sequence[Start]) -> None:
    """Flag each text that has no head of a document and was told by what stands around its title."""
    what = Message("it has no head of a document; what stands above and below its title parts it from others")
    flags += [
        Flag(lines[one.title].number, lines[one.title].text.strip(), what, "opening-by-position")
        for one in others
    ]


def _title_lines(lines: Sequence[Line], at: int, under: bool, alike: bool = False) -> int:
    """Return over how many lines a title goes that may stand here, set apart from what is above; 0 if none may.

    under: a banner stands above; below it a headline may have a colon (某镇：清洁家园见成效). alike: it is set as titles are.
    """
    # A page may begin with a title below the end of a document on the page before.
    on_next_page = lines[at].page_break and reach.ends_a_document(lines, at - 1)
    if not (headlines.is_apart(lines, at) or on_next_page or alike):
        return 0
    if (under or alike) and _WITH_COLON.fullmatch(lines[at].text.strip()):
        return 1
    if _is_brief(lines, at):
        return 1
    for count in range(_MOST_LINES):
        if at + count >= len(lines):
            return count
        # Its agency may have a line of its own over what a title is about.
        over = at + count + 1 < len(lines) and _ABOUT.match(simplify(lines[at + count + 1].text.strip()))
        if over and agency.split_joint(lines[at + count].text):
            continue
        if not headlines.may_be_headline(lines, at + count):
            return count
        if count and lines[at + count].gap:
            return count
    return 0


def _is_brief(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a few characters stand below the end of a document, set apart, that name no person and nothing attached."""
    bare = elements.squeeze(lines[at].text)
    return bool(
        lines[at].gap
        and _BRIEF_NAME.fullmatch(bare)
        and reach.ends_a_document(lines, at - 1)
        and not (names.is_name(bare) or agency.split_joint(bare) or _OF_ATTACHMENT.search(bare))
    )


def _is_of_text_above(lines: Sequence[Line], last: Start, at: int, count: int, types: frozenset[str]) -> bool:
    """Tell whether a title is named in the document above it, or whether that makes a text known and has ended."""
    title = fold("".join(line.text for line in lines[at : at + count]))
    body = lines[last.head : at]
    if title in fold("".join(line.text for line in body)) or elements.LABEL.match(lines[at - 1].text):
        return True
    # What is set apart below a title is no part of it.
    upto = reach.head_end(last.title)
    upto = next((n for n in range(last.title + 1, min(upto, at)) if lines[n].gap), upto)
    opening = "".join(line.text for line in lines[last.title : upto])
    listed = any(_MAKES_KNOWN.match(line.text.strip()) for line in body)
    makes_known = bool(_MAKES_KNOWN.search(simplify(opening))) or listed
    if listed and _is_brief(lines, at) and _given_above(lines, last, at):
        return False
    if makes_known and _is_behind_attached(lines, range(last.title + 1, at + 1), types):
        return False
    return makes_known and not _names_part(lines[at].text)


def _is_behind_attached(lines: Sequence[Line], span: range, types: frozenset[str]) -> bool:
    """Tell whether what stands at the end of a span is set as titles are, and what is made known above stands already.

    That is set so too: below its label where it has one (附件), else below the end of what makes it known.
    """
    *above, at = span
    if not title_types.opens(lines, at, types) or _OF_ATTACHMENT.search(lines[at].text.strip()):
        return False
    listed = sum(1 for n in above if _MAKES_KNOWN.match(lines[n].text.strip()))
    labels = [n for n in above if elements.LABEL.match(lines[n].text)]
    attached = [
        n
        for n in above
        if title_types.opens(lines, n, types)
        and (n - 1 in labels if listed else reach.ends_a_document(lines, n - 1))
    ]
    return bool(attached)


def _given_above(lines: Sequence[Line], last: Start, at: int) -> bool:
    """Tell whether the rows of what a document has as attached stand above its day, right above here: 附：… / rows / the day."""
    return any("\t" in line.text for line in lines[last.title : at - 1])


def _above(lines: Sequence[Line], at: int, banners: Mapping[int, str]) -> float:
    weight = _SET_APART if lines[at].gap or lines[at].page_break else 0.0
    weight += _BELOW_SIGNS if lines[at].parted else 0.0
    end = at - 1
    if end in banners:
        weight += _UNDER_BANNER
        end -= 1
    text = lines[end].text.strip() if end >= 0 else ""
    if reach.ends_a_document(lines, end):
        return weight + _BELOW_AN_END
    return weight + (_BELOW_A_SENTENCE if text.endswith(_SENTENCE_ENDS) or _ROW.search(text) else 0.0)


def _title(lines: Sequence[Line], at: int, count: int) -> float:
    title = "".join(elements.squeeze(line.text) for line in lines[at : at + count])
    in_genre = _IN_A_GENRE if "关于" in simplify(title) and genre.from_title(title) else 0.0
    of_agency = _OF_AN_AGENCY if agency.of_title(title) else 0.0
    named = _TEXTS.search(simplify(title)) or genre.from_title(title)
    called = _CALLED_A_TEXT if named and not in_genre else 0.0
    # 某县2020年政府信息公开工作年度报告: headings within a text seldom say which place they are of.
    called += _OF_A_PLACE if called and agency.place_of(title) else 0.0
    return in_genre + of_agency + (_CALLED_A_PART if _names_part(title) else called)


def _names_part(title: str) -> bool:
    return bool(is_part(title) or _PART_OF.match(elements.squeeze(title)))


def _below(lines: Sequence[Line], at: int) -> float:
    if at >= len(lines):
        return 0.0
    text = lines[at].text.strip()
    if elements.number_in_brackets(text) or orders.is_serial(text):
        return _OVER_NUMBER
    if elements.is_recipients(text):
        return _OVER_RECIPIENTS
    if elements.note_lines([line.text for line in lines[at : at + 4]]):
        return _OVER_NOTE
    if agency.split_joint(text) and _over_day(lines, at):
        return _OVER_MAKERS
    if names.is_name(text) and at + 1 < len(lines) and dates.parse(lines[at + 1].text.strip("（） ()")):
        return _OVER_SPEAKER
    if persons.is_person(text) or elements.SUBTITLE.match(text) or dates.parse(text.strip("（）()")):
        return _OVER_SPEAKER
    # The name of a section may stand over the rows of an index.
    rows = any(_ROW.search(line.text) for line in lines[at : at + 2])
    # 消费提示 / 选购月饼“三注意” / …。
    headed = headlines.may_be_headline(lines, at) and any(
        headlines.is_text(line.text.strip()) for line in lines[at + 1 : at + 2]
    )
    runs = headlines.is_text(text) or headings.marker(text) or rows or headed
    return _OVER_TEXT if runs else 0.0


def _over_day(lines: Sequence[Line], at: int) -> bool:
    """Tell whether agencies, over however many lines, have the day below them."""
    for line in lines[at + 1 : at + _MOST_MAKERS]:
        if dates.parse(line.text.strip("（）() \u3000")):
            return True
        if not agency.split_joint(line.text):
            return False
    return False
