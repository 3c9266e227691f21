"""A document on one line, or on a few, as search interfaces and scrapers give it: cut where its elements meet.

Only what stands in a text tells where: number, title, recipients, headings, signature and date. A text that is set in
lines and paragraphs is left as it is.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from gongbao.bulletin import agency, dates, genre
from gongbao.bulletin.fold import HAN
from gongbao.bulletin.numerals import HAN_COUNT

from ..forms import dated_lines, elements
from ..model.lines import Line
from ..words import card_labels
from .chrome import is_chrome

# Lines that long may hold more than one element; a text of more lines is set in lines already.
_LEAST, _FEW = 60, 8
# Of a shorter line the number, the title and the recipients may still be told.
_LEAST_SHORT = 20
_HEAD = 8
_TIME = re.compile(r"\d{1,2}[:：时]|[上下]午|[早晚凌]")
_LEAST_BEHIND = 8
_LEAST_LABELS, _LEAST_KINDS = 3, 2
_CRUMB, _LONGEST_PATH = re.compile("[>›»]+"), 160
_REACH_OF_RECIPIENTS = 24
_LINES_OF_TITLE = 3
# So wide a blank parts the columns of a print.
_COLUMN = re.compile(r"[\s\u3000]{3}")
_DATE = rf"(?=(?:19|20)\d\d){dates.FULL_IN_FIGURES}"
_DATED, _NOTED = re.compile(_DATE), re.compile(r"[\s\u3000]*[（(][^（()）]{2,40}[)）]")
_OPENS_LAW = re.compile("第[一1][章条]")
# 。第二章　计　划第十条: a chapter behind a sentence, and its first article behind its title.
_CHAPTER_GLUED = re.compile(
    rf"(?<=[。；])(?=第[{HAN_COUNT}]{{1,3}}[章节][\s\u3000]*\S)|第[一1]章[\s\u3000]*总[\s\u3000]*则(?=第[一1]条)|(?:(?<=^)|(?<=[。；）日]))第[{HAN_COUNT}]{{1,3}}[章节][\s\u3000]*[^。；，：第]{{1,24}}?(?=第[{HAN_COUNT}]{{1,4}}条[\s\u3000]*[^，。、])"
)
_DECIMAL_APART = re.compile(
    rf"(?<=[。；])[\s\u3000]+(?=\d{{1,2}}[.．]\d{{1,2}}(?:[.．]\d{{1,2}})?[\s\u3000]+[{HAN}]{{2,20}}[\s\u3000]*$)"
)
# So many words a row of dates and buttons may have.
_LONGEST_ROW = 24
_NUMBER = rf"[{HAN}A-Za-z]{{2,16}}[〔\[（(【](?:19|20)\d\d[〕\]）)】]第?\d{{1,5}}[ \u3000]?号"
_NUMBER_FIRST = re.compile(rf"^(?P<number>{_NUMBER})[\s\u3000]*(?=\S)")
_DATED_NUMBER = re.compile(
    rf"([\s\u3000]*[（(](?=[^（）()]*{_NUMBER})[^（）()]{{0,16}}(?:[〔\[（(][^（）()]{{4}}[〕\]）)])?[^（）()]{{0,16}}[）)])[\s\u3000]+(?=\S.{{{_LEAST_SHORT}}})"
)
# 60 号 is one word of a number, set with a blank.
_WORD = re.compile(r"\S+(?:(?<=\d)[ \u3000]号(?!\S))?")
_GENRE = re.compile("|".join(sorted(genre.GENRES, key=len, reverse=True)))
_LONGEST_TITLE = 140
_BODY = re.compile("^(?:为|根据|按照|依据|经|现将|近期|近日|最近|因)")
_OUTLINE = re.compile(
    rf"(?<=[。：；！？:;])[\s\u3000]*(?=[{HAN_COUNT}]{{1,3}}、|[（(][{HAN_COUNT}]{{1,3}}[）)]|第[{HAN_COUNT}]{{1,4}}[条章][\s\u3000]*[^，。、])"
)
_OUTLINE_APART = re.compile(rf"(?<=\S)[\s\u3000]+(?=[{HAN_COUNT}]{{1,3}}、|[（(][{HAN_COUNT}]{{1,3}}[）)])")
# 一、管制时间 2023年1月20日…: a short heading, and what a blank sets apart from it; 路面 1.路基…: an item behind a blank.
_HEADING_APART = re.compile(
    rf"(?:(?<=^)|(?<=[。；！？\s\u3000]))(?:[{HAN_COUNT}]{{1,3}}、|[（(][{HAN_COUNT}]{{1,3}}[）)])[^\s，。；：！？:;]{{2,30}}[\s\u3000]+(?=\S[^\s]{{7}})"
)
_ITEM_APART = re.compile(r"(?<=\S)[\s\u3000]+(?=\d{1,2}[.．、](?![\d\s])\S)")
# Where a paragraph ends that a blank sets apart from the next: behind a sentence, behind 特此通告, before 联系人：.
_PARAGRAPH_APART = re.compile(
    rf"(?:(?<=[。！？])|(?<=特此(?:通知|通告|公告|公示|通报|批复|函复|函告|证明|说明|报告)))[\s\u3000]+(?=\S)|(?<=\S)[\s\u3000]+(?=[{HAN}]{{2,8}}[:：])"
)
_LISTED = re.compile(r"(?<=[。！])[\s\u3000]*(?=附\s*件\s*[:：]\s*\S)")
_NOTE = re.compile(r"(?<=[\d日。])[\s\u3000]*(?=[（(][^（()）]{2,40}[)）]$)")
# What a page offers below the text, with its names or without.
_FILES_APART = re.compile(r"(?<=\S)[\s\u3000]+(?=附件下载(?:[\s\u3000]|$))")
# An entry of contents, number and title and page set apart, is one line of a list.
_ENTRY = re.compile(r"(?:[\s\u3000]{2}|[.…·]{2})[（(]?\d{1,4}[)）]?$")
_LABEL = re.compile(
    "(?:^|(?<=[\\s\u3000]))(?:"
    + "|".join(sorted((r"[\s\u3000]*".join(label) for label in card_labels()), key=len, reverse=True))
    + r")[\s\u3000]*[:：]"
)


def unroll(lines: list[Line], title: str = "") -> list[Line]:
    """Cut the lines that hold several elements of a document at the places where these meet.

    title: what the head that a program wrote above the text calls it; the text has it with the same blanks inside, or others.
    """
    few = len(lines) <= _FEW
    issuer = "".join(agency.of_title(title)) or _issuer(lines) if few else ""
    out: list[Line] = []
    for at, line in enumerate(lines):
        if _ENTRY.search(line.text.rstrip()) or _is_path(line.text):
            out.append(line)
            continue
        if dated := _DATED_NUMBER.match(line.text):
            # （1985年5月4日云政〔1985〕38号）　根据…: the bracket below a title is a line of its own.
            out.append(line.cut(0, dated.end(1)).strip())
            line = line.cut(dated.end()).strip()
        if heading := _DECIMAL_APART.search(line.text):
            # …社会稳定。 1.2 编制依据: the heading of what follows stands behind the last sentence.
            out.append(line.cut(0, heading.start()).strip())
            line = line.cut(heading.end()).strip()
        above = out[-1].text.strip() if out else ""
        if not few and at < _REACH_OF_RECIPIENTS and (elements.opens_with_number(above) or _is_title(above)):
            # 各县（区）人民政府： 经市政府同意…: the text goes on behind whom it is for.
            end = _recipients_end(line.text)
            # 被处罚单位：某公司 is a label and its value: what goes on is a sentence.
            if (
                end
                and not _COLUMN.match(line.text, end)
                and re.search("[，。,]", line.text[end:])
                and len(line.text.rstrip()) > end + _LEAST_BEHIND
            ):
                out.append(line.cut(0, end))
                line = line.cut(end).strip()
        if "\t" in line.text or len(line.text.strip()) < _LEAST or line.hint:
            short = at < _HEAD and few and "\t" not in line.text and not line.hint
            out += _pieces(line, at, rolled=False) if short and len(line.text) > _LEAST_SHORT else [line]
            continue
        parts = _apart(line, title if few else "")
        for n, part in enumerate(parts):
            # What a page has above its text may be long: the head of a document is sought in each part.
            in_head = (at < _HEAD and few) or len(parts) > 1
            rolled = few or len(parts) > 1
            out += list(_pieces(part, at + n, rolled, issuer)) if in_head else [part]
    return out


def _issuer(lines: list[Line]) -> str:
    """Return the one agency that a title names in the first lines of a text."""
    named = (agency.of_title(line.text.strip()) for line in lines[:_LINES_OF_TITLE] if _is_title(line.text))
    found = next(named, ())
    return found[0] if len(found) == 1 else ""


def _is_title(text: str) -> bool:
    return bool("关于" in text and genre.from_title(text) and "。" not in text)


def _is_path(text: str) -> bool:
    """Tell whether a line is the path to a page and nothing else: its last crumb may be the title."""
    return len(text) < _LONGEST_PATH and len(_CRUMB.findall(text)) > 1 and is_chrome(text)


def _title_places(line: Line, title: str) -> list[int]:
    """Return where the title of a page begins and ends in a line, set apart by blanks: in a sentence it is only named."""
    if not title:
        return []
    words = r"[\s\u3000]*".join(map(re.escape, elements.squeeze(title)))
    found = re.finditer(rf"(?<!\S){words}(?!\S)", line.text)
    # 标题：某通知 states it in a card.
    return [
        place
        for match in found
        if not line.text[: match.start()].rstrip().endswith(("：", ":"))
        for place in match.span()
    ]


def _row_end(line: Line) -> int:
    """Return where the row of dates and buttons ends that a page has before its text: 时间：… 微信 微博 文件下载."""
    ends = [match.end() for match in re.finditer(r"\S+", line.text)][:_LONGEST_ROW]
    return next((end for end in reversed(ends[1:-1]) if is_chrome(line.text[:end])), 0)


def _cut(line: Line, places: list[int]) -> list[Line]:
    bounds = [0, *sorted(place for place in set(places) if 0 < place < len(line.text)), len(line.text)]
    parts = [line.cut(a, b).strip() for a, b in pairwise(bounds)]
    return [part for part in parts if part.text]


def _apart(line: Line, title: str) -> list[Line]:
    """Cut a line at the labels of a card, at its title, behind a page's row, and beside the elements of a document."""
    labels = [match.start() for match in _LABEL.finditer(line.text)]
    titled = _title_places(line, title)
    places = [*(labels if len(labels) >= _LEAST_LABELS else []), *titled]
    out: list[Line] = []
    for part in [row for one in _cut(line, places) for row in _cut(one, [_row_end(one)])]:
        # A line in which the title stands by itself needs one more element to be several.
        least = _LEAST_KINDS - bool(titled and not _LABEL.match(part.text))
        spans = [match.span() for match in _WORD.finditer(part.text)]
        # A line of one word is no several elements, whatever it is.
        kinds = [_kind(part.text[a:b]) for a, b in spans] if len(spans) >= _LEAST_KINDS else []
        # 2023年1月20日 17:00-22:30 is when something happens, and no day that signs.
        timed = [_TIME.match(part.text, spans[n + 1][0]) for n in range(len(kinds) - 1)] + [None]
        kinds = ["" if kind == "date" and time else kind for kind, time in zip(kinds, timed, strict=False)]
        if len({kind for kind in kinds if kind not in {"", "sentence"}}) < least:
            out.append(part)
            continue
        meets = [
            spans[n][0] for n in range(1, len(spans)) if kinds[n - 1] or kinds[n] not in {"", "sentence"}
        ]
        out += _cut(part, meets)
    return out


