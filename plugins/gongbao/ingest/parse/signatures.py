"""Signature and date that end a document: one rule for each form they have, the first that fires wins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from gongbao.bulletin import agency, dates, genre
from gongbao.bulletin.fold import fold
from gongbao.bulletin.numerals import ZEROS

from ..forms import dated_lines, elements, foot, persons
from ..forms.rule import Rule, added
from ..model.lines import Line, text_at
from . import attachment_list

_BROKEN_DATE = re.compile(dates.BROKEN_OFF)


# What a scan makes of the signs of a day.
_OF_DAYS = frozenset(f"123456789{ZEROS}Il一二三四五六七八九十廿元年月日曰口目土士千?？*□■.·")
_FEWEST_OF_DAY, _MOST_OF_DAY, _MOSTLY_OF_DAYS = 5, 14, 0.7
_UNFILLED = re.compile("年月日?")
# Typewritten texts close a sentence by a point.
_ENDS_TEXT = re.compile(r"(?:[。！；：）)]|(?<=[)\u0080-\uffff])[.．])$|附件")
_MOST_NAMES = 8
_LONGEST_BRIEF = 4
_MOST_AUTHORS = 16


@dataclass(frozen=True)
class Ending:
    """Where a body ends and what stands below it starts, the parts of the ending in the order of print, its ISO date.

    parts: ("signature" or "date", lines). tail: what the last line of the body keeps, where the ending stands in it.
    """

    start: int
    end: int
    parts: tuple[tuple[str, tuple[Line, ...]], ...]
    issued: str | None = None
    tail: Line | None = None

    @property
    def signed(self) -> tuple[str, ...]:
        """Return the agencies that sign."""
        lines = (line for kind, part_lines in self.parts if kind == "signature" for line in part_lines)
        return tuple(name for line in lines for name in agency.split_joint(line.text))


def _signature(lines: Sequence[Line]) -> list[tuple[str, tuple[Line, ...]]]:
    return [("signature", (line,)) for line in lines]


def _signed(lines: Sequence[Line], at: int) -> tuple[str, str, list[Line]] | None:
    """Read a date, with or without a signature before it: (signature, ISO date, the line that the date goes on in)."""
    text = lines[at].text
    if len(text) > 120 or "\t" in text:
        return None
    if signed := dated_lines.signed_date(text):
        return *signed, []
    if at + 1 < len(lines) and _BROKEN_DATE.search(text):
        # The print breaks the date itself: 二〇〇七年十一月 / 二十九日.
        signed = dated_lines.signed_date(text + lines[at + 1].text.strip())
        return (*signed, [lines[at + 1]]) if signed and signed[0] in text else None
    return None


def _dated(names: tuple[str, ...], lines: Sequence[Line], at: int) -> Ending | None:
    """Read the signature above a date, on the same line or, rarely, below it; names: those of the head and the title."""
    signed = _signed(lines, at)
    if not signed:
        return None
    name, iso, broken = signed
    start = at
    while (
        start
        and at - start < _MOST_NAMES
        and not _is_addressed(lines, start - 1)
        and _is_signature(lines[start - 1].text, names)
    ):
        start -= 1
    unnamed = not name and start == at
    below = _signed_below(lines, at) if unnamed else None
    # A date alone in the middle of a text is no 成文日期: what follows must be foot, attachment or end.
    if unnamed and not below and not _ends_here(lines, at):
        return None
    parts = _signature(lines[start:at])
    day = lines[at]
    if name:
        cut = day.text.index(name) + len(name)
        parts += _signature([day.cut(0, cut)])
        day = day.cut(cut).strip()
    parts.append(("date", (day, *broken)))
    further = [below] if below else _clerks_below(lines, at + len(broken))
    return Ending(start, at + 1 + len(broken) + len(further), (*parts, *_signature(further)), iso)


def _clerks_below(lines: Sequence[Line], at: int) -> list[Line]:
    """Return the lines below a day that name who kept the record (书　记　员　　付　蓉), where they close the document."""
    end = at + 1
    while end < len(lines) and persons.is_person(lines[end].text):
        end += 1
    return list(lines[at + 1 : end]) if end > at + 1 and _ends_here(lines, end - 1) else []


def _dated_in_last_line(lines: Sequence[Line], at: int) -> Ending | None:
    """Read signature and date that run on behind the last sentence."""
    parts = dated_lines.signed_at_end(lines[at].text)
    if not parts:
        return None
    text, signature, day = (lines[at].cut(*span) for span in parts)
    ending_parts = (*_signature([signature]), ("date", (day,)))
    return Ending(at, at + 1, ending_parts, dates.parse(day.text), text)


def _month_only(lines: Sequence[Line], at: int) -> Ending | None:
    """Read a date without a day below its signature: it ends the document, and is no 成文日期."""
    if at < 2 or not dated_lines.is_month(lines[at].text) or not agency.split_joint(lines[at - 1].text):
        return None
    start = at - 1
    while start > 1 and agency.split_joint(lines[start - 1].text):
        start -= 1
    return Ending(start, at + 1, (*_signature(lines[start:at]), ("date", (lines[at],))))


def _spoiled(lines: Sequence[Line], at: int) -> Ending | None:
    """Read a day that a scan has spoiled (二〇〇三年十月二十七口), below its signature: it ends the document all the same."""
    bare = elements.squeeze(lines[at].text)
    if at < 2 or len(bare) > _MOST_OF_DAY or "年" not in bare or dates.find(bare):
        return None
    if len(bare) < _FEWEST_OF_DAY and not _UNFILLED.fullmatch(bare):
        return None
    known = sum(sign in _OF_DAYS for sign in bare)
    if known < _MOSTLY_OF_DAYS * len(bare) or not agency.split_joint(lines[at - 1].text):
        return None
    start = at - 1
    while start > 1 and agency.split_joint(lines[start - 1].text):
        start -= 1
    if not _ENDS_TEXT.search(lines[start - 1].text.strip()):
        return None
    return Ending(start, at + 1, (*_signature(lines[start:at]), ("date", (lines[at],))))


def _undated(opened: tuple[str, ...], lines: Sequence[Line], at: int) -> Ending | None:
    """Read a signature without a date: a line below the text that is the agency of the title."""
    names = agency.split_joint(lines[at].text) if at and len(lines[at].text) < 60 else ()
    return Ending(at, at + 1, tuple(_signature([lines[at]]))) if names and names == opened else None


def _signed_below(lines: Sequence[Line], at: int) -> Line | None:
    """Return the signature where it stands below its date, at the end of a document."""
    if at + 1 >= len(lines):
        return None
    below = lines[at + 1].text
    if not (agency.split_joint(below) or persons.is_person(below) or elements.SEAL.match(below.strip())):
        return None
    # Several agencies over a text that the document names are those whose text it is.
    authors = (
        at + 2 < len(lines) and agency.split_joint(lines[at + 2].text) and _names_what_follows(lines, at)
    )
    return lines[at + 1] if at + 2 >= len(lines) or (not authors and _ends_here(lines, at + 1)) else None


def _is_addressed(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is whom a paper goes to: 此致 / 某市中级人民法院."""
    return bool(at) and bool(
        re.fullmatch("此致|谨致|敬致|此呈", elements.squeeze(lines[at - 1].text).rstrip("：:，,"))
    )


