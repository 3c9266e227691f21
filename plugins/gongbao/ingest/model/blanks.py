"""Blanks inside a line: which ones mean something and stay, which ones only space letters or break print.

No name ever touches the next, nor the post beside it. A blank inside a name of two characters closes (王　磊 → 王磊), as
all letter spacing does (总　则); a wide blank between words stays as one; a narrow one beside a Chinese character is a
print break or a scan's, unless a name, an agency, a telephone or a list of words stands beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from gongbao.bulletin import agency, pairs
from gongbao.bulletin.fold import HAN
from gongbao.bulletin.names import is_name
from gongbao.bulletin.numerals import COUNT

_RUN = re.compile(r"[\s\u3000\u00a0]+")
_CLAUSE = re.compile(rf"^(?P<n>第[{COUNT}]{{1,5}}(?:[条章节编篇條節編]|部分))[ \u00a0]+")
_NUMBERED = re.compile(r"^(?P<n>\d{1,2}(?:[.．]\d{1,2}){1,3})[ \u00a0](?=[^\x00-\x7f])")
# 图1 北堤, 表2-1 主要指标: the blank parts the number of a figure from its name.
_FIGURE = re.compile(r"^(?P<n>[图表圖]\s?\d{1,3}(?:[-—－.．]\d{1,3})?)[ \u00a0]+(?=[^\x00-\x7f])")
# 一、　总体要求: what programs set behind a number that they count themselves. Not (023) 4865: a telephone.
_COUNTED = re.compile(
    rf"^(?P<n>(?:[{COUNT}]{{1,3}}、|[（(][{COUNT}]{{1,3}}[)）]))[\s\u3000\u00a0]+(?=[^\x00-\x7f])"
)
_WORD = re.compile(rf"[{HAN}·]+")
# What runs into a name on its left and right: 关于王　磊, 赵　丽等同志, 任命李　明为局长.
_INTO = re.compile(r"^.*(?:关于|任命|免去|授予|聘任|聘请|决定|推荐|选举|补选|表彰)")
_OUT_OF = re.compile(
    r"(?:等[\d一二三四五六七八九十]*[名位人]?(?:同志)?|同志|(?<=.)(?:为|任|的|担任|兼任)).*$"
)
_POSTS = frozenset(
    (
        "委员 成员 组员 组长 主任 主编 编辑 编审 校对 代表 会长 主席 秘书 局长 科长 县长 市长 "
        "区长 镇长 乡长 省长 州长 书记 队长 顾问 专家 干事 理事 监事 院长 校长 所长 站长 社长"
    ).split()
)
_TIME_OR_TELEPHONE = re.compile(r"^(?:\d{1,2}[:：]\d\d|\d[\d\-—]{6,})")
_FIGURE_AT_END = re.compile(rf"[\d{COUNT}〇○零]$")
_LEAST_LISTED, _LONGEST_LISTED = 3, 12
_HALF = 4
_CLOSING, _OPENING = "。，；：、）》”’！？」』】〕", "（《“‘「『【〔"
# More letters than that are no line of names.
_LONGEST_RUN = 80


@dataclass
class _Gap:
    """A run of blanks: its width, the words beside it, and what it becomes."""

    blanks: str
    left: str
    right: str
    becomes: str | None = None

    @property
    def width(self) -> int:
        return sum(1 if blank.isascii() else 2 for blank in self.blanks)

    @property
    def is_wide(self) -> bool:
        return "\u3000" in self.blanks or len(self.blanks) > 1

    @property
    def spaces(self) -> bool:
        """Tell whether single characters stand on both sides, as letter spacing has them."""
        return len(self.left) == len(self.right) == 1


def close_up(text: str) -> str:
    """Close up the blanks of a line that mean nothing; those that set words apart stay, as one."""
    text = _COUNTED.sub(r"\g<n>", text.strip())
    for pattern in (_CLAUSE, _NUMBERED, _FIGURE):
        text = pattern.sub("\\g<n>\u3000", text)
    tokens = _RUN.split(text)
    if len(tokens) < 2:
        return text
    gaps = [
        _Gap(blanks, _last_word(tokens[n]), _first_word(tokens[n + 1]))
        for n, blanks in enumerate(_RUN.findall(text))
    ]
    _keep_to_fill(tokens, gaps)
    _space_letters(tokens, gaps)
    for n, gap in enumerate(gaps):
        if gap.becomes is None:
            gap.becomes = _between(tokens, gaps, n)
    return tokens[0] + "".join(
        (gap.becomes or "") + token for gap, token in zip(gaps, tokens[1:], strict=True)
    )


def _first_word(token: str) -> str:
    match = _WORD.match(token)
    word = match.group() if match else ""
    return _OUT_OF.sub("", word) or word


def _last_word(token: str) -> str:
    # Read from the end: looked for at each place of a long token, the word would be tried from each of its letters.
    match = _WORD.match(token[::-1])
    word = match.group()[::-1] if match else ""
    return _INTO.sub("", word) or word


def _keep_to_fill(tokens: list[str], gaps: list[_Gap]) -> None:
    """Keep the blanks of a day that is to be filled in: 年　月　日, 2024年　月　日, 2024年5月　日."""
    for n in range(len(tokens) - 1):
        opens = n
        if tokens[n].endswith("年") and tokens[n + 1] == "月" and n + 2 < len(tokens):
            last = n + 2
            before = tokens[n][:-1] or (tokens[n - 1] if n else "")
            if tokens[n] == "年" and n and not _FIGURE_AT_END.search(before):
                opens = n - 1
        elif tokens[n].endswith("月") and gaps[n].is_wide:
            last = n + 1
        else:
            continue
        if tokens[last].startswith("日"):
            for gap in gaps[opens:last]:
                gap.becomes = "\u3000"


def _space_letters(tokens: list[str], gaps: list[_Gap]) -> None:
    """Decide the blanks between single characters: letter spacing, or names of two and three spaced alike."""
    at = 0
    while at < len(gaps):
        end = at
        while (
            end < len(gaps)
            and gaps[end].becomes is None
            and gaps[end].spaces
            and (end == at or len(tokens[end]) == 1)
        ):
            end += 1
        if end > at:
            _decide(gaps[at:end])
        at = max(end, at + 1)


def _decide(run: list[_Gap]) -> None:
    widest = max(gap.width for gap in run)
    letters = [run[0].left, *(gap.right for gap in run)]
    apart = _ends_of_names("".join(letters))[:-1]
    if not any(apart) and any(gap.width < widest for gap in run):
        # 高　原　　某　乙: the narrow ones space letters, the widest part two words.
        apart = [gap.width == widest for gap in run]
    starts = [0]
    for n, (gap, is_apart) in enumerate(zip(run, apart, strict=True), start=1):
        gap.becomes = ("\u3000" if gap.is_wide else " ") if is_apart else ""
        starts += [n] if is_apart else []
    # What stands beside the run sees whole words.
    first_end = starts[1] if len(starts) > 1 else len(letters)
    run[0].left, run[-1].right = "".join(letters[:first_end]), "".join(letters[starts[-1] :])


def _ends_of_names(letters: str) -> list[bool]:
    """Tell behind which letters a name ends, if all of them are names of two or three; none, if they are one word."""
    ends = [False] * len(letters)
    if not 2 * 2 <= len(letters) <= _LONGEST_RUN:
        return ends
    reached: dict[int, tuple[int, ...]] = {0: ()}
    for at in range(len(letters)):
        for size in (2, 3):
            word = letters[at : at + size]
            fits = is_name(word) or (not at and word in _POSTS)
            end = at + size
            if at not in reached or end > len(letters) or not fits:
                continue
            # Names of two are spaced more often than those of three: of two ways the one with more names.
            if len(reached.get(end, ())) <= len(reached[at]):
                reached[end] = (*reached[at], end)
    for end in reached.get(len(letters), ()):
        ends[end - 1] = True
    return ends


def _between(tokens: list[str], gaps: list[_Gap], n: int) -> str:
    gap = gaps[n]
    before, after = tokens[n], tokens[n + 1]
    if before[-1:].isascii() and after[:1].isascii():
        return " "
    # No blank stands before a mark that closes, nor behind one that opens.
    if after[0] in _CLOSING or before[-1] in _OPENING:
        return ""
    if gap.is_wide:
        return "\u3000"
    left = gaps[n - 1].right if n and len(before) == 1 else gap.left
    right = gaps[n + 1].left if n + 1 < len(gaps) and len(after) == 1 else gap.right
    named = is_name(left) or (is_name(right) and len(left) > 1)
    called = _TIME_OR_TELEPHONE.match(after)
    joint = agency.is_agency(left) and agency.is_agency(right.partition("关于")[0])
    return " " if named or called or joint or _is_list(tokens, n) else ""


def _is_list(tokens: list[str], n: int) -> bool:
    """Tell whether a blank is one of several that part words of a list: 柳溪村 白水村 青石村."""
    whole = re.compile(rf"[{HAN}]{{2,{_LONGEST_LISTED}}}")
    first, last = n, n + 1
    while first and n - first < _LEAST_LISTED and whole.fullmatch(tokens[first]):
        first -= 1
    while last + 1 < len(tokens) and last - n < _LEAST_LISTED and whole.fullmatch(tokens[last]):
        last += 1
    words = [_last_word(tokens[first]), *tokens[first + 1 : last], _first_word(tokens[last])]
    return len(words) >= _LEAST_LISTED and all(whole.fullmatch(word) for word in words)


def join_title(lines: Sequence[str]) -> str:
    """Join the lines of a title; between two joint agencies that stand one below the other a blank stays."""
    names = agency.of_title(_RUN.sub("", "".join(lines))) if len(lines) > 1 else ()
    ends = set(accumulate(len(name) for name in names[:-1]))
    joined, length = "", 0
    for n, line in enumerate(lines):
        both = n and agency.split_joint(lines[n - 1]) and agency.split_joint(line)
        joined += f" {line}" if line and (length in ends or both) else line
        length += len(_RUN.sub("", line))
    return joined


def close_title(text: str) -> str:
    """Close up a line of a title; the blank between joint agencies, names, or the halves of a headline stays."""
    text = text.strip()
    parts = [part for part in _RUN.split(text) if part]
    if len(parts) < 2:
        return text
    together = "".join(parts)
    if all(len(part) == 1 for part in parts) and not any(_ends_of_names(together)):
        return together
    # 甲县委　乙县人民政府, with 关于… on the next line.
    if all(agency.is_agency(part) for part in parts):
        return " ".join(parts)
    before, about, _ = text.partition("关于")
    agencies = [part for part in _RUN.split(before.strip()) if part]
    if about and len(agencies) > 1 and all(agency.is_agency(name) for name in agencies):
        return f"{' '.join(agencies[:-1])} {close_title(agencies[-1] + text[len(before) :])}"
    if _are_halves(parts, together):
        return " ".join(parts)
    closed = close_up(text)
    tokens = _RUN.split(closed)
    out = [tokens[0]]
    for before, blanks, after in zip(tokens, _RUN.findall(closed), tokens[1:], strict=False):
        named = _named_at(_last_word(before), _first_word(after))
        ascii_sides = before[-1:].isascii() and after[:1].isascii()
        out += [blanks if ascii_sides or named else "", after]
    return "".join(out)


def _named_at(left: str, right: str) -> bool:
    """Tell whether names stand on both sides, the first ending and the second opening the words beside a blank."""
    return any(is_name(left[-n:]) for n in (2, 3, 4)) and any(is_name(right[:n]) for n in (2, 3))


def _are_halves(parts: list[str], together: str) -> bool:
    """Tell whether a line is a headline of two or three halves, and no official title with print breaks in it."""
    if not 2 <= len(parts) <= 3 or any(len(part) < _HALF for part in parts):
        return False
    if re.search("关于|印发|转发", together) or any(part.startswith(("的", "（", "(")) for part in parts[1:]):
        return False
    balanced = all(pairs.is_balanced(part, pairs.ALL) for part in parts)
    official = any(agency.is_agency(part) for part in parts)
    return balanced and not official and not together.isascii()
