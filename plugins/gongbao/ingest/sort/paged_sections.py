"""Sections that stand among the entries: with a page, as those have that a word processor makes of headings, or all without."""

import re
from dataclasses import replace

from gongbao.bulletin.fold import fold

from ..forms.head_openings import is_part
from ..model.contents import Contents, Entry
from .lookup import Lookup
from .section_names import section_of

_LONGEST = 14
_OF_DOCUMENTS = re.compile("(?:文件|规章|法规|选登|选载|任免|动态|解读)$")


def name(contents: Contents, lookup: Lookup) -> None:
    """Take for sections the entries that stand on the page of the next one, and over nothing else: 市政府文件 1 / …的通知 1.

    In the text such a name stands right above the next entry's title, or nowhere.
    """
    skip = range(contents.start, contents.end)
    kept: list[Entry] = []
    section, opened = "", False
    # The section that the last entry had already.
    had = ""
    for at, entry in enumerate(contents.entries):
        # Where that is another one, a banner between the entries has begun it: what was found here ends.
        section, had = section if entry.section == had else "", entry.section
        below = contents.entries[at + 1] if at + 1 < len(contents.entries) else None
        if below and _is_section(entry, below, lookup, skip):
            section, opened = entry.title, True
            continue
        if entry.own_section and not opened:
            section = ""
        kept.append(replace(entry, section=section, own_section=False) if section else entry)
        opened = False
    contents.entries = kept


def _is_section(entry: Entry, below: Entry, lookup: Lookup, skip: range) -> bool:
    if entry.page != below.page or entry.number or "关于" in entry.title:
        return False
    if len(fold(entry.title)) > _LONGEST or not section_of(entry.title):
        return False
    places = [at for at in lookup.find(entry.title, skip) if at not in skip]
    under = set(lookup.find(below.title, skip))
    if places:
        return any(at + 1 in under for at in places)
    return bool(entry.page and (_OF_DOCUMENTS.search(entry.title) or is_part(entry.title)))
