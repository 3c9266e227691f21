"""Does an attachment begin here, or the list of them? One rule for each form, the first that fires wins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from gongbao.bulletin import agency
from gongbao.bulletin.fold import fold

from ..model.lines import Line
from . import elements
from .rule import Rule, first

_LONGEST = 70
_SHORTEST_LISTED = 7
# What stands around a name in a list: 附:1.《…》;.
_BEFORE_NAME, _AFTER_NAME = re.compile(r"[:.、;《〈]"), re.compile(r"[》〉;。,、(\d]|$")


@dataclass(frozen=True)
class AttachmentHead:
    """A line that names an attachment: the character at which its title opens, None where it has its label alone."""

    title: int | None = None
    rule: str = ""


def _label(lines: Sequence[Line], at: int) -> AttachmentHead | None:
    return AttachmentHead() if elements.LABEL.match(lines[at].text.strip()) else None


def _label_with_title(lines: Sequence[Line], at: int) -> AttachmentHead | None:
    text = lines[at].text
    match = elements.LABEL_WITH_TITLE.match(text) if len(text.strip()) < _LONGEST else None
    return AttachmentHead(match.start("title")) if match else None


def _list(lines: Sequence[Line], at: int) -> AttachmentHead | None:
    match = elements.LIST_OF_ATTACHMENTS.match(lines[at].text)
    return AttachmentHead(match.end()) if match else None


def _file(lines: Sequence[Line], at: int) -> AttachmentHead | None:
    return AttachmentHead(0) if elements.FILE.match(lines[at].text.strip()) else None


ATTACHMENTS: Final[tuple[Rule[AttachmentHead], ...]] = (
    Rule("label", "below the date", _label, ">附件2", ">附件2的要求如下"),
    Rule("file", "below the date", _file, ">附件1.某县申报表.docx", ">附件1.某县申报表"),
    Rule("label-with-title", "below the date", _label_with_title, ">附件2：某县申报表", ">附件：某县申报表"),
    Rule("list", "above or below the signature", _list, ">附件：1. 某县申报表", ">附件"),
)


def read(lines: Sequence[Line], at: int) -> AttachmentHead | None:
    """Return what names an attachment at a line, with the name of its rule; rows of tables name none."""
    found = first(ATTACHMENTS, lines, at) if "\t" not in lines[at].text else None
    return replace(found[1], rule=found[0].name) if found else None


def lists(listed: str, of_text: Sequence[str]) -> bool:
    """Tell whether a list of attachments names the title that a text's first lines make, however many of them.

    The list may say whose the text is, where its title does not: 附：某县水产局关于某事的请示.
    """
    listed, title = fold(listed), ""
    for line in of_text:
        title += fold(line)
        at = listed.rfind(title) if len(title) >= _SHORTEST_LISTED else -1
        if at >= 0 and _AFTER_NAME.match(listed, at + len(title)):
            whose = _BEFORE_NAME.split(listed[:at])[-1]
            return not whose or bool(agency.split_joint(whose))
    return False
