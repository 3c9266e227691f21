"""Put the visual lines of one paragraph together again: a line that is full runs on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gongbao.bulletin import agency, dates

from .gaps import is_wide
from .geometry import Piece

# A paragraph begins with two squares of blank; what is indented less goes on with the one before.
_INDENT = (1.4, 2.7)
_AT_MARGIN = 0.9
# How much looser than usual two lines may stand and still be one paragraph.
_LOOSE = 1.45
_SAME_SIZE = 0.12
# A line in the middle of a column is so far off both margins, and its middle off that of the column by half of this.
_OFF_MARGIN, _IN_MIDDLE = 0.5, 0.7
# Lines are not set exactly to the margin.
_PLAY = 0.6
# A line that is spread misses the margin by so many sizes of type at most; so many lines show that they are, so many of all.
_TO_THE_MARGIN, _FEWEST_SPREAD, _MOSTLY_SPREAD = 0.2, 4, 0.9
_SUBSTANTIAL = 0.4
_FEWEST_AT_EDGE = 4
# Where so many more signs would have stood in a line, no slip in measuring its column has made it short.
_AMPLE = 1.5
# What begins so far to the right is set to the right margin.
_TO_THE_RIGHT = 0.6
MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:[．、]|\.(?!\d))|第[一二三四五六七八九十百]+[章节条]|附件|附：|[①-⑳△◆●■★☆▲◎○□◇—-])"
)
_COUNTING = "一二三四五六七八九十百0123456789"
_ENDING = "。；：！？"
_CLOSING = "，。；：！？、）》〉」』】〕”’"
# What is never the second half of a line: what begins at the margin, a day of a diary, a number of its own.
_OWN_LINE = re.compile(
    rf"抄\s*送|此[复令布致]|特此|专此|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\u3000[\u4e00-\u9fff、]{{2,20}}$|主\s*题\s*词|{dates.MONTH_DAY}$|附件?\s*\d*[:：]|[（(](?:此件|联系)|[（(].*[)）]$|.{{1,20}}〔\d{{4}}〕\s*\d+\s*号$|[^，。；]{{2,16}}字\s*第?\s*\d{{1,4}}\s*号$|[—–·•~\s-]*\d{{1,4}}[—–·•~\s-]*$"
)
# What a masthead says, a line each.
_LABELS = "|".join(
    r"[\s\u3000]*".join(label)
    for label in "主管 主办 承办 编辑 责编 编印 出版 印刷 发行 地址 邮编 邮政编码 电话 传真 印数 准印证 网址 刊号 总编 主编".split()
)
# What opens or closes a part of a document at whatever width, or an entry behind its page: no line before it runs on.
_NEVER_GOES_ON = re.compile(
    rf"(?:[抄分印发呈上]\s*[送报]|报\s*送|主\s*送|发\s*至)\s*[:：]|(?:{_LABELS})[^：:。，]{{0,4}}[:：]|主\s*题\s*词\s*[:：]|目\s*[录次]$|[·•【〖\[［][^。，；·•【】〖〗\[\]［］]{{2,12}}[·•】〗\]］]$|.{{2,30}}{dates.FULL_IN_FIGURES}\s*印\s*[发制送]?$|[（(]?\d{{1,3}}[)）]?\u3000{{2,}}\S"
)
# Nor does a line go on that is a number, set off from the margin.
_NUMBER_ALONE = re.compile(r"[^\s〔\[（(]{1,20}[〔\[（(]\d{4}[〕\]）)]第?\s*\d+\s*号$")
# A whole date that stands by itself, set in: 成文日期 below the signature.
_DATE = re.compile(rf"{dates.FULL}$")
_RECIPIENTS = re.compile(r"各[^。；：:]{2,60}[：:]$")
# What stands below a title and is whole, however wide: when it was passed, on which occasion it was said.
_WHOLE = re.compile(r"[（(][^（()）]*[）)]$|[—―–－-]{1,2}[^，。]*(?:会议?|大会|全会)上$")
# A line that ends within a sentence, behind the end of another or a comma.
_BROKEN_OFF = re.compile(r"[，。；].{4,}[\u4e00-\u9fff，、]$")
_FAR_BEYOND = 5
# Who took the picture, in a row of its own below the words about it.
_PHOTOGRAPHER = re.compile(r"[（(][^（()）]{2,20}(?:摄|摄影|供图)[)）]")
# Cells that stand far apart, in a table without rules.
_ROW = re.compile(r"\S\u3000{2,}\S.*\S\u3000{2,}\S|\S\u3000{5,}\S")
# An entry of the contents ends in its page, however near to the margin.
ENTRY = re.compile(
    r"(?:(?<![.．·])(?<![.．·]\s)(?:[.．·]\s*){2,}|[…⋯]\s*|\S\u3000{2,})[（(]?\s*(?:第\s*|[Pp]\.?\s*)?\d{1,4}\s*页?\s*[）)]?$"
    r"|号[）)]\s?\d{1,4}$"
)
_TOKEN = re.compile(r"[“‘《〈「『【〔（(\[]*(?:[A-Za-z0-9.,%:/+—–~-]+|.)", re.S)


@dataclass
class Margins:
    """Where the lines of a column begin and end, how far apart they stand, and whether paragraphs are indented.

    spread: whether full lines are spread to the right margin, so that one that misses it is the last of its paragraph.
    """

    left: float
    right: float
    leading: float
    indented: bool
    spread: bool = False


def margins(
    lines: Sequence[Piece],
    left: float | None = None,
    right: float | None = None,
    indented: bool = False,
    spread: bool = False,
) -> Margins:
    """Measure a column; what is known from elsewhere is given."""
    left = body_left(lines) if left is None else left
    right = right_edge(lines) if right is None else right
    steps = [
        below.y1 - above.y1
        for above, below in pairwise(lines)
        if _alike(above, below) and 0 < below.y1 - above.y1 < 4 * above.size
    ]
    leading = median(steps) if steps else 1.8 * median(line.size for line in lines)
    indented = indented or is_indented(lines, left, right)
    return Margins(left, right, leading, indented, spread or are_spread(lines, right))


def are_spread(lines: Sequence[Piece], right: float) -> bool:
    """Tell whether lines of text that break off within a sentence end at the margin."""
    usual = median(line.size for line in lines)
    room = [
        (right - line.x1) / line.size
        for line in lines
        if line.text[-1:] not in _ENDING and abs(right - line.x1) < line.size < (1 + _SAME_SIZE) * usual
    ]
    at_margin = sum(one <= _TO_THE_MARGIN for one in room)
    return len(room) >= _FEWEST_SPREAD and at_margin >= _MOSTLY_SPREAD * len(room)


def body_left(lines: Sequence[Piece]) -> float:
    """Return where lines begin. What a machine sets over or under them, farther out than any indent, does not count."""
    left = min(line.x0 for line in lines)
    size = median(line.size for line in lines)
    for outer, rest in ((lines[0], lines[1:]), (lines[-1], lines[:-1])):
        inner = min((line.x0 for line in rest), default=left)
        as_far = sum(line.x0 - inner < _PLAY * size for line in rest)
        if outer.x0 == left and inner - left > _INDENT[1] * size and as_far >= _FEWEST_AT_EDGE:
            return inner
    return left


def right_edge(lines: Sequence[Piece]) -> float:
    """Return where full lines end. Most of a text ends there: single lines jut out, and lists are short."""
    ends = sorted((line.x1, line.x1 - line.x0) for line in lines)
    # A mark may hang into the margin by its whole width: what differs by less ends at the same place.
    play = 0.7 * median(line.size for line in lines)
    weights = []
    first, open_width = 0, 0.0
    for end, width in ends:
        open_width += width
        while ends[first][0] < end - play:
            open_width -= ends[first][1]
            first += 1
        weights.append(open_width)
    enough = _SUBSTANTIAL * max(weights)
    edge = max(end for (end, _), weight in zip(ends, weights, strict=True) if weight >= enough)
    # Short lines of a list may end alike by chance; sentences that are broken off say where lines are full.
    broken = [line.x1 for line in lines if _BROKEN_OFF.search(line.text)]
    if any(abs(end - edge) <= play for end in broken):
        return edge
    return max([edge, *(end for end in broken if end > edge + _FAR_BEYOND * play)])


def is_indented(lines: Sequence[Piece], left: float, right: float) -> bool:
    """Tell whether paragraphs are indented: as most lines say that stand below the end of one, else any that is not in the middle."""
    below = [line for above, line in pairwise(lines) if _ends_paragraph(above, right)]
    indented = sum(_begins_indented(line, left) for line in below)
    at_margin = sum(abs(line.x0 - left) < _AT_MARGIN * line.size for line in below)
    if below:
        return indented >= at_margin
    column = Margins(left, right, 0.0, indented=False)
    return any(_begins_indented(line, left) and not is_in_middle(line, column) for line in lines)


def _begins_indented(line: Piece, left: float) -> bool:
    return is_indent((line.x0 - left) / line.size)


def is_indent(signs: float) -> bool:
    """Tell whether so much room, in sizes of type, is what a paragraph is indented by."""
    return _INDENT[0] <= signs <= _INDENT[1]


def _ends_paragraph(line: Piece, right: float) -> bool:
    """Tell whether a line is the last of a paragraph for certain: a sentence ends, and room is left."""
    return line.text[-1:] in _ENDING + ".;:" and right - line.x1 > _INDENT[1] * line.size


def ends_a_line(line: Piece, right: float) -> bool:
    """Tell whether a line ends a sentence, or leaves room for more signs than a word has."""
    return line.text[-1:] in _ENDING or right - line.x1 > _INDENT[1] * line.size


def runs_on(line: Piece, after: Piece, column: Margins) -> bool:
    """Tell whether a line goes on in the one below it."""
    if line.closed or not _alike(line, after) or after.y1 - line.y1 > _LOOSE * column.leading:
        return False
    if (
        ENTRY.search(line.text)
        or _NEVER_GOES_ON.match(after.text)
        or _ROW.search(line.text)
        or _ROW.search(after.text)
    ):
        return False
    if _NUMBER_ALONE.match(line.text.strip()) and line.x0 - column.left > _INDENT[1] * line.size:
        return False
    # What is set to the right, as who sent a story in, goes on in no line that begins at the margin; nor does one of those who signed.
    to_the_right = line.x0 - column.left > _TO_THE_RIGHT * (column.right - column.left)
    if to_the_right and (after.x0 - column.left < after.size or agency.is_agency(line.text.strip())):
        return False
    # 成文日期 is set in, however far; what stands below it is another part: 附件.
    if _DATE.match(line.text.strip()) and line.x0 - column.left > _INDENT[1] * line.size:
        return False
    # Where no paragraph is indented, whom a document is for is told by its words alone.
    if not column.indented and _RECIPIENTS.match(line.text.strip()):
        return False
    if _DATE.match(after.text.strip()) and after.x0 - column.left > _INDENT[1] * after.size:
        return False
    if after.text[:1] in _CLOSING or _PHOTOGRAPHER.fullmatch(after.text.strip()):
        return True
    # Blanks that are drawn indent a paragraph as room does.
    if after.text.startswith("\u3000\u3000"):
        return False
    if _OWN_LINE.match(after.text) and after.x1 < column.right - after.size:
        return False
    room = column.right - line.x1
    ends = column.spread and not column.indented and line.text[-1:] in _ENDING
    if not is_full(line, after, room) or (ends and room > _TO_THE_MARGIN * line.size):
        return False
    return begins_at_margin(line, after, column) or (
        # A title that is wider than the page goes on in the middle of the next line; a date at the right margin does not.
        _is_centred(after, column)
        and not (_WHOLE.match(line.text.strip()) or MARKER.match(after.text))
        and line.text[-1:] not in _ENDING
        and line.x0 - column.left < _INDENT[1] * line.size
    )


def is_in_middle(line: Piece, column: Margins) -> bool:
    """Tell whether a line has as much room on its left as on its right, other room than the first line of a paragraph has."""
    left, right = line.x0 - column.left, column.right - line.x1
    return (
        min(left, right) > _OFF_MARGIN * line.size
        and abs(left - right) < _IN_MIDDLE * line.size
        and line.text[-1:] not in _ENDING
    )


def begins_at_margin(line: Piece, after: Piece, column: Margins) -> bool:
    """Tell whether a line does not begin a paragraph of its own, judged by its indentation."""
    indent = after.x0 - column.left
    if -_AT_MARGIN * after.size < indent < _AT_MARGIN * after.size:
        return column.indented or MARKER.match(after.text) is None
    # Hanging: below the text that follows the marker or the label 附件：, or below a line that hangs itself.
    below = [*_hangs(line), *([line.x0] if line.x0 - column.left > _INDENT[1] * line.size else [])]
    return any(abs(after.x0 - start) < 0.4 * after.size for start in below) and not MARKER.match(after.text)


def is_full(line: Piece, after: Piece, space: float) -> bool:
    """Tell whether the first word of the next line would not have fitted into the space that is left."""
    length = _first_word(after)
    return length > 0 and space < length + _PLAY * after.size


def is_whole(line: Piece, after: Piece, column: Margins) -> bool:
    """Tell whether a paragraph ends in a line for certain: far more would have fitted; a comma is where a person broke one."""
    room = column.right - line.x1 - _first_word(after)
    both_in_middle = is_in_middle(line, column) and is_in_middle(after, column)
    breaks_off = both_in_middle or line.text[-1:] in "，、"
    return _alike(line, after) and not breaks_off and room > _AMPLE * after.size


def _first_word(line: Piece) -> float:
    """Return how wide the first word of a line is, with the marks that may not stand at the head of a line."""
    word = _TOKEN.match(line.text)
    if word is None:
        return 0.0
    closing = re.match(f"[{_CLOSING}]*", line.text[word.end() :])
    length = sum(1 if is_wide(char) else 0.5 for char in word[0]) + (len(closing[0]) if closing else 0)
    return length * line.size


def _is_centred(line: Piece, column: Margins) -> bool:
    before, behind = line.x0 - column.left, column.right - line.x1
    return before > _INDENT[1] * line.size and abs(before - behind) < line.size


def _alike(a: Piece, b: Piece) -> bool:
    return abs(a.size - b.size) <= _SAME_SIZE * max(a.size, b.size)


def _hangs(line: Piece) -> list[float]:
    """Return where text begins in a line behind its marker."""
    chars = sorted(line.chars, key=lambda char: char.x0)
    found: list[float] = []
    for first, (before, char) in zip([None, *chars], pairwise(chars), strict=False):
        if before.text not in "：:．.、 " or char.text.isspace() or char.x0 - line.x0 >= 8 * line.size:
            continue
        # 、 parts names as well, the first of which may be as long as a paragraph is indented.
        if before.text != "、" or (first is not None and first.text in _COUNTING):
            found.append(char.x0)
    return found