def _kind(text: str) -> str:
    """Tell which element of a document a word between blanks is."""
    if elements.opens_with_number(text):
        return "number"
    if dated_lines.signed_date(text):
        return "date"
    if elements.is_recipients(text):
        return "recipients"
    if genre.from_title(text) and ("关于" in text or agency.of_title(text)) and "。" not in text:
        return "title"
    if agency.split_joint(text):
        return "agency"
    return "sentence" if re.search("[。：！]$", text) else ""


def _pieces(line: Line, at: int, rolled: bool, issuer: str = "") -> Iterator[Line]:
    """Yield the elements that run on in a line without a blank: number, title, recipients, then the text."""
    match = _NUMBER_FIRST.match(line.text)
    if match and elements.doc_number(match["number"]) and len(line.text) > match.end() + _LEAST_BEHIND:
        yield line.cut(0, match.end("number"))
        line = line.cut(match.end()).strip()
    if end := _title_end(line.text):
        title = line.cut(0, end)
        yield title
        yield from _pieces(line.cut(end).strip(), at + 1, rolled, "".join(agency.of_title(title.text)))
        return
    if end := _recipients_end(line.text):
        yield line.cut(0, end)
        line = line.cut(end).strip()
    yield from _text(line, issuer) if rolled else [line]


def _title_end(text: str) -> int:
    """Return where a title ends that a number, recipients or the first words of the text follow; 0 if none does."""
    for match in _GENRE.finditer(text[:_LONGEST_TITLE]):
        title, rest = text[: match.end()], text[match.end() :].lstrip(" \u3000")
        if "关于" not in title and not agency.of_title(title):
            continue
        if re.search("[。；：]", title) or not rest:
            return 0
        numbered = re.match(rf"[（(]?{_NUMBER}[)）]?", rest)
        bracketed = numbered and rest[:1] in "（("
        opens = _BODY.match(rest) and agency.of_title(title) and len(rest) > _LEAST // 2
        if (numbered and not bracketed) or _recipients_end(rest) or opens:
            return match.end()
    return 0


