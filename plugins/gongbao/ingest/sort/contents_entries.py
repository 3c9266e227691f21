"""What is made of the entries of contents once they are read: months joined, kinds and writers told from titles."""

import re
from dataclasses import replace
from itertools import groupby

from gongbao.bulletin import agency, dates, names
from gongbao.bulletin.fold import HAN, fold

from ..forms.head_openings import is_part
from ..model.contents import Contents, Entry
from .lookup import Lookup

_MONTHS = re.compile(rf"(?:{dates.YEAR_IN_FIGURES})?{dates.MONTHS}")
# （2015年1月至3月）, 5月16日至5月31日
_SPAN = re.compile(
    rf"\((?:{dates.YEAR})?年?[^()]{{0,12}}[月日]\)|(?:{dates.YEAR}年)?{dates.MONTH_DAY}[-—–~至](?:{dates.MONTH_DAY}|{dates.NUMBER}日)"
)
# 【案例】张某诉某公司合同纠纷案, and over the text 【案例】 on a line of its own.
_LABEL = re.compile(rf"[【〖](?P<name>[{HAN}]{{2,8}})[】〗]\s*(?=\S)")
# （第3次）, （试行） are of the title.
_COUNTED = re.compile(r"[\d第]|[稿行案年次期号]$")
_BY = re.compile(r"[（(](?P<by>[^（()）]{2,24})[)）]$")


def without_labels(contents: Contents, lookup: Lookup) -> Contents:
    """Part from the titles of entries the kind in brackets before them, and who wrote behind them, where the text has both apart."""
    skip = range(contents.start, contents.end)
    entries = []
    for entry in contents.entries:
        label = _LABEL.match(entry.title)
        if label and _stands_below(label["name"], title := entry.title[label.end() :], lookup, skip):
            entry = replace(entry, title=title, section=entry.section or label["name"])
            contents.outer.add(fold(label["name"]))
        by = _BY.search(entry.title)
        if by and _is_below(by["by"], title := entry.title[: by.start()], lookup, skip):
            entry = replace(entry, title=title)
        entries.append(entry)
    contents.entries = entries
    return contents


def _stands_below(label: str, title: str, lookup: Lookup, skip: range) -> bool:
    """Tell whether a title stands as a heading below a line that has nothing but a label in brackets."""
    return any(
        lookup.folded[at - 1].strip("【】〖〗") == fold(label) for at in lookup.find(title, skip) if at
    )


def _is_below(by: str, title: str, lookup: Lookup, skip: range) -> bool:
    """Tell whether who wrote, a name behind an office perhaps, is the whole line below a title that stands as a heading."""
    named = agency.split_joint(by) or any(names.is_name(by[-count:]) for count in (2, 3, 4))
    if not named or _COUNTED.search(by):
        return False
    places = (at + 1 for at in lookup.find(title, skip))
    return any(at < len(lookup.folded) and lookup.folded[at] == fold(by) for at in places)


def join_months(contents: Contents) -> None:
    """Make the months of a chronicle that are entries (大事记 / 七月…9 / 八月…10) one: the chronicle.

    A single one is the title of its text, as printed.
    """
    joined: list[Entry] = []
    for section, entries in groupby(contents.entries, key=lambda entry: entry.section):
        all_of_it = list(entries)
        months = [e for e in all_of_it if _MONTHS.fullmatch(fold(e.title))] if is_part(section) else []
        in_brackets = is_part(section) and len(all_of_it) == 1 and _SPAN.fullmatch(fold(all_of_it[0].title))
        if in_brackets:
            # 大事记 / （2015年1月至3月）…13: what the part is of.
            months = all_of_it
        elif len(months) < 2:
            joined += all_of_it
            continue
        lines = tuple(line for month in months for line in month.lines)
        chronicle = replace(months[0], title=section, own_section=True, lines=lines)
        joined += [chronicle if e is months[0] else e for e in all_of_it if e is months[0] or e not in months]
    contents.entries = joined
