"""Find the index card of a web page: 索引号, 发文机关, 成文日期, 发文字号 and their values."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bs4 import Tag

from gongbao.bulletin.markup import ABOVE, LEFT

from ...words import card_fields, labels_of, table
from .chrome import is_chrome_line
from .labels import BLANKS, as_label, clean, inline_pairs, start
from .lines import PageLine
from .tree import PageTree

# A card is known by what states a field, or numbers the document; the other labels count only beside these.
_STRONG = (frozenset(card_fields()) | frozenset(table("card")["strong"])) - frozenset(table("card")["weak"])
_NUMBERS = labels_of("doc_number")
_TITLE = re.compile(
    r"^(?!.*[。：:])(?:.*关于.{4,}|.{4,}(?:通知|意见|决定|公告|通告|通报|公报|批复|纪要|办法|规定|细则|方案|公示|决定书|答复|讲话|解读|条例|名单|决议|预案|规划|规则|章程|判决书|裁定书|建议书))(?:\(.*\))?$"
)
_ANY_LABEL = re.compile(r"[一-龥/（）()]{2,12}")
_SET_APART = re.compile(r"[一-龥]{2,10}[:：]")
_IN_BRACKETS = re.compile(r"[（(][^（()）]{1,20}[)）]")
_FEWEST = 3
_SHORTEST_TITLE = 8
# Values may run over lines; a card with more than this between two labels is none.
_LONGEST_GAP = 2
_LONGEST_VALUE = 200


def find_card(lines: Sequence[PageLine], tree: PageTree) -> tuple[dict[str, str], set[int]]:
    """Return the card (label → value), and the indexes of the lines that it stands on."""
    size = tree.sums([float(len(line.text)) for line in lines])
    named = [BLANKS.sub("", line.text) for line in lines if line.drop == "page-title"]
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
        values = {BLANKS.sub("", value) for _, value, _ in pairs if len(value) > _SHORTEST_TITLE}
        labelled = {*run, *(last for _, _, last in pairs)}
        rows = {line for index in run if lines[index].cells for line in _rows_below(lines, index)} - labelled
        labelled |= rows | _goes_on(lines, max(labelled), 1) | _goes_on(lines, min(labelled), -1)
        between = set(range(min(labelled), max(labelled) + 1)) - labelled
        # The title stands between a card and the line of source and time as often as above both.
        titles = {index for index in between if _is_title(lines[index], values, named)}
        # （B类）, （此件公开发布） is of the document.
        titles |= {index for index in between if _IN_BRACKETS.fullmatch(lines[index].text.strip())}
        places.update(labelled | (between - titles))
        further = [pair for index in run for pair in _unknown_beside(lines[index].cells)]
        further += [pair for index in sorted(rows) for pair in _pairs_of_row(lines[index])]
        # 本文件已于2011年12月30日废止。
        further += [
            ("", lines[index].text.strip()) for index in sorted(between - titles) if _is_said(lines[index])
        ]
        further += [
            pair
            for index in sorted((labelled | between) - titles - set(run))
            if (pair := _unknown(lines, index, size))
        ]
        for label, value in [*((label, value) for label, value, _ in pairs), *further]:
            if value and not card.get(label):
                card[label] = value
    return card, places


def reads_as_title(text: str) -> bool:
    """Tell whether words are the title of a document by their form."""
    return _TITLE.search(text) is not None


def _is_title(line: PageLine, values: set[str], named: Sequence[str]) -> bool:
    """Tell whether a line between two parts of a card is the document's title, by the card, the page or its form."""
    words = BLANKS.sub("", line.text)
    by_page = len(words) >= _SHORTEST_TITLE and any(words in name for name in named)
    return words in values or by_page or line.hint.startswith("h") or reads_as_title(words)


def _valued(placed: Sequence[tuple[int, tuple[str, str, int]]]) -> list[tuple[str, str, int]]:
    """Take no value from the line below a label where the labels beside it have theirs on their own lines."""
    inline = sum(bool(value) and last == index for index, (_, value, last) in placed)
    below = sum(last > index for index, (_, _, last) in placed)
    if inline <= below:
        return [pair for _, pair in placed]
    return [(label, value if last == index else "", index) for index, (label, value, last) in placed]


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
    pairs = list(inline_pairs(line.text))
    bare = as_label(line.text)
    if bare or (len(pairs) == 1 and not pairs[0][1]):
        label = bare or pairs[0][0]
        follows = _value_below(lines, index, size)
        yield label, follows, index + 1 if follows else index
    elif pairs and not line.text[: start(line.text)].strip(" \u3000\xa0"):
        yield from ((label, value, index) for label, value in pairs)
    elif len(line.parts) > 1 and (label := as_label(line.parts[0])):
        yield label, clean(behind_label(line)), index


