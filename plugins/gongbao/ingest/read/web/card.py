"""Find the index card of a web page: 索引号, 发文机关, 成文日期, 发文字号 and their values."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bs4 import Tag

from gongbao.bulletin import dates
from gongbao.bulletin.agency import is_agency
from gongbao.bulletin.fold import simplify
from gongbao.bulletin.markup import ABOVE, LEFT

from ...words import card_fields, card_labels, table
from .chrome import is_chrome_line
from .lines import PageLine
from .tree import PageTree

_LABELS = card_labels() - frozenset(table("card")["of_documents"]) - frozenset(table("card")["of_pages"])
# A card is known by what states a field, or numbers the document; the other labels count only beside these.
_STRONG = (frozenset(card_fields()) | frozenset(table("card")["strong"])) - frozenset(table("card")["weak"])
_NUMBERS = frozenset(label for label, field in card_fields().items() if field == "doc_number")
# Letter-spaced, in brackets.
_LONGEST_LABEL = 40
_BLANKS = re.compile(r"[\s\u3000\xa0\u200b\ufeff]+")
_GAP = r"[\s\u3000\xa0\u200b\ufeff]*"
_LABEL = "|".join(_GAP.join(label) for label in sorted(_LABELS, key=len, reverse=True))
_MAY_LABEL = re.compile(r"[:：】\])）]")
_LABELLED = re.compile(
    rf"(?:[\[【（(]{_GAP}({_LABEL}){_GAP}[】\])）]{_GAP}[:：]?|({_LABEL}){_GAP}[:：]){_GAP}"
)
# What stands on the same line as 来源 and 发布时间, and is no part of their values.
_BUTTONS_AFTER = re.compile(
    r"(?<![\s|｜])[\s|｜]*+(?:[【\[（(]?\s*+(?:文章|本文|页面)?(?:字体|字号|浏览次数|浏览量|阅读次数|点击数|点击次数|访问量|分享|打印|责任编辑|编辑)\s*[:：】\]].*|"
    r"[【\[（(]\s*(?:打印|关闭|大|字体).*|打印.*|分享到?.*)$"
)
# 2023-02-26 18:01 来源：… – when it was put up, without a label.
_BAR, _WHO = re.compile("[|｜]"), re.compile(r"[^\s，。；：:]{2,20}")
_WHEN = re.compile(rf"{dates.PUT_UP}(?:[\s\xa0]*{dates.TIME})?")
_DATE_OR_NOTHING = re.compile(
    rf"[\s\u3000\xa0|｜]*(?:{dates.PUT_UP}[\s\xa0]*(?:{dates.TIME})?)?[\s\u3000\xa0|｜]*"
)
_TITLE = re.compile(
    r"^(?!.*[。：:])(?:.*关于.{4,}|.{4,}(?:通知|意见|决定|公告|通告|通报|公报|批复|纪要|办法|规定|细则|方案|公示|决定书|答复|讲话|解读))(?:\(.*\))?$"
)
_ANY_LABEL = re.compile(r"[一-龥/（）()]{2,12}")
# What stands for "none" in a card.
_NO_VALUE = re.compile(r"[-—–_/无\s]*")
_FEWEST = 3
_SHORTEST_TITLE = 8
_OF_TEXTS = frozenset(
    "时间 日期 主题 公开属性 公开方式 公开形式 公开类别 编号 分类 类别 名称 主题词 关键词".split()
)
# 原创 某某民政 2024-04-02 09:12 某地: who put a text up, and when, as accounts of WeChat say it.
_PUT_UP = re.compile(
    rf"(?:原创[\s\u3000]*)?(?P<who>[^\s，。：]{{2,16}})(?:[\s\u3000]+(?P=who))?[\s\u3000]+(?P<when>{dates.PUT_UP}[\s\u3000]+{dates.TIME})"
    r"(?:[\s\u3000]+(?:发表于)?[^\s，。]{2,6})?"
)
# 【时间：2022-05-12】【来源：某局】【字号：大 中 小】, [作者：校办] [发表时间：2003-11-18]
_IN_BRACKETS = re.compile(
    r"(?:【[^【】]{1,60}[:：][^【】]{0,60}】[\s\u3000\xa0]*)+|(?:\[[^\[\]]{1,60}[:：][^\[\]]{0,60}\][\s\u3000\xa0]*)+"
)
_STAMP = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+[\d:]{4,8})?")
# Values may run over lines; a card with more than this between two labels is none.
_LONGEST_GAP = 2
_LONGEST_VALUE = 200


# Several steps ask the same of each line of a page; so many answers are kept.
_KEPT = 4096


def find_card(lines: Sequence[PageLine], tree: PageTree) -> tuple[dict[str, str], set[int]]:
    """Return the card (label → value), and the indexes of the lines that it stands on."""
    size = tree.sums([float(len(line.text)) for line in lines])
    named = [_BLANKS.sub("", line.text) for line in lines if line.drop == "page-title"]
    found = [list(_labelled(lines, index, size)) for index in range(len(lines))]
    card: dict[str, str] = {}
    places: set[int] = set()
    for run in _runs(found, lines):
        pairs = _valued([(index, pair) for index in run for pair in found[index]])
        labels = {label for label, _, _ in pairs}
        stated = labels & _STRONG
        # In a table the number and another field are enough: no data have these two for labels.
        enough = len(stated) > 1 and bool(stated & _NUMBERS) and bool(lines[run[0]].cells)
        if not stated or (len(labels) < _FEWEST and not enough):
            continue
        values = {_BLANKS.sub("", value) for _, value, _ in pairs if len(value) > _SHORTEST_TITLE}
        labelled = {*run, *(last for _, _, last in pairs)}
        between = set(range(run[0], max(labelled) + 1)) - labelled
        # The title stands between a card and the line of source and time as often as above both.
        titles = {index for index in between if _is_title(lines[index], values, named)}
        places.update(labelled | (between - titles))
        further = [pair for index in run for pair in _unknown_beside(lines[index].cells)]
        further += [pair for index in sorted(between - titles) if (pair := _unknown(lines, index, size))]
        for label, value in [*((label, value) for label, value, _ in pairs), *further]:
            if value and not card.get(label):
                card[label] = value
    return card, places


def reads_as_title(text: str) -> bool:
    """Tell whether words are the title of a document by their form."""
    return _TITLE.search(text) is not None


def _is_title(line: PageLine, values: set[str], named: Sequence[str]) -> bool:
    """Tell whether a line between two parts of a card is the document's title, by the card, the page or its form."""
    words = _BLANKS.sub("", line.text)
    by_page = len(words) >= _SHORTEST_TITLE and any(words in name for name in named)
    return words in values or by_page or line.hint.startswith("h") or reads_as_title(words)