def _is_signature(text: str, names: tuple[str, ...]) -> bool:
    text = text.strip()
    if "\t" in text:
        # A row of names (主任 | 乔云飞 | 县政府) is one only if each of its cells is.
        return all(_is_signature(cell, names) for cell in text.split("\t") if cell.strip())
    # 海　关, below a head that names the whole: 中华人民共和国某某海关公告.
    brief = elements.squeeze(text)
    if 2 <= len(brief) <= _LONGEST_BRIEF and any(name != brief and name.endswith(brief) for name in names):
        return True
    if len(text) > 80 or re.search(r"[。，；：]$", text):
        return False
    return bool(agency.split_joint(text) or persons.is_person(text) or elements.SEAL.match(text))


def _ends_here(lines: Sequence[Line], at: int) -> bool:
    following = text_at(lines, at + 1)
    return (
        at + 1 >= len(lines)
        or foot.read(lines, at + 1) is not None
        or bool(elements.LABEL.match(following) or elements.LABEL_WITH_TITLE.match(following))
        or lines[at].columns[:1] >= (8,)
        or _over_attached(lines, at, following)
        or _names_what_follows(lines, at)
        or _over_table(lines, at)
    )


def _over_attached(lines: Sequence[Line], at: int, following: str) -> bool:
    """Tell whether a day stands below a sentence and over what heads an attachment: 现予公布。 / 二○一一年四月十二日 / 附：某县名录."""
    listed = elements.LIST_OF_ATTACHMENTS.match(following)
    return bool(at and listed and _ENDS_TEXT.search(lines[at - 1].text.strip()))


