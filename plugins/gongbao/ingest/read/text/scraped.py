"""Read the head that a program set above a text when it saved it: labels and values, a rule, then the text."""

import re
from collections.abc import Sequence

from ...words import card_fields, table
from .lines import TextLine

# Labels and values stand at the very head.
_LONGEST = 40
_FEWEST = 3
_PAIR = re.compile(
    r"(?P<label>[^\s:：\t，。；、]{1,3}(?:[ \u3000]?[^\s:：\t，。；、]{1,5}){0,3})\s*(?:[:：]|\t)\s*(?P<value>.*)"
)
_RULE = re.compile(
    r"\s*+(?:[=\-*_#~─—]{3,}|==.*==|---.*---|[【\[]?(?:以下为?)?正文(?:内容)?(?:如下)?[】\]]?[:：]?)\s*"
)
_URL = re.compile(r"https?://|^www\.")


def read_scraped_head(lines: Sequence[TextLine]) -> dict[str, str]:
    """Mark the head that a program wrote above a text; return what it states, by the labels of index cards."""
    found, end, is_ruled = _head(lines)
    words = table("scraped")
    fields = card_fields()
    stated = {label for _, label, _ in found} & set(fields)
    by_program = is_ruled or any(label in words["labels"] or _URL.search(value) for _, label, value in found)
    if len(found) < _FEWEST or not stated or not by_program:
        return {}
    card: dict[str, str] = {}
    for at, label, value in found:
        line = lines[at]
        if label in words["text"]:
            # What follows the label is the text: it stays where it stands.
            line.text = value
        elif label in fields and value:
            card.setdefault(label, value)
            line.hint = "card"
        else:
            line.drop = "scraper-head"
    if is_ruled:
        lines[end].drop = "scraper-head"
    return card


def _is_over_rule(lines: Sequence[TextLine], at: int) -> bool:
    """Tell whether the rule that ends a head stands below a line."""
    below = next((line.text for line in lines[at + 1 : at + 4] if line.text.strip()), "")
    return bool(_RULE.fullmatch(below)) and not lines[at].text.rstrip().endswith("。")


def _head(lines: Sequence[TextLine]) -> tuple[list[tuple[int, str, str]], int, bool]:
    """Return the labelled lines at the head (index, label, value), the line that ends them, and whether it is a rule."""
    found: list[tuple[int, str, str]] = []
    words = table("scraped")
    text_labels = words["text"]
    known = {*words["labels"], *text_labels, *card_fields()}
    for at, line in enumerate(lines[:_LONGEST]):
        if line.drop or not line.text.strip():
            continue
        pair = _PAIR.fullmatch(line.text.strip("\ufeff \u3000"))
        if found and _RULE.fullmatch(line.text):
            return found, at, True
        if pair is None:
            # 链接与图片详见 links.tsv: what a program says beside its labels, right above its rule.
            if found and _is_over_rule(lines, at):
                line.drop = "scraper-head"
                continue
            return found, at, False
        label = "".join(pair["label"].split())
        if not pair["value"].strip() and label not in known:
            # 各乡镇人民政府： opens the text; a label without a value is one that cards have.
            return found, at, False
        found.append((at, label, pair["value"].strip()))
        if label in text_labels:
            return found, at, False
    return found, len(lines), False