def _valued(placed: Sequence[tuple[int, tuple[str, str, int]]]) -> list[tuple[str, str, int]]:
    """Take no value from the line below a label where the labels beside it have theirs on their own lines."""
    inline = sum(bool(value) and last == index for index, (_, value, last) in placed)
    below = sum(last > index for index, (_, _, last) in placed)
    if inline <= below:
        return [pair for _, pair in placed]
    return [(label, value if last == index else "", index) for index, (label, value, last) in placed]


@lru_cache(maxsize=_KEPT)
def info_line(text: str) -> tuple[tuple[str, str], ...]:
    """Return the labels and values of a line under a title (来源：… 发布时间：…), if it is nothing else."""
    if _IN_BRACKETS.fullmatch(text.strip(" \u3000\xa0")):
        text = re.sub(r"[【】\[\]]+", " ", text).strip()
    if put_up := _PUT_UP.fullmatch(text.strip(" \u3000\xa0")):
        return (("来源", put_up["who"]), ("发布时间", put_up["when"]))
    if barred := _barred(text):
        return barred
    pairs = list(_inline_pairs(text))
    first = _LABELLED.search(text)
    if not pairs or first is None:
        return ()
    before = text[: first.start()]
    day = _STAMP.search(before)
    # Behind the day the office may stand that put it up.
    if not _DATE_OR_NOTHING.fullmatch(before) and not (day and is_agency(before[day.end() :])):
        return ()
    if day:
        # 2020-08-14 09:12 来源：…: when a page was put up needs no label.
        pairs.append(("发布时间", day.group()))
    if len(pairs) == 1 and _may_be_text(*pairs[0]):
        return ()
    return tuple(pairs) if all(len(value) <= 60 for _, value in pairs) else ()


def _barred(text: str) -> tuple[tuple[str, str], ...]:
    """Return when and by whom a page was put up, as one line without labels says it: 2023-08-11 15:02 | 某市政府新闻办 | 打印."""
    parts = [part.strip(" \u3000\xa0") for part in re.split("[|｜]", text)] if _BAR.search(text) else []
    if len(parts) < 2 or not _WHEN.fullmatch(parts[0]) or not all(map(is_chrome_line, parts[2:])):
        return ()
    who = parts[1]
    if is_chrome_line(who):
        return (("发布时间", parts[0]),)
    return (("发布时间", parts[0]), ("来源", who)) if _WHO.fullmatch(who) else ()


def _may_be_text(label: str, value: str) -> bool:
    """Tell whether a line with one label may as well be the document's: the time of a meeting, its disclosure."""
    return label in _OF_TEXTS and not _STAMP.fullmatch(value)


def _labelled(
    lines: Sequence[PageLine], index: int, size: Callable[[Tag], float]
) -> Iterator[tuple[str, str, int]]:
    """Give the labels of a line with their values, and the index of the line where the value stands."""
    line = lines[index]
    if line.drop:
        return
    if line.cells:
        yield from ((label, value, index) for label, value in _cell_pairs(line.cells))
        return
    pairs = list(_inline_pairs(line.text))
    alone = _as_label(line.text)
    if alone or (len(pairs) == 1 and not pairs[0][1]):
        label = alone or pairs[0][0]
        follows = _value_below(lines, index, size)
        yield label, follows, index + 1 if follows else index
    elif pairs and not line.text[: _start(line.text)].strip(" \u3000\xa0"):
        yield from ((label, value, index) for label, value in pairs)
    elif len(line.parts) > 1 and (label := _as_label(line.parts[0])):
        yield label, _clean(line.text[len(line.parts[0]) :]), index