def _names_what_follows(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the lines below a date are the title of a text that the document names: it issues that text."""
    listed = attachment_list.listed_titles(
        [line.text for line in lines[max(0, at - 12) : at] if attachment_list.may_list(line)]
    )
    if not at or not (re.search(r"[。！]$", lines[at - 1].text.strip()) or listed):
        return False
    cited = set(re.findall("《([^《》]{4,80})》", fold("".join(line.text for line in lines[:at]))))
    cited |= {fold(title) for title in listed if len(title) >= 4}
    below = at + 1
    # Whose text it is stands above it, however many they are.
    while below < min(len(lines), at + _MOST_AUTHORS) and agency.split_joint(lines[below].text):
        below += 1
    said = fold("".join(line.text for line in lines[:at]))
    return any(
        (title := fold("".join(line.text for line in lines[below : below + n]))) in cited
        # Named without marks: 现将县水利局关于春灌工作的报告转发给你们。
        or (
            title.startswith("关于")
            and len(title) >= _LEAST_NAMED
            and genre.from_title(title)
            and title in said
        )
        for n in (1, 2, 3)
    )


_FEWEST_ABOVE, _LEAST_NAMED = 3, 8


def _over_table(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a table with its heading stands below a day, without a label: the list of names that the text has."""
    return (
        at > _FEWEST_ABOVE
        and at + 2 < len(lines)
        and "\t" not in lines[at + 1].text
        and any("\t" in line.text for line in lines[at + 2 : at + 4])
    )


def closes_over_attachments(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the day stands here below an agency, and below it what the text lists or names as attached."""
    if not dates.parse(lines[at].text) or not agency.split_joint(lines[at - 1].text):
        return False
    below = lines[at + 1].text.strip()
    return bool(
        elements.LABEL.match(below)
        or elements.LABEL_WITH_TITLE.match(below)
        or _names_what_follows(lines, at)
        or _over_table(lines, at)
    )


_LAST = "按时完成。"


def rules(opened: tuple[str, ...], heads: tuple[str, ...] = ()) -> tuple[Rule[Ending], ...]:
    """Return the rules for a document whose title names the agencies `opened`, and whose head names `heads`."""
    return (
        *added("endings"),
        Rule(
            "signature-and-date",
            "document",
            partial(_dated, (*opened, *heads)),
            f"{_LAST}\n某县财政局\n某县审计局\n>2020年3月1日",
            f"{_LAST}\n>2020年3月1日\n会议在县城召开。",
        ),
        Rule(
            "in-the-last-line",
            "document",
            _dated_in_last_line,
            f">{_LAST}某县财政局2020年3月1日",
            ">会议于某县财政局召开，时间为2020年3月1日",
        ),
        Rule(
            "month-without-day",
            "document",
            _month_only,
            f"一、总则\n{_LAST}\n某县财政局\n>2020年3月",
            f"一、总则\n{_LAST}\n会议记录\n>2020年3月",
        ),
        Rule(
            "spoiled-day",
            "document",
            _spoiled,
            f"一、总则\n{_LAST}\n某县财政局\n>二〇二〇年三月十口",
            f"一、总则\n{_LAST}\n某县财政局\n>2020年工作要点",
        ),
        Rule(
            "agency-of-the-title",
            "document",
            partial(_undated, opened),
            f"{_LAST}\n>某县财政局",
            f"{_LAST}\n>某县审计局",
        ),
    )
