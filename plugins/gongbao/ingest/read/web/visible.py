"""Tell what of a web page a reader cannot see: by its elements, their styles, and the page's style sheets (tinycss2)."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

import tinycss2
from bs4 import BeautifulSoup, Tag

# Code: it has no text.
CODE = frozenset("script style meta link base param source track rp".split())
# What a browser of today never shows of itself, since it can do better; a dialog is shown once it is open.
_NEVER_SHOWN = frozenset(
    "noscript noembed template datalist iframe canvas audio video meter progress".split()
)
# The properties that can take an element out of sight.
_PROPERTIES = frozenset(("display", "opacity", "text-indent", "visibility", "font-size", "font"))
# A line that begins so far to the left is off the page.
_OFF_PAGE = -100
_CSS_SIMPLE = re.compile(r"([a-z0-9]*)((?:[.#][\w-]+)+)", re.I)
_CSS_NAME = re.compile(r"[.#][\w-]+")
# No element needs more; what is longer is data.
_LONGEST_STYLE = 4000
# Longer text is a tab or a page part that a script shows on a click, and no hidden insertion.
_LONGEST_HIDDEN = 200


@dataclass(frozen=True)
class Sight:
    """How an element is shown: gone with all that is in it, or without sight or size until a part says otherwise."""

    is_gone: bool = False
    is_unseen: bool = False
    is_sizeless: bool = False

    @property
    def is_hidden(self) -> bool:
        """Tell whether text that stands directly in the element is not shown."""
        return self.is_gone or self.is_unseen or self.is_sizeless


_SEEN = Sight()


def sight_in(tag: Tag, around: Sight) -> Sight:
    """Return how what an element holds is shown, from what it says itself and how the element around it is shown."""
    if tag.name in _NEVER_SHOWN or (tag.name == "dialog" and not tag.has_attr("open")):
        return replace(around, is_gone=True)
    return _said(tag, around)


def is_hidden(tag: Tag) -> bool:
    """Tell whether the element itself says that it is not shown."""
    return _said(tag, _SEEN).is_hidden


def _said(tag: Tag, around: Sight) -> Sight:
    if tag.has_attr("hidden"):
        return replace(around, is_gone=True)
    style = tag.get("style")
    return _sight(str(style)[:_LONGEST_STYLE], around) if style else around


def hide_by_style_sheet(soup: BeautifulSoup) -> None:
    """Mark as hidden what the page's own style sheets hide by class or id, as inserted text mostly is."""
    hiding: dict[tuple[str, frozenset[str]], bool] = {}
    for sheet in soup.find_all("style"):
        for selectors, style in rules(sheet.get_text()):
            hides = _sight(style).is_hidden
            if not hides and "display" not in style.lower():
                continue
            for selector in map(str.strip, selectors.split(",")):
                if match := _CSS_SIMPLE.fullmatch(selector):
                    hiding[match[1].lower(), frozenset(_CSS_NAME.findall(match[2]))] = hides
    wanted = [key for key, hides in hiding.items() if hides]
    shown = [key for key, hides in hiding.items() if not hides]
    if not wanted:
        return
    by_name: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for key in wanted:
        by_name.setdefault(min(key[1]), []).append(key)
    for tag in soup.find_all(lambda tag: tag.has_attr("class") or tag.has_attr("id")):
        classes: object = tag.get("class") or []
        names = {f".{name}" for name in (classes if isinstance(classes, list) else str(classes).split())}
        names.add(f"#{tag.get('id')}")
        matched = [
            len(asked)
            for name in names
            for kind, asked in by_name.get(name, ())
            if kind in ("", tag.name) and asked <= names
        ]
        # .page hides, .page.on shows: the more particular holds.
        again = any(
            kind in ("", tag.name) and asked <= names and len(asked) > max(matched)
            for kind, asked in (shown if matched else ())
        )
        if matched and not again and len(tag.get_text()) <= _LONGEST_HIDDEN:
            tag["hidden"] = ""


@lru_cache(maxsize=2048)
def _sight(style: str, around: Sight = _SEEN) -> Sight:
    """Return what a style says about how an element is shown, in one that is shown so; later declarations win."""
    declared: dict[str, list[Any]] = {}
    for one in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration" and one.lower_name in _PROPERTIES:
            name = "font-size" if one.lower_name == "font" else one.lower_name
            value = [token for token in one.value if token.type not in ("whitespace", "comment")]
            if one.lower_name == "font":
                value = _size_of(value)
            if value:
                declared[name] = value
    seen = _word(declared.get("visibility"))
    size = _number(declared.get("font-size"))
    return Sight(
        around.is_gone
        or _word(declared.get("display")) == "none"
        or _number(declared.get("opacity")) == 0
        or (_number(declared.get("text-indent")) or 0) <= _OFF_PAGE,
        seen != "visible" if seen in ("hidden", "collapse", "visible") else around.is_unseen,
        size == 0 if size is not None else around.is_sizeless,
    )


def _word(value: list[Any] | None) -> str:
    return str(value[0].lower_value) if value and value[0].type == "ident" else ""


def _number(value: list[Any] | None) -> float | None:
    numbers = value and value[0].type in ("number", "dimension", "percentage")
    return float(value[0].value) if value and numbers else None


def _size_of(value: list[Any]) -> list[Any]:
    """Return the size in the value of `font`: the last length before the family and the height of the line."""
    sizes: list[Any] = []
    for before, token in pairwise([None, *value]):
        height = before is not None and before.type == "literal" and before.value == "/"
        if token is not None and token.type in ("dimension", "percentage", "number") and not height:
            sizes = [token]
    return sizes


@lru_cache(maxsize=32)
def rules(css: str) -> tuple[tuple[str, str], ...]:
    """Return the rules (selectors, declarations) of a style sheet, without those that hold on some media only."""
    found = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return tuple(
        (tinycss2.serialize(rule.prelude).strip(), tinycss2.serialize(rule.content))
        for rule in found
        if rule.type == "qualified-rule"
    )
