"""附件说明, the list of what a document has as attachments: where it stands, the names that it gives."""

import re

from gongbao.bulletin import genre

from ..forms import elements
from ..model.lines import Line, tidy
from ..model.record import Block

_ISSUED = (
    "方案|办法|规定|细则|要点|规划|计划|预案|标准|制度|规程|规则|条例|守则|章程|指南|意见|名单"
    "|目录|一览表|分工|表|清单|任务|措施|纲要|准则|须知|流程图|图|样式|格式|说明|报告|总结"
)

LISTED = re.compile(
    r"^\s*+(?:附\s*+[件表图]?\s*+[:：])?\s*+(?:附件)?\s*+(?:\d{1,2}\s*+[.．、]|[一二三四五六七八九十]{1,2}、)?\s*+(?P<title>\S.+?)[。；;]?$"
)

_NUMBERED = re.compile(r"^\s*+(?:附件)?\s*+(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*+[.．、:：]")


_BETWEEN_FILES = re.compile(
    r"(?<=\.pdf|\.doc|\.xls|\.wps|\.ofd|\.zip|\.rar)(?=附件|\d{1,2}[.．、])|(?<=\.docx|\.xlsx)(?=附件|\d{1,2}[.．、])",
    re.I,
)


def split_list(body: list[Line]) -> tuple[list[Line], list[Line]]:
    """Split 附件说明 (附件：1. …) off the end of a body."""
    for at in range(max(0, len(body) - 14), len(body)):
        if elements.LIST_OF_ATTACHMENTS.match(body[at].text):
            listed = body[at:]
            # All lines after it must belong to the list: short, or numbered.
            if all(may_list(line) for line in listed):
                return body[:at], listed
        # 附件： on a line of its own, then what it lists by number.
        below = body[at + 1 :]
        label = re.fullmatch(r"附\s*件\s*[:：]?", body[at].text.strip())
        numbered = label and below and _NUMBERED.match(below[0].text)
        files = label and below and all(elements.FILE.match(line.text.strip()) for line in below)
        if (numbered and all(may_list(line) for line in below)) or files:
            return body[:at], body[at:]
    return body, []


def may_list(line: Line) -> bool:
    """Tell whether a line may be one of 附件说明: a short one, not a sentence."""
    return len(line.text.strip()) <= 90 and not line.text.strip().endswith("。") and "\t" not in line.text


def list_blocks(listed: list[Line]) -> list[Block]:
    """Return 附件说明 as blocks, one for each attachment named, however many lines each takes."""
    label_only = re.fullmatch(r"附\s*件\s*(?:下载)?[:：]?", listed[0].text.strip()) if listed else None
    if label_only and len(listed) > 1 and elements.FILE.match(listed[1].text.strip()):
        first = Block("list", tidy(listed[0].text + listed[1].text), lines=listed[:2])
        return [first, *(Block("list", tidy(line.text), lines=[line]) for line in listed[2:])]
    numbered = any(_NUMBERED.search(re.sub(r"^\s*附\s*件?\s*[:：]\s*", "", line.text)) for line in listed[:2])
    entries: list[list[Line]] = []
    for n, line in enumerate(listed):
        # An unnumbered name goes on below while it is not whole: …资金安排和 / 绩效目标汇总表.
        goes_on = not numbered and n and not whole_title("".join(x.text.strip() for x in entries[-1]))
        opens = bool(
            not n
            or not (numbered or goes_on)
            or _NUMBERED.match(line.text)
            or elements.LIST_OF_ATTACHMENTS.match(line.text)
        )
        # 附件： alone goes with the first that it lists.
        if n == 1 and label_only:
            opens = False
        if opens:
            entries.append([line])
        else:
            entries[-1].append(line)
    return [
        Block("list", tidy("".join(line.text.strip() for line in lines)), lines=lines) for lines in entries
    ]


def file_block(line: Line) -> Block:
    """Return the block of a line that names files; a page may set several side by side."""
    return Block("list", _BETWEEN_FILES.sub("\u3000", tidy(line.text)), lines=[line])


def listed_titles(texts: list[str]) -> list[str]:
    """Return the titles that the lines of 附件说明 name."""
    found = []
    for text in texts:
        match = LISTED.match(text.strip())
        if match:
            found.append(tidy(match["title"]).strip("《》"))
    return found


def whole_title(text: str) -> bool:
    """Tell whether a text ends as the titles of attachments do."""
    bare = re.sub(r"[（(][^（()）]*[)）]$", "", text)
    return bool(re.search(f"(?:{_ISSUED})$", bare)) or bool(genre.from_title(text))
