"""What stands behind the last text of an issue: a masthead (主办… 地址… 电话…), the editors, what the bulletin says of itself."""

import re
from collections.abc import Collection

from gongbao.bulletin.fold import HAN, fold, simplify

from ..forms import elements, reach
from ..model.contents import Contents
from ..model.lines import Line
from . import masthead
from .editors import role_line, roles_of
from .masthead_labels import count

_NAMES_ITSELF = re.compile(rf"《[{HAN}（）()]{{2,30}}(?:公报|政报|文告)》(?:[（(]\S{{1,8}}[)）])?$")
# 《某市人民政府公报》　双月刊　每逢双月30日出版; a correction and the contents of a year name the bulletin, too.
_OPENS_WITH_NAME = re.compile(
    rf"《[{HAN}（）()]{{2,30}}(?:公报|政报|文告)》(?!.*(?:更正|勘误|应为|编辑部|目录|索引))"
)
# 本刊只登公布性文件，不另行文。 A correction is a text of its own.
_SAYS_OF_ITSELF = re.compile("本(?:刊|公报|政报|报)(?!.*(?:更正|勘误|应为)).*。$")
_APART = re.compile(r"[\s\u3000]{2,}|\u3000")
_VALUE = re.compile(rf"[{HAN}（）()/]{{2,10}}\s*[:：]\s*\S")
_REMARK = re.compile(
    r"[（(【\[]?(?:内部(?:资料|刊物|文件)|仅?供[^，。；：]{2,8}参[阅考])[^。；：]{0,16}[)）】\]]?$"
)
# 编辑说明：本公报刊登的文件与正式文件具有同等效力。 A communiqué that speaks of its figures is a text.
_OF_WHAT_IT_PRINTS = re.compile("(?:编[辑者]说明[:：])?本(?:刊|公报|政报)所?(?:刊登|登载|刊载).{2,40}。$")
# 本报编辑委员会编　新华书店某省分店发行　定价一千五百元
_BEHIND = re.compile(
    r"^\S{3,30}(?:编|编印|编辑|出版|发行|印刷|印|承印|主办)$|^(?:每[份册本期])?(?:定价|零售|工本费)\S{2,10}$"
)
# 欢迎订阅《某市人民政府公报》, 征订启事: what bulletins print of themselves behind their last text.
_INVITES = re.compile(
    r"(?:欢迎|敬请|免费)(?:订阅|征订|赠阅|索阅|索取|取阅|投稿|刊登广告)|(?:征订|订阅|赠阅|征稿|广告)(?:启事|须知|通知|办法|信息)$"
)
# What its sentences, and those of an advertisement beside them, are about.
_OF_NOTICE = re.compile(
    rf"《[{HAN}（）()]{{2,30}}(?:公报|政报|文告)》|本(?:刊|公报|政报|公司|厂|店|院)|我(?:公司|厂|店)|订阅|征订|赠阅|索阅|投稿|来稿|欢迎|热线|惠顾"
)
_PUBLISHES = re.compile(r"^[（(]?(?:主\s*[办编管]|编\s*[辑印]|承\s*[办印]|出\s*版|准印|刊号|印\s*[刷数])")
_MOST_OF_NOTICES = 40
_LONGEST, _MOST_BELOW_CONTENTS, _LEAST_LABELS = 60, 10, 2


def part(lines: list[Line], contents: Contents | None) -> tuple[list[Line], list[Line]]:
    """Part what stands behind the last text from the lines; what the contents list is a text, be it a call to subscribe."""
    listed = {fold(entry.title) for entry in contents.entries} if contents else set()
    return _parted(lines, contents.end if contents else 0, listed)