def behind_label(line: PageLine) -> str:
    """Return what stands behind the first part of a line, which a browser may have counted: 1. [主题分类]城乡建设."""
    return line.text.partition(line.parts[0])[2]


def _value_below(lines: Sequence[PageLine], index: int, size: Callable[[Tag], float]) -> str:
    """Return the value of a label that stands alone: the next line, if it is beside the label."""
    if index + 1 >= len(lines):
        return ""
    below = lines[index + 1]
    if below.drop or below.cells or as_label(below.text) or any(inline_pairs(below.text)):
        return ""
    beside = _shell(below.element, size).parent
    # Side by side, or the value in an element of its own behind the words of the label.
    if beside is not lines[index].element and beside is not _shell(lines[index].element, size).parent:
        return ""
    return clean(below.text) if len(below.text) <= _LONGEST_VALUE else ""


def _unknown(lines: Sequence[PageLine], index: int, size: Callable[[Tag], float]) -> tuple[str, str] | None:
    """Return the label and the value of a line between those of a card, whatever a site calls what it states."""
    line = lines[index]
    if line.cells or is_chrome_line(line.text):
        return None
    label, mark, value = line.text.replace(":", "：", 1).partition("：")
    if not mark and len(line.parts) > 1:
        label, value = line.parts[0], behind_label(line)
    elif not value.strip():
        value = _value_below(lines, index, size)
    label = BLANKS.sub("", label)
    return (label, clean(value)) if value and _ANY_LABEL.fullmatch(label) else None


def _goes_on(lines: Sequence[PageLine], end: int, step: int) -> set[int]:
    """Return the lines above (step -1) or below (1) the last known label of a card that are of it too: beside it, each
    with a label in an element of its own."""
    found: set[int] = set()
    known = lines[end]
    index = end + step
    while len(known.parts) > 1 and 0 <= index < len(lines):
        line = lines[index]
        alike = line.element.parent is known.element.parent and line.element.name == known.element.name
        if (
            line.drop
            or line.cells
            or not alike
            or not _SET_APART.fullmatch(line.parts[0].strip() if line.parts else "")
        ):
            break
        found.add(index)
        index += step
    return found


def _rows_below(lines: Sequence[PageLine], index: int) -> Iterator[int]:
    """Give the rows below one of a card that are of it too, though their labels are not known: in the same table each."""
    for at in range(index + 1, len(lines)):
        line = lines[at]
        if line.drop or line.element is not lines[index].element or not _pairs_of_row(line):
            return
        yield at


def _pairs_of_row(line: PageLine) -> list[tuple[str, str]]:
    """Return label and value of the cells of a row, by twos, where they may be a card's: short words beside something."""
    kept = [cell for cell in line.cells if cell not in (ABOVE, LEFT)]
    labels = [BLANKS.sub("", cell).rstrip(":：") for cell in kept[::2]]
    if len(kept) % 2 or not all(map(_ANY_LABEL.fullmatch, labels)):
        return []
    return list(zip(labels, map(clean, kept[1::2]), strict=True))


def _is_said(line: PageLine) -> bool:
    return not line.drop and not line.cells and line.text.rstrip().endswith("。")


def _unknown_beside(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the labels of a row that are not known, with their values: they stand in a column as a known one does."""
    known = [at for at, cell in enumerate(cells) if as_label(cell)]
    if not known or len(cells) % 2 or any(at % 2 for at in known):
        return
    for label, value in zip(cells[::2], cells[1::2], strict=True):
        bare = BLANKS.sub("", label).rstrip(":：")
        if not as_label(label) and _ANY_LABEL.fullmatch(bare) and value not in (ABOVE, LEFT):
            yield bare, clean(value)


def _shell(element: Tag, size: Callable[[Tag], float]) -> Tag:
    """Return the outermost element that holds no other text than this one."""
    own = size(element)
    while element.parent is not None and size(element.parent) == own:
        element = element.parent
    return element


def _cell_pairs(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give label and value of neighbouring cells; a label beside a label is the head of a table of data."""
    kept = [cell for cell in cells if cell not in (ABOVE, LEFT)]
    labels = [as_label(cell) for cell in kept]
    if sum(map(bool, labels)) > 1 and any(a and b for a, b in pairwise(labels)):
        return
    for position, cell in enumerate(kept):
        if labels[position]:
            yield labels[position], clean(kept[position + 1]) if position + 1 < len(kept) else ""
        elif not (position and labels[position - 1]) and not cell[: start(cell)].strip():
            yield from inline_pairs(cell)


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
