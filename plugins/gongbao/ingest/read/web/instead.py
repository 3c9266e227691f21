"""Tell what is shown in the place of an element: fallbacks of what cannot be shown, choices, signs that a browser draws."""

import re

from bs4 import Tag

# Elements that are drawn and hold something besides: a fallback, or the labels of a drawing.
HOLDING = frozenset("object applet iframe canvas audio video svg".split())
# What says that the browser lacks something is no text of the page.
_LACKS = re.compile("浏览器|插件|播放器|不支持|flash|reader|plug-?in|browser|javascript|JRE", re.I)
_LONGEST_MESSAGE = 80
_PARAMETERS = re.compile("movie|src|file(?:name)?|url", re.I)
_ISSUE = re.compile(r"(?:(?:19|20)\d\d\s*+年?)?\s*+第?\s*+\d{1,3}\s*期(?:[（(][^（()）]*[）)])?")
# 请选择 asks, and says nothing.
_ASKS = re.compile("请选择|^选择|^[-=—]")
_ADDRESS = re.compile(r"(?:https?:)?//|/|.+\.(?:s?html?|aspx?|jsp|php)\b", re.I)
_LEADS = re.compile(r"location|window\.open|href|\bgo\b|jump", re.I)


def address_of(tag: Tag) -> str:
    """Return where what an element shows lies, "" where it does not say."""
    named = str(tag.get("src") or tag.get("data") or tag.get("code") or "").strip()
    if named or tag.name != "object":
        return named
    parameters = (one for one in tag.find_all("param") if _PARAMETERS.fullmatch(str(one.get("name") or "")))
    return next((str(one.get("value") or "").strip() for one in parameters), "")


def fallback_is_shown(tag: Tag) -> bool:
    """Tell whether what an element holds is shown where the thing itself is not at hand."""
    if tag.name not in ("object", "applet"):
        return True
    words = "".join(tag.get_text().split())
    return len(words) > _LONGEST_MESSAGE or _LACKS.search(words) is None


def is_said_of_drawing(tag: Tag) -> bool:
    """Tell whether an element has words about a drawing, or parts that it draws elsewhere."""
    return tag.name in ("title", "desc", "metadata", "defs", "symbol") and tag.find_parent("svg") is not None


def chosen(select: Tag) -> list[str]:
    """Return the choices that a list shows: those taken, the first of one that drops down, all of one that stands open."""
    return [_words(option) for option in _split(select)[0]]


def not_chosen(tag: Tag) -> list[str]:
    """Return the choices that a list keeps closed; none where the element is no list."""
    return [_words(option) for option in _split(tag)[1]] if tag.name == "select" else []


def leads_on(select: Tag) -> bool:
    """Tell whether the choices of a list are other pages."""
    options = select.find_all("option")
    values = [str(option.get("value") or "") for option in options]
    words = [said for option in options if not _ASKS.search(said := _words(option))]
    # 2022年第5期, 2022年第4期: the other issues of a bulletin, whatever follows the choice of one.
    of_issues = len(words) > 1 and all(map(_ISSUE.fullmatch, words))
    return (
        of_issues
        or bool(_LEADS.search(str(select.get("onchange") or "")))
        or any(map(_ADDRESS.match, values))
    )


def _split(select: Tag) -> tuple[list[Tag], list[Tag]]:
    options = select.find_all("option")
    taken = [option for option in options if option.has_attr("selected")]
    if leads_on(select):
        taken = []
    elif select.has_attr("multiple") or str(select.get("size") or "1").strip() not in ("0", "1"):
        taken = options
    elif not taken:
        taken = [one for one in options[:1] if one.get("value") != "" and not _ASKS.search(_words(one))]
    rest = [one for one in options if not any(one is other for other in taken)]
    return list(filter(_words, taken)), list(filter(_words, rest))


def _words(option: Tag) -> str:
    return " ".join((option.get_text() or str(option.get("label") or "")).split())


def sign_of(tag: Tag, side: str) -> str:
    """Return what a browser draws before or behind the words of an element, "" where it draws nothing.

    A note over a word (rt) is set in brackets behind it.
    """
    if tag.name == "rt":
        return "（" if side == "before" else "）"
    if tag.name != "q":
        return ""
    inner = len(tag.find_parents("q")) % 2
    return ("“‘" if side == "before" else "”’")[inner]