def _recipients_end(text: str) -> int:
    """Return where the recipients end that a line opens with, and its text goes on."""
    colon = re.search("[：:]", text)
    if not colon or colon.end() >= len(text.rstrip()):
        return 0
    return colon.end() if elements.is_recipients(text[: colon.end()]) else 0


def _glued_ending(text: str, issuer: str) -> list[int]:
    """Return where signature, date, note and chapters begin that nothing sets apart from the text: …执行。某市人民政府2023年9月5日."""
    places = [match.end() for match in _CHAPTER_GLUED.finditer(text)]
    if not issuer or len(text) < _LEAST:
        return places
    for match in re.finditer(rf"(?<=[。！]){re.escape(issuer)}[\s\u3000]*(?={_DATE})", text):
        places += [match.start(), match.end()]
        if dated := _DATED.match(text, match.end()):
            places.append(dated.end())
            if note := _NOTED.match(text, dated.end()):
                places.append(note.end())
            if chapter := _OPENS_LAW.search(text, dated.end()):
                places.append(chapter.start())
    return places


def _text(line: Line, issuer: str) -> Iterator[Line]:
    """Yield the headings and paragraphs of a text that is run together, its signature, date and note, and a page's files."""
    if files := _FILES_APART.search(line.text):
        yield from _text(line.cut(0, files.start()), issuer)
        yield line.cut(files.end())
        return
    # A card has its labels set apart by blanks, too.
    apart = () if _LABEL.match(line.text) else (_PARAGRAPH_APART,)
    places = _glued_ending(line.text, issuer)
    places += [
        match.end()
        for pattern in (_OUTLINE, _OUTLINE_APART, _HEADING_APART, _ITEM_APART, _LISTED, _NOTE, *apart)
        for match in pattern.finditer(line.text)
    ]
    bare = _NOTE.split(line.text)[0].rstrip()
    if signed := dated_lines.signed_at_end(bare):
        places += [signed[1][0], signed[2][0]]
    elif (days := dates.find(bare)) and days[-1].end == len(bare):
        # Behind a list of attachments, which no full stop closes, the title's agency opens the signature.
        before = bare[: days[-1].start].rstrip()
        if issuer and before.endswith(issuer):
            places += [len(before) - len(issuer), days[-1].start]
    yield from _cut(line, places)
