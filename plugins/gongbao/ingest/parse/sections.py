"""What a bulletin holds beside official documents: speeches, essays, digests of △ items, the diary, a chronicle."""

import re
from itertools import pairwise

from gongbao.bulletin import agency, dates, genre
from gongbao.bulletin.fold import fold
from gongbao.messages import Message

from ..forms import dated_lines, elements, foot, heads, history, orders
from ..forms.head_openings import is_part
from ..layout.blocks import Assembler
from ..model.lines import Drop, Line, text_at, tidy
from ..model.record import Block, Flag, Record
from ..sort.lookup import FIRST_OF, STORIES
from . import (
    attachments,
    below_title,
    diary_days,
    document,
    endings,
    known_titles,
    lead_in,
    signatures,
    title_end,
    titles,
)
from .heads import read_label, with_label_apart

_ITEM = re.compile(rf"^(?P<mark>[○{elements.MARKS}]+)\s*(?=\S)")
# A sentence under a mark is an entry by itself (△ 全县会议召开。), no title of what stands below it.
_SENTENCE = re.compile("[。！？；][”’）)]?$")
_ENTRY = re.compile(
    rf"^[●•·]?\s*(?:{dates.DIARY_DAYS}[，,、：:\s]|[【〔\[（(]{dates.DIARY_DAYS}[】〕\]）)](?=\s*\S))"
)
_IN_BRACKETS = re.compile("[【〖].*[】〗]$")
_REGULATION = re.compile("条例|办法|规定|细则|规则|规程|章程|决定|解释")
# Genres that a text without agency and number may have too; a report or an opinion may be anybody's.
_PUBLIC = frozenset({"公告", "通告", "公报", "纪要"})
_SALUTATION = re.compile(r"^(?:同志们|各位|女士们|朋友们|老师们|尊敬的|亲爱的).{0,40}[：:！!]$")


# So far down the note of adoption may stand: a page may have the title above it several times.
_LOWEST_NOTE = 8
# How notices and announcements close; a signature, a date and the names of attachments may follow.
_LOWEST_CLOSE = 12
_MADE_KNOWN = re.compile(r"特此(?:公告|通告|公示|通知|通报|批复|函复|函告)[。！]?")
_NEWS = re.compile("(?:政务|政府|工作|领导)(?:动态|要闻|活动|纪事|日志)$")


def kind_of(lines: list[Line]) -> str:
    """Tell what the lines of an article are: document, digest, diary or text."""
    texts = [line.text.strip() for line in lines]
    marks = sum(1 for text in texts if _titles_item(text) and len(text) < 70)
    if marks >= 2:
        return "digest"
    entries = sum(1 for text in texts if _ENTRY.match(text))
    chronicle = any("大事记" in elements.squeeze(text) for text in texts[:3])
    days = sum(1 for text in texts if diary_days.ALONE.match(text))
    if chronicle and max(entries, days) >= 2:
        return "diary"
    # 2022年1—3月政务动态: a bulletin's news by days, of which a short issue has few.
    few = 2 if any(_NEWS.search(elements.squeeze(text)) for text in texts[:2]) else 5
    if entries >= few and entries >= 0.5 * sum(1 for text in texts if len(text) > 12):
        return "diary"
    head = lines[:10]
    has_number = any(
        elements.number_in_brackets(line.text) or elements.title_and_number(line.text) for line in head
    )
    has_recipients = any(elements.is_recipients(line.text) for line in head)
    titled = any(
        agency.of_title("".join(elements.squeeze(x.text) for x in lines[n : n + 3]))
        for n in range(min(4, len(lines)))
    )
    titled = titled or any(orders.called_by_agency(text) for text in texts[:2])
    reports = any(
        agency.of_own_report(text) or agency.of_own_rules(text) for text in map(elements.squeeze, texts[:2])
    )
    has_foot = any(foot.is_official(lines, at) for at in range(len(lines)))
    if (
        has_number
        or dated_lines.number_at_end(lines[-1].text)
        or heads.begins(lines, 0)
        or heads.is_of_series(lines, 0)
        or _of_session(lines)
        or has_recipients
        or has_foot
        or _signed_below_title(lines[:6])
        or _signed_at_end(lines)
        or reports
        or any(_MADE_KNOWN.fullmatch(text) for text in texts[-_LOWEST_CLOSE:])
        or _of_agency_in_a_genre(lines[:4])
        or (titled and any(dates.parse(t) or dated_lines.is_month(t) for t in texts))
        or (
            titled
            and any(
                elements.note_lines(below) or history.history_lines(below)
                for below in (texts[n : n + 4] for n in range(1, min(_LOWEST_NOTE, len(texts))))
            )
        )
    ):
        return "document"
    is_regulation = any(re.match(r"第一条[\s\u3000]", text) for text in texts) and _REGULATION.search(
        "".join(texts[:3])
    )
    return "document" if is_regulation else "text"


