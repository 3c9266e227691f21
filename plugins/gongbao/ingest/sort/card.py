"""The index card (索引号, 发文机关, 成文日期 …) above a document that was copied from a web page as plain text."""

import re
from dataclasses import replace

from gongbao.bulletin import agency, dates
from gongbao.bulletin.fold import simplify

from ..forms import banner
from ..forms.elements import is_recipients, squeeze
from ..model.lines import Line
from ..words import card_fields, card_labels, labels_of, table

_CARD = table("card")
# Labels may be letter-spaced (索 引 号) and end in a colon, a tab or blanks.
_LABEL = re.compile(
    "(?:^|(?<=[\\s\u3000]))[【\\[]?(?P<label>"
    + "|".join(sorted((r"[\s\u3000]*".join(label) for label in card_labels()), key=len, reverse=True))
    + r")(?:[】\]][\s\u3000]*[:：]?|[\s\u3000]*(?:[:：|｜]|\t|$|[\s\u3000]{2,}))"
)
# 信息格式：文本: whatever a site adds to its cards.
_ANY_LABEL = re.compile(r"^[^\s：:，。]{2,8}[:：][\s\u3000]*[^\s，。：:][^，。：:]{0,30}$")
# 【正文】 closes a card.
_OVER_TEXT = re.compile(r"^[【\[]?(?:正文|正文内容|文件正文|文件内容|全文)[】\]]?[:：]?$")
_CLOSED = re.compile(r"(?:^|[\s\u3000])[【\[]?正文[】\]]?[:：]?$")
# A label at the end of a value that is more than a word, on the line below its own label.
_GLUED = re.compile(
    "(?<=.{8})(?P<label>" + "|".join(sorted(card_fields(), key=len, reverse=True)) + ")[:：]?$"
)
_MARKED = re.compile(r"【(?P<label>[^【】：:，。]{2,8})】[:：]?(?P<value>[^【】]{0,80})$")
_STANDING = re.compile(
    r"(?P<rank>法律|行政法规|监察法规|司法解释|地方性法规|自治条例|单行条例|部门规章|地方政府规章|政府规章|规范性文件)"
    r"[\s\u3000]+(?P<standing>现行有效|有效|尚未生效|已被?修改|已废止|失效)"
)
_ONE_BLANK = re.compile(
    rf"(?P<label>{'|'.join(sorted(card_labels(), key=len, reverse=True))})[ \u3000](?P<value>\S.{{0,60}})"
)
_LEAST_OF_BLOCK = 3
# A table's cells, as programs write them that keep nothing but the words of a page.
_BARS = " \t\u3000|｜•·"
_REACH = 14
_LONGEST = 48
_WORDY, _WEAK, _STRONG = frozenset(_CARD["wordy"]), frozenset(_CARD["weak"]), frozenset(_CARD["strong"])
_TITLES = labels_of("title")
_DAYS = frozenset({"issued", "published"})


def take(lines: list[Line]) -> tuple[dict[str, str], list[Line]]:
    """Read a card at the head of a text: (label → value, the lines with the card's own marked hint="card")."""
    card: dict[str, str] = {}
    taken: list[int] = []
    at = 0
    while at < len(lines) and (at < _REACH or (taken and at < _LONGEST)):
        pairs = _said(lines, at, bool(taken))
        if not pairs:
            # A card is one block; a line or two (a breadcrumb, the title) may stand before it.
            if taken and _is_red_head(lines, at):
                # 檔號 and 保存年限 stand above the red head, the rest of the card below it.
                at += 1
                continue
            if taken and _OVER_TEXT.match(squeeze(lines[at].text)):
                taken.append(at)
            if taken:
                break
            at += 1
            continue
        taken.append(at)
        at += 1
        label, value = pairs[-1]
        if len(pairs) == 1 and not value and _stands_below(lines, at, label, taken[0]):
            pairs = [(label, lines[at].text.strip())]
            taken.append(at)
            at += 1
            if (glued := _GLUED.search(simplify(pairs[0][1]))) and at < len(lines):
                # 某县人民政府关于…的通知发文机关: the next label of the page went into the line of a value.
                below = lines[at].text.strip()
                pairs = [(label, pairs[0][1][: glued.start()]), (glued["label"], below)]
                taken.append(at)
                at += 1
        card.update({label: value for label, value in pairs if value})
    strong = set(map(simplify, card)) - _WEAK
    if len(strong) < 2 or not (_STRONG & strong or len(taken) >= 2 or len(strong) >= 3):
        return {}, lines
    return card, [replace(line, hint="card") if at in taken else line for at, line in enumerate(lines)]


def _said(lines: list[Line], at: int, within: bool) -> list[tuple[str, str]]:
    """Return what a line of a card says; within: a card has begun above, so that labels that are not known may stand."""
    text = lines[at].text.strip()
    pairs = pairs_of(text) or _with_unknown(text) or _standing(text) or _of_block(lines, at)
    if pairs or not within:
        return pairs
    if (marked := _MARKED.match(text)) and not _OVER_TEXT.match(squeeze(text)):
        # 【法规来源】 http…: whatever a database adds to its own marks.
        return [(squeeze(marked["label"]), marked["value"].strip())]
    if _is_among(lines, at):
        label, value = re.split("[:：]", text, maxsplit=1)
        return [(squeeze(label), squeeze(value))]
    return []


