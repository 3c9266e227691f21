"""Tell what of a web page a reader cannot see."""

import re
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag

# Code and controls: they have no text that a reader of the page sees as such.
INVISIBLE = frozenset(
    """
    script style noscript template iframe object embed applet svg canvas audio video  meta link
    base param source track textarea datalist input select math img
    """.split()
)
_GONE = re.compile(r"(?<![\w-])display:none|(?<![\w-])opacity:0(?:\.0+)?%?(?:;|!|$)|text-indent:-\d{3,}")
_VISIBILITY = re.compile(r"(?<![\w-])visibility:(hidden|collapse|visible)")
_FONT_SIZE = re.compile(r"(?<![\w-])font(?:-size)?:(?:[^;]*?\s)?([\d.]+)(?:px|pt|em|rem|%)?(?:[;!/]|$)")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
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


def sight_in(tag: Tag, around: Sight) -> Sight:
    """Return how an element is shown, from what it says itself and how the element around it is shown."""
    if tag.has_attr("hidden"):
        return replace(around, is_gone=True)
    style = tag.get("style")
    if not style:
        return around
    said = re.sub(r"\s*([:;,!])\s*", r"\1", str(style)[:_LONGEST_STYLE]).lower().strip()
    seen = _VISIBILITY.search(said)
    sizes = _FONT_SIZE.findall(said)
    return Sight(
        around.is_gone or _GONE.search(said) is not None,
        seen[1] != "visible" if seen else around.is_unseen,
        not sizes[-1].strip("0.") if sizes else around.is_sizeless,
    )


def is_hidden(tag: Tag) -> bool:
    """Tell whether the element itself says that it is not shown."""
    return sight_in(tag, Sight()).is_hidden


def hide_by_style_sheet(soup: BeautifulSoup) -> None:
    """Mark as hidden what the page's own style sheets hide by class or id, as inserted text mostly is."""
    hiding: dict[tuple[str, frozenset[str]], bool] = {}
    for sheet in soup.find_all("style"):
        for selectors, style in _rules(_CSS_COMMENT.sub("", sheet.get_text())):
            hides = sight_of(style).is_hidden
            if not hides and "display:" not in style:
                continue
            for selector in map(str.strip, selectors.split(",")):
                if match := _CSS_SIMPLE.fullmatch(selector):
                    hiding[match[1].lower(), frozenset(_CSS_NAME.findall(match[2]))] = hides
    wanted = [key for key, hides in hiding.items() if hides]
    if not wanted:
        return
    by_name: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for key in wanted:
        by_name.setdefault(min(key[1]), []).append(key)
    for tag in soup.find_all(lambda tag: tag.has_attr("class") or tag.has_attr("id")):
        classes: object = tag.get("class") or []
        names = {f".{name}" for name in (classes if isinstance(classes, list) else str(classes).split())}
        names.add(f"#{tag.get('id')}")
        matched = any(
            kind in ("", tag.name) and asked <= names
            for name in names
            for kind, asked in by_name.get(name, ())
        )
        if matched and len(tag.get_text()) <= _LONGEST_HIDDEN:
            tag["hidden"] = ""


def sight_of(style: str) -> Sight:
    """Return what a style without blanks says about how an element is shown."""
    seen, sizes = _VISIBILITY.search(style), _FONT_SIZE.findall(style)
    return Sight(
        _GONE.search(style) is not None,
        seen is not None and seen[1] != "visible",
        bool(sizes) and not sizes[-1].strip("0."),
    )


def _rules(css: str) -> list[tuple[str, str]]:
    """Return the rules (selectors, style without blanks) of a style sheet, without those that hold on some media only."""
    found: list[tuple[str, str]] = []
    depth, selectors = 0, ""
    for piece in re.split(r"([{}])", css):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth, selectors = max(0, depth - 1), ""
        elif depth == 0:
            selectors = piece.rpartition(";")[2].strip()
        elif depth == 1 and selectors and not selectors.startswith("@"):
            found.append((selectors, re.sub(r"\s+", "", piece).lower()))
            selectors = ""
    return found