def _titles_item(text: str) -> re.Match[str] | None:
    """Match the mark before the title of an item."""
    return None if _SENTENCE.search(text) else _ITEM.match(text)


def _of_session(lines: list[Line]) -> bool:
    """Tell whether a congress in session decides: …第二次会议关于…的决议, with the note of its adoption; a banner may stand above."""
    openings = [heads.opening(lines, at) for at in range(min(2, len(lines)))]
    return any(one is not None and one.rule == "of-session" for one in openings)


def _of_agency_in_a_genre(lines: list[Line]) -> bool:
    """Tell whether a title stands here that names its agency and its genre: 某县人民政府关于…情况的报告."""
    texts = [elements.squeeze(line.text) for line in lines]
    joined = ("".join(texts[: n + 1]) for n in range(len(texts)))
    return any("关于" in title and genre.from_title(title) and agency.of_title(title) for title in joined)


def _signed_below_title(lines: list[Line]) -> bool:
    """Tell whether agency and date stand right below a title that names a genre, as communiqués have them."""
    return any(
        agency.split_joint(lines[n].text)
        and dates.parse(lines[n + 1].text)
        and genre.from_title("".join(line.text for line in lines[:n]))
        for n in range(1, len(lines) - 1)
    )


def _signed_at_end(lines: list[Line]) -> bool:
    """Tell whether a text ends as documents do: an agency, and the day below it; attachments may follow."""
    below = any(
        agency.split_joint(a.text) and (dates.parse(b.text) or dated_lines.is_month(b.text))
        for a, b in pairwise(lines[-4:])
    )
    return (
        below
        or any(dated_lines.signed_at_end(line.text) for line in lines[-4:])
        or any(signatures.closes_over_attachments(lines, at) for at in range(1, len(lines) - 1))
    )


def parse(lines: list[Line], kind: str, title: str | None, sections: frozenset[str]) -> Record:
    """Parse the lines of one article of the given kind."""
    over, lines = lead_in.part(with_label_apart(lines))
    if kind == "document":
        record = document.parse(lines, title, sections)
    else:
        record = Record()
        at = _headline(record, lines, title, sections)
        if kind == "digest":
            _digest(record, lines[at:])
        else:
            at = below_title.read_below_title(record, lines, titles.skip_again(record, lines, at))
            cut = at + (endings.own_attachments(lines[at:]) if kind == "text" else len(lines))
            body, ending = attachments.own_signature(lines[at:cut])
            if not ending and not record.fields.get("byline"):
                body, ending = _day_alone(record, body)
            body = endings.credit_at_end(record, body)
            assembler = Assembler()
            record.blocks = assembler.assemble(body) + ending
            if kind == "diary":
                diary_days.take(record)
            record.joins = assembler.joins
            record.drops += assembler.drops
            attachments.parse(record, lines[cut:], has_own_list=False)
        found = genre.from_title(str(record.fields.get("title", "")))
        if found in _PUBLIC:
            record.fields["genre"] = found
        document.date_by_adoption(record)
    lead_in.note(record, over)
    record.fields["kind"] = kind
    printed = str(record.fields.get("title", ""))
    if title and fold(printed) != fold(title) and not known_titles.shortens_agency(title, printed):
        _differs(record, title, lines)
    return record