def _value_below(lines: Sequence[PageLine], index: int, size: Callable[[Tag], float]) -> str:
    """Return the value of a label that stands alone: the next line, if it is beside the label."""
    if index + 1 >= len(lines):
        return ""
    below = lines[index + 1]
    if below.drop or below.cells or _as_label(below.text) or any(_inline_pairs(below.text)):
        return ""
    beside = _shell(below.element, size).parent
    # Side by side, or the value in an element of its own behind the words of the label.
    if beside is not lines[index].element and beside is not _shell(lines[index].element, size).parent:
        return ""
    return _clean(below.text) if len(below.text) <= _LONGEST_VALUE else ""


def _unknown(lines: Sequence[PageLine], index: int, size: Callable[[Tag], float]) -> tuple[str, str] | None:
    """Return the label and the value of a line between those of a card, whatever a site calls what it states."""
    line = lines[index]
    if line.cells or is_chrome_line(line.text):
        return None
    label, mark, value = line.text.replace(":", "：", 1).partition("：")
    if not mark and len(line.parts) > 1:
        label, value = line.parts[0], line.text[len(line.parts[0]) :]
    elif not value.strip():
        value = _value_below(lines, index, size)
    label = _BLANKS.sub("", label)
    return (label, _clean(value)) if value and _ANY_LABEL.fullmatch(label) else None


def _unknown_beside(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the labels of a row that are not known, with their values: they stand in a column as a known one does."""
    known = [at for at, cell in enumerate(cells) if _as_label(cell)]
    if not known or len(cells) % 2 or any(at % 2 for at in known):
        return
    for label, value in zip(cells[::2], cells[1::2], strict=True):
        bare = _BLANKS.sub("", label).rstrip(":：")
        if not _as_label(label) and _ANY_LABEL.fullmatch(bare) and value not in (ABOVE, LEFT):
            yield bare, _clean(value)


def _shell(element: Tag, size: Callable[[Tag], float]) -> Tag:
    """Return the outermost element that holds no other text than this one."""
    own = size(element)
    while element.parent is not None and size(element.parent) == own:
        element = element.parent
    return element


def _cell_pairs(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give label and value of neighbouring cells; a label beside a label is the head of a table of data."""
    kept = [cell for cell in cells if cell not in (ABOVE, LEFT)]
    labels = [_as_label(cell) for cell in kept]
    if sum(map(bool, labels)) > 1 and any(a and b for a, b in pairwise(labels)):
        return
    for position, cell in enumerate(kept):
        if labels[position]:
            yield labels[position], _clean(kept[position + 1]) if position + 1 < len(kept) else ""
        elif not (position and labels[position - 1]) and not cell[: _start(cell)].strip():
            yield from _inline_pairs(cell)


def _inline_pairs(text: str) -> Iterator[tuple[str, str]]:
    # A label ends in one of these, and most lines have none: looking for each label in each line would take longer.
    marks = list(_LABELLED.finditer(simplify(text))) if _MAY_LABEL.search(text) else []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=bool(marks)):
        yield _BLANKS.sub("", mark[1] or mark[2]), _clean(text[mark.end() : end])


def _start(text: str) -> int:
    mark = _LABELLED.search(simplify(text)) if _MAY_LABEL.search(text) else None
    return mark.start() if mark else len(text)


def _as_label(text: str) -> str:
    if len(text) > _LONGEST_LABEL:
        return ""
    label = simplify(_BLANKS.sub("", text).strip(":：[]【】（）()"))
    return label if label in _LABELS else ""


def _clean(value: str) -> str:
    clean = _BLANKS.sub(" ", _BUTTONS_AFTER.sub("", value)).strip(" |｜;；")
    # 来源：某报 返回列表
    while (words := clean.rpartition(" "))[1] and is_chrome_line(words[2]):
        clean = words[0].strip(" |｜;；")
    return "" if _NO_VALUE.fullmatch(clean) else clean


def _runs(found: Sequence[Sequence[tuple[str, str, int]]], lines: Sequence[PageLine]) -> Iterator[list[int]]:
    """Give runs of lines with labels, with little between them."""
    run: list[int] = []
    end = -1
    for index, pairs in enumerate(found):
        if not pairs:
            continue
        between = [at for at in range(end + 1, index) if not lines[at].drop]
        too_far = len(between) > _LONGEST_GAP or any(len(lines[at].text) > _LONGEST_VALUE for at in between)
        if run and too_far:
            yield run
            run = []
        run.append(index)
        end = max(at for _, _, at in pairs)
    if run:
        yield run