def _parted(lines: list[Line], floor: int, listed: Collection[str]) -> tuple[list[Line], list[Line]]:
    """Part the lines; floor: where the contents end, 0 if there are none; listed: the folded titles of the contents."""
    below = lines[floor:] if floor else []
    if 0 < len(below) <= _MOST_BELOW_CONTENTS and all(_is_of_back(line) for line in below):
        return lines[: len(lines) - len(below)], below
    if cover := _cover(lines, floor):
        return lines[:-cover], lines[-cover:]
    notices = _notices(lines, floor)
    if notices is not None and not any(fold(line.text) in listed for line in lines[notices:]):
        return lines[:notices], lines[notices:]
    closing = _remarks(lines, floor)
    if closing < len(lines):
        lines, remarks = lines[:closing], lines[closing:]
        lines, back = _parted(lines, floor, listed)
        return lines, [*back, *remarks]
    start = len(lines)
    while start > floor and _is_of_back(lines[start - 1]):
        start -= 1
    board = next((at for at in range(start, len(lines) - 1) if _is_board(lines, at)), None)
    if board is not None:
        return lines[:board], lines[board:]
    tail = [line.text.strip() for line in lines[start:]]
    labels = [
        n
        for n, text in enumerate(tail)
        if masthead.is_masthead_line(text) or roles_of(text) or _values(text) >= _LEAST_LABELS
    ]
    if sum(max(1, count(tail[n]), len(roles_of(tail[n])), _values(tail[n])) for n in labels) < _LEAST_LABELS:
        return lines, []
    cut = start + labels[0]
    # The board of editors may stand above the addresses, and over all of it the bulletin's name.
    while cut > start and _is_over_labels(lines[cut - 1].text.strip()):
        cut -= 1
    return lines[:cut], lines[cut:]


def _is_board(lines: list[Line], at: int) -> bool:
    """Tell whether the editors stand from here to the end: 《某县人民政府公报》编辑委员会 over a role and its names a line."""
    heading = lines[at].text.strip()
    return masthead.is_board(heading) and all(role_line(line.text) for line in lines[at + 1 :])


def _cover(lines: list[Line], floor: int) -> int:
    """Return how many lines the last page has, where it is that of the cover: without a sentence, with the bulletin's name."""
    last = next((at for at in range(len(lines) - 1, floor, -1) if lines[at].page_break), len(lines))
    page = lines[last:]
    names = any(_OPENS_WITH_NAME.match(line.text.strip()) for line in page)
    return len(page) if names and len(page) <= _MOST_BELOW_CONTENTS and all(map(_is_of_back, page)) else 0


def _notices(lines: list[Line], floor: int) -> int | None:
    """Return where the page begins on which the bulletin speaks of itself, advertisements beside it perhaps; None if there is none.

    It stands behind the end of the last text, set apart, and has nothing that a document or its attachment has.
    """
    for at in range(max(floor, len(lines) - _MOST_OF_NOTICES, 1), len(lines)):
        tail = [line.text.strip() for line in lines[at:]]
        if not _is_set_apart(lines, at) or not reach.ends_a_document(lines, at - 1):
            continue
        published = sum(1 for text in tail if _PUBLISHES.match(text) and masthead.is_masthead_line(text))
        of_bulletin = published >= _LEAST_LABELS or any(map(_INVITES.search, tail))
        sentences = [text for text in tail if text.endswith("。")]
        if of_bulletin and not any(map(_is_of_document, tail)) and all(map(_OF_NOTICE.search, sentences)):
            return at
    return None


def _is_set_apart(lines: list[Line], at: int) -> bool:
    """Tell whether a page, or a blank line, begins here, or a line in other type than the one above."""
    return bool(lines[at].page_break or lines[at].gap or lines[at].type != lines[at - 1].type)


def _is_of_document(text: str) -> bool:
    return bool(
        "\t" in text
        or elements.LABEL.match(text)
        or elements.number_in_brackets(text)
        or elements.is_recipients(text)
    )


def _remarks(lines: list[Line], floor: int) -> int:
    """Return where remarks on the issue begin that close it: （内部资料　注意保存）."""
    end = len(lines)
    while end > floor and any(
        one.match(lines[end - 1].text.strip()) for one in (_REMARK, _OF_WHAT_IT_PRINTS)
    ):
        end -= 1
    return end


def _values(text: str) -> int:
    """Count what a line of the masthead states, set apart, in whatever words: 编辑出版：某办公厅　　每份定价：0.12元."""
    return sum(1 for part in _APART.split(simplify(text)) if _VALUE.match(part) or _BEHIND.search(part))


def _is_over_labels(text: str) -> bool:
    return bool(masthead.is_editors_line(text) or _NAMES_ITSELF.match(text) or _SAYS_OF_ITSELF.match(text))


def _is_of_back(line: Line) -> bool:
    """Tell whether a line may stand on a back page: it is short and no sentence, or says something of the bulletin."""
    text = line.text.strip()
    return len(text) <= _LONGEST and (not text.endswith("。") or _SAYS_OF_ITSELF.match(text) is not None)
