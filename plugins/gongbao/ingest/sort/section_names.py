"""The names of sections (栏目) in a printed table of contents."""

import re

from gongbao.bulletin import dates
from gongbao.bulletin.fold import HAN

from ..forms import elements
from ..model.lines import tidy
from . import paging

# Sections that are called by a genre of one character.
_BRIEF = ("令", "函")
_HAN = re.compile(f"[{HAN}]")
_OF_MERGED = re.compile(r"(?:\t\s*(?:<<|\^\^)?\s*)+$")
_LEADERS = re.compile(r"[.．·…⋯]{2,}\s*$")
# 规范性文件　Normative Documents
_IN_ENGLISH = re.compile(rf"(?<=[{HAN}])[\s\u3000]+[A-Za-z][A-Za-z ,&'’-]{{3,}}$")


def section_of(text: str) -> str | None:
    """Return the name of the section that a line of the contents is, or None if it cannot be one."""
    name = elements.section_name(_IN_ENGLISH.sub("", _OF_MERGED.sub("", text)))
    if (
        not (2 <= len(name) <= 30 or name in _BRIEF)
        or paging.is_number(text)
        or dates.find(text)
        or paging.ISSUE.search(text)
        # Leaders lead to a page, which a scan may have lost.
        or _LEADERS.search(text)
        or not _HAN.search(name)
    ):
        return None
    return None if re.search("[。，]|^[—-]", name) else tidy(name)
