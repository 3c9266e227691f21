"""Doubts about an article's source, each at its paragraph: what breaks off, what could not be read, what looks like a slip.

They come from the flags of the ledger. Words are never changed because of one; a reader who wants to know is told.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao.bulletin.fold import fold
from gongbao.messages.site import W_, words

from .originals import Original
from .rendered import Block

# What readers are told of a flag, by its rule; {…} is filled from the flag's values. Rules that are not here are about
# the making of the archive, and tell a reader of the text nothing.
WORDS = {
    "breaks-off": W_("文字在此中断，来源不全"),
    "unfinished-paragraph": W_("此段在来源中没有写完，可能不全"),
    "continued-elsewhere": W_("原刊在别处续完，来源没有续文"),
    "numbering-gap": W_("编号不连续，此前可能有缺"),
    "mixed": W_("此处编号重新开始，可能是几篇连排在一个标题下"),
    "unreadable-character": W_("有字符无法识读"),
    "wrong-reading": W_("有些行读出来是乱码，请对照原件"),
    "doubtful-sign": W_("由影像识别，把握不大（方括号内），请对照原件"),
    "misread-figures": W_("文号中的数字在来源里写作字母"),
    "names-touch": W_("人名相连，无法断定在何处分开"),
    "doubled-word": W_("“{word}”重复，疑为误排"),
    "office-unlike-elsewhere": W_("此处作“{office}”，同刊他处同一人作“{other}”"),
    "unbalanced-marks": W_("引号或括号不成对，疑有脱漏"),
    "title-against-citation": W_("印发的文件称它为“{name}”"),
    "title-not-found": W_("来源没有标题，这里用开头的字或文件名代替"),
    "contents-against-heading": W_("本期目录作“{contents}”"),
}
# These say themselves in their words what they are about; of the others the place is quoted.
_QUOTED = {"doubtful-sign", "misread-figures", "names-touch"}
_DECISIONS = "decisions.toml"
_KNOWN_BY = 12


@dataclass(frozen=True)
class Doubt:
    """A doubt in words, and the ids of the paragraphs that it is about; none: it is about the text as a whole."""

    rule: str
    words: str
    places: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return in how many places it stands."""
        return max(len(self.places), 1)


def of_article(
    flags: Iterable[Mapping[str, Any]], blocks: Sequence[Block], original: Original | None
) -> tuple[Doubt, ...]:
    """Return the doubts about an article in the order of its text, those of the same words together.

    flags: those of its source's ledger. A flag whose words stand no longer in the text was mended, and is none.
    """
    if original is None:
        return ()
    lines = {line.number: "".join(p.text for p in line.pieces if p.held) for line in original.lines}
    folded = [(block.id, fold(block.text)) for block in blocks if block.id]
    found: dict[tuple[str, str], list[str]] = {}
    for flag in flags:
        if flag["rule"] not in WORDS or not lines.get(flag["line"], "").strip():
            continue
        place = _place(flag, lines[flag["line"]], folded)
        if place is None:
            continue
        places = found.setdefault((flag["rule"], _words(flag)), [])
        if place and place not in places:
            places.append(place)
    order = {name: at for at, (name, _text) in enumerate(folded)}
    doubts = [
        Doubt(rule, words, tuple(sorted(places, key=order.__getitem__)))
        for (rule, words), places in found.items()
    ]
    return tuple(sorted(doubts, key=lambda doubt: order[doubt.places[0]] if doubt.places else -1))


def _words(flag: Mapping[str, Any]) -> str:
    values = {name: str(value) for name, value in (flag.get("values") or {}).items()}
    try:
        message = words(WORDS[flag["rule"]], **values) if values else words(WORDS[flag["rule"]])
        if "{" in message:
            raise KeyError(flag["rule"])
    except KeyError:
        # A ledger of an earlier version has the sentence alone.
        message = words("此处存疑：“{text}”", text=flag["text"])
    return words("{said}：“{text}”", said=message, text=flag["text"]) if flag["rule"] in _QUOTED else message


def _place(flag: Mapping[str, Any], line: str, folded: Sequence[tuple[str, str]]) -> str | None:
    """Return the id of the paragraph that a flag is about, "" for the title or head, None where it was mended."""
    row = fold(line)
    # What recognition doubted is shown with its neighbours, 区[副校]长.
    words = row if flag["rule"] in _QUOTED else fold(flag["text"])
    near = [
        (name, text)
        for name, text in folded
        if row[:_KNOWN_BY] in text or row[-_KNOWN_BY:] in text or (len(text) >= _KNOWN_BY and text in row)
    ]
    for name, text in near:
        if words in text:
            return name
    if not near:
        return ""
    return near[0][0] if flag["rule"] in _QUOTED else None


def decided(folder: Path) -> set[tuple[str, int, str]]:
    """Return the flags that a person found right as they stand, as rule, line, text (decisions.toml)."""
    path = folder / _DECISIONS
    if not path.is_file():
        return set()
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("right", ())
        return {(str(row["rule"]), int(row["line"]), str(row["text"])) for row in rows}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError):
        # Ingest and the workbench say what is wrong with it; here it only keeps doubts from being shown.
        return set()
