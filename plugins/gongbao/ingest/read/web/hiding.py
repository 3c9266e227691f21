"""Give back the text of a page that was hidden until a script shows it, and keep insertions hidden."""

import re
from collections.abc import Callable, Iterable, Sequence

from bs4 import Tag

from ...model.source import SourceObject
from .chrome import is_pager
from .lines import PageLine
from .shingles import covered, shingles

# What a page says where the rest of its text opens on a click.
_OPENS = re.compile(
    r"(?:点击|展开|阅读|查看|显示|打开|加载|浏览)(?:此处|阅读|查看|显示|展开)?(?:全文|全部|更多|余下|剩余|正文|内容|↓|▼)+|继续阅读|余下全文"
)
_LONGEST_PROMPT = 24
# Less is a hint, a label, an insertion against copying; no text of a document.
_SHORTEST = 30
# So much of it stands on the page already: the print version, a copy for telephones.
_REPEATS = 0.8


def show_what_scripts_show(
    lines: Sequence[PageLine], weigh: Callable[[PageLine], float]
) -> list[SourceObject]:
    """Take the drop off hidden lines that are the page's text; return an entry for each hidden part that has words of its own.

    They are the text where hiding them would drop more of it than is left, or where the page offers to unfold it.
    The line of an entry is its index in `lines`.
    """
    parts: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.drop == "hidden-text" and line.hider is not None:
            parts.setdefault(_group(line.hider), []).append(index)
    seen = sum(weigh(line) for line in lines if not line.drop)
    unfolds = any(_is_prompt(line.text) for line in lines)
    turns = any(is_pager(line.text) for line in lines)
    shown = shingles("".join(line.text for line in lines if not line.drop)) if parts else frozenset()
    entries: list[SourceObject] = []
    weights = {key: sum(weigh(lines[at]) for at in places) for key, places in parts.items()}
    # The largest part first: what is left hidden then is held against the text that it gives back.
    for key in sorted(parts, key=lambda key: -weights[key]):
        places, weight = parts[key], weights[key]
        words = "".join(lines[at].text for at in places)
        asked_for = weight > seen or unfolds or (turns and _is_page_of(lines[places[0]].hider))
        is_text = weight >= _SHORTEST and asked_for and covered(words, shown) < _REPEATS
        for at in places if is_text else ():
            lines[at].drop = ""
        seen += weight if is_text else 0
        if not weight:
            # Buttons and links to other pages: their lines are in the ledger, and nobody misses them.
            continue
        kept, rule = ("text", "") if is_text else ("", "hidden-text")
        entries.append(SourceObject("hidden", places[0], words if not is_text else words[:40], kept, rule))
    return sorted(entries, key=lambda one: one.line)


def _is_page_of(hider: Tag | None) -> bool:
    """Tell whether a hidden element is a further page of a text that turns its pages by script: one like it is shown before."""
    names = hider.get("class") if hider is not None else None
    before = (
        hider.find_previous_sibling(hider.name, class_=names[0])
        if hider is not None and isinstance(names, list) and names
        else None
    )
    return isinstance(before, Tag) and bool(before.get_text(strip=True))


def _group(hider: Tag) -> int:
    """Tell what belongs together: paragraphs hidden one by one stand in one element."""
    block = hider
    while (
        block.parent is not None
        and block.name not in ("p", "div", "section", "td", "li")
        and _is_alone(block)
    ):
        block = block.parent
    return id(block.parent) if block.name == "p" else id(block)


def _is_alone(tag: Tag) -> bool:
    """Tell whether nothing else is shown beside an element in its parent."""
    beside: Iterable[object] = tag.parent.children if tag.parent is not None else ()
    return not any(child is not tag and str(child).strip() for child in beside if not isinstance(child, Tag))


def _is_prompt(text: str) -> bool:
    words = "".join(text.split())
    return len(words) <= _LONGEST_PROMPT and _OPENS.search(words) is not None