def _of_block(lines: list[Line], at: int) -> list[tuple[str, str]]:
    """Return label and value of a line that one blank parts, where several such lines stand one below the other: 文号 某政〔2020〕3号."""
    block = [n for n in range(at - _LEAST_OF_BLOCK + 1, at + _LEAST_OF_BLOCK) if 0 <= n < len(lines)]
    found = {n: _ONE_BLANK.fullmatch(simplify(lines[n].text.strip())) for n in block}
    if not (here := found[at]):
        return []
    first = last = at
    while found.get(first - 1):
        first -= 1
    while found.get(last + 1):
        last += 1
    labels = {match["label"] for n in range(first, last + 1) if (match := found[n])}
    several = last - first + 1 >= _LEAST_OF_BLOCK and len(labels - _WEAK) >= 2
    return [(here["label"], lines[at].text.strip()[here.end("label") :].strip())] if several else []


def _is_red_head(lines: list[Line], at: int) -> bool:
    """Tell whether an agency and what it calls the document stand here, with more of the card below."""
    bare = squeeze(lines[at].text)
    head = banner.MARK.search(simplify(bare))
    below = next((line.text for line in lines[at + 1 : at + 2]), "")
    return bool(head and agency.is_agency(bare[: head.start()]) and pairs_of(below))


def _is_among(lines: list[Line], at: int) -> bool:
    """Tell whether a line has a label that is not known, between those of a card or as the last of them."""
    if not _ANY_LABEL.match(lines[at].text.strip()) or lines[at].gap or at + 1 >= len(lines):
        return False
    return bool(pairs_of(lines[at + 1].text)) or bool(lines[at + 1].gap)


def _stands_below(lines: list[Line], at: int, label: str, first: int) -> bool:
    """Tell whether the value of a label stands on the next line; a label without value is followed by another."""
    if at >= len(lines) or simplify(label) in _WORDY:
        return False
    text = lines[at].text.strip()
    if len(text) > 80 or text.endswith(("。", "：", ":")) or pairs_of(text) or is_recipients(text):
        return False
    if text.startswith("【") or (card_fields().get(label) in _DAYS and not dates.find(text)):
        return False
    # Behind the last label of a card stands the title, which a page prints above its card too.
    return label in _TITLES or squeeze(text) not in {squeeze(line.text) for line in lines[:first]}


def pairs_of(text: str) -> list[tuple[str, str]]:
    """Split a line into label and value pairs; [] unless it opens with a label."""
    found = list(_LABEL.finditer(simplify(text.strip())))
    if not found or found[0].start() > 0:
        return []
    body = text.strip()
    ends = [*(match.start() for match in found[1:]), len(body)]
    pairs = [
        (_as_written(match, body), body[match.end() : end].strip(_BARS))
        for match, end in zip(found, ends, strict=True)
    ]
    pairs = [pair for label, value in pairs for pair in _behind_bars(label, value)]
    # … 【主题分类】地质灾害 正文: what closes a card stands behind its last value.
    label, value = pairs[-1]
    if len(pairs) > 1 and (closed := _CLOSED.search(value)):
        pairs[-1] = (label, value[: closed.start()].rstrip(_BARS))
    # A sentence that happens to open with such a word is no card.
    return [] if any(len(value) > 80 or value.endswith("。") for _, value in pairs) else pairs


def _as_written(match: re.Match[str], body: str) -> str:
    """Return a label in its own characters, where its words go into Note with it; in simplified ones where it states a field."""
    label = squeeze(match["label"])
    return label if label in card_fields() else squeeze(body[match.start("label") : match.end("label")])


def _behind_bars(label: str, value: str) -> list[tuple[str, str]]:
    """Part what a site sets behind a bar with a label of its own: 索引号：A1 | 主题信息：城市建设."""
    first, *others = re.split(r"[\s\u3000]*[|｜][\s\u3000]*", value)
    parts = [re.split("[:：]", other, maxsplit=1) for other in others]
    if not all(len(part) == 2 and re.fullmatch("[一-龥]{2,8}", squeeze(part[0])) for part in parts):
        return [(label, value)]
    return [(label, first), *((squeeze(name), said.strip()) for name, said in parts)]


def _standing(text: str) -> list[tuple[str, str]]:
    """Split what a database of laws says of one without labels: 地方性法规　有效."""
    match = _STANDING.fullmatch(text.strip())
    return [("效力级别", match["rank"]), ("时效性", match["standing"])] if match else []


def _with_unknown(text: str) -> list[tuple[str, str]]:
    """Split a row of cells (公文时效：| 有效 | 发布机构：| 某办公室 |) that opens with a label which is not known."""
    cells = [cell.strip() for cell in re.split("[|｜]", text.strip(_BARS))]
    if len(cells) < 4 or not cells[0].endswith(("：", ":")):
        return []
    pairs = list(zip(cells[::2], cells[1::2], strict=False))
    known = [label for label, _value in pairs if pairs_of(f"{label} ")]
    labelled = all(label.endswith(("：", ":")) for label, _value in pairs)
    return [(squeeze(label).rstrip("：:"), value) for label, value in pairs] if known and labelled else []