def _day_alone(record: Record, body: list[Line]) -> tuple[list[Line], list[Block]]:
    """Part the day that closes a text without a signature."""
    day = dates.parse(body[-1].text) if len(body) > 1 else None
    if not day:
        return body, []
    record.set("issued", day, body[-1])
    return body[:-1], [Block("date", tidy(body[-1].text), lines=[body[-1]])]


def _headline(record: Record, lines: list[Line], title: str | None, sections: frozenset[str]) -> int:
    at = read_label(record, lines)
    name = elements.banner_name(lines[at].text)
    if name and (fold(name) == fold(title) if title else _is_over_entries(lines, at)):
        # 【大事记】 over its months: the banner is the title.
        record.set("title", title or name, lines[at])
        record.claims.append(lines[at])
        return at + 1
    # The section's banner may stand over the title of its first article.
    while (
        at + 1 < len(lines)
        and elements.is_section(lines[at].text, sections)
        and fold(lines[at].text) != fold(title or "")
        and (title or (_is_set_off(lines, at) and at + 2 < len(lines)))
        and not _ENTRY.match(lines[at + 1].text.strip())
        and (title or not (is_part(lines[at].text) and title_end.opens_no_title(lines[at + 1])))
        and (title or not lines[at + 1].text.strip().endswith("。"))
    ):
        record.claims.append(lines[at])
        at += 1
    if title and _is_first_of_stories(lines[at], fold(title)):
        # 某地夏粮丰收等6则: what stands here is the headline of the first story, and the title is of all.
        record.set("title", title, lines[at])
        return at
    return titles.read_title(record, lines, at, title)


def _is_first_of_stories(line: Line, title: str) -> bool:
    """Tell whether a line heads the first of several stories that the contents name together, and is not their title."""
    text = fold(line.text)
    if title.startswith(text):
        return FIRST_OF.sub("", title) == text != title
    return bool(STORIES.search(title)) and not STORIES.search(text)


def _is_over_entries(lines: list[Line], at: int) -> bool:
    """Tell whether a name in brackets stands right over a sentence or a day's entry: 【经济】 / 2日　…."""
    below = text_at(lines, at + 1)
    return bool(_IN_BRACKETS.match(lines[at].text.strip()) and (_ENTRY.match(below) or below.endswith("。")))


def _is_set_off(lines: list[Line], at: int) -> bool:
    """Tell whether marks of its own or blank lines set a banner off from the title below it, or both are headings by form."""
    marked = elements.SECTION_MARK.search(lines[at].text.strip())
    apart = lines[at].gap and lines[at + 1].gap
    return bool(marked or apart or (lines[at].hint.startswith("h") and lines[at].hint < lines[at + 1].hint))


def _differs(record: Record, title: str, lines: list[Line]) -> None:
    """Keep the contents' form of a title where the page prints another, and flag it."""
    printed = str(record.fields.get("title", ""))
    where = record.where.get("title", lines[0].number)
    if printed and len(title) <= 14 and record.fields.get("kind") in {"digest", "diary"}:
        record.fields["title"] = title
        record.fields["note"] = f"本页题作“{printed}”"
    record.flags.append(
        Flag(
            where,
            printed,
            Message(
                "the printed contents have {contents!r}, the page has {page!r}", contents=title, page=printed
            ),
            "contents-against-heading",
            title,
        )
    )


def _digest(record: Record, lines: list[Line]) -> None:
    """Read items: a line with a mark is the item's title, what follows is its text."""
    item_lines: list[Line] = []

    def flush() -> None:
        assembler = Assembler(1)
        record.blocks.extend(assembler.assemble(item_lines))
        record.joins.extend(assembler.joins)
        record.drops.extend(assembler.drops)
        item_lines.clear()

    for line in lines:
        match = _titles_item(line.text.strip())
        if match:
            flush()
            line = line.strip()
            record.drops.append(Drop("item-mark", line.cut(0, match.end())))
            title = line.cut(match.end())
            record.blocks.append(Block("item", tidy(title.text), lines=[title]))
        else:
            item_lines.append(line)
    flush()
