"""Read what a page states of its document beside an index card: lists of labels, tables that are the document."""

import re
from collections.abc import Sequence

from gongbao.bulletin import dates, number
from gongbao.bulletin.agency import is_agency

from .card import behind_label
from .lines import PageLine

_FEWEST = 3
_LONGEST = 80
_LABEL = re.compile(r"[一-龥]{2,10}[:：]")
# What sites say of how a matter stands, and no document of itself.
_OF_SITE = re.compile(r"状态|人数|件数|条数|热度|部门|单位|时间|日期|期限|栏目|类型|次数")
_COUNTED = re.compile(r"状态|人数|件数|条数|热度|次数")
_SENTENCE = re.compile("。")
# 行政处罚决定书文号, 许可机关, 处罚决定日期: what a decision that is published as a table states of itself.
_NUMBER = re.compile(r"[一-龥]{0,12}(?:文号|文书号|决定书编号)")
_AGENCY = re.compile(
    r"(?:作出)?(?:行政)?(?:处罚|许可|决定|审批|核发|发证|裁决|强制)+(?:决定)?的?机关(?:名称)?"
)
_DAY = re.compile(r"(?:作出)?(?:行政)?(?:处罚|许可|裁决|强制)?决定书?(?:的)?(?:日期|时间)")


def listed(lines: Sequence[PageLine], titles: set[int], known: set[int]) -> dict[int, tuple[str, str]]:
    """Return the lines below the title that are a list of labels with what stands behind each: 征集状态：已结束."""
    found: dict[int, tuple[str, str]] = {}
    start = max(titles, default=-1) + 1
    for at in range(start, len(lines)):
        line = lines[at]
        if line.drop or at in known:
            continue
        label = line.parts[0].strip() if len(line.parts) > 1 else ""
        apart = line.element.name != "p" and not line.cells and len(line.text) <= _LONGEST
        if not (apart and _LABEL.fullmatch(label) and not _SENTENCE.search(line.text)):
            break
        found[at] = label[:-1], behind_label(line).strip()
    labels = [label for label, _value in found.values()]
    of_site = sum(_OF_SITE.search(label) is not None for label in labels)
    is_stated = len(labels) >= _FEWEST and 2 * of_site > len(labels) and any(map(_COUNTED.search, labels))
    return found if is_stated else {}


def of_table(lines: Sequence[PageLine], inside: Sequence[int]) -> dict[str, str]:
    """Return number, agency and day that a document states of itself in a table of labels and values, {} where not two of
    them stand there: they are fields and text alike."""
    found: dict[str, str] = {}
    for at in inside:
        cells = [cell.strip() for cell in lines[at].cells]
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            words = "".join(label.split()).rstrip(":：")
            if _NUMBER.fullmatch(words) and number.parse(value):
                found.setdefault("文号", value)
            elif _AGENCY.fullmatch(words) and is_agency(value):
                found.setdefault("发文机关", value)
            elif _DAY.fullmatch(words) and dates.find(value):
                found.setdefault("成文日期", value)
    return found if len(found) > 1 else {}
