"""Named rules that tell the decorations of a source from its pictures: icons, lines, marks of a site, seals of its frame."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ..model.source import SourceObject

# Smaller on both sides, it is an icon; thinner, a line; longer for its width, a strip between parts of a page.
_ICON, _LINE, _STRIP = 48, 8, 12.0
_SMALL = 260
_OFTEN = 3
_OF_A_SITE = re.compile(
    r"(?:^|[/_.\-])(?:logo|icon|ico|btn|button|banner|arrow|share|weixin|wx|weibo|wb|qr|qrcode|ewm|erweima|jiucuo|zhaocuo"
    r"|gongan|beian|dangzheng|sydw|red\.png|blue\.png|spacer|blank|line|bg|dot|bullet|print|close|top|totop|search|home"
    r"|filetype|fileicon|doc|docx|pdf|xls|xlsx|zip|rar|attach)\d{0,3}(?=[/_.\-]|$)",
    re.I,
)
_SAID_OF_A_SITE = re.compile(
    r"二维码|扫一扫|微信|微博|公众号|分享|打印|关闭|网站标识|网站找错|我为政府网站找错|公安备案|党政机关|事业单位|无障碍|返回顶部|图标|logo",
    re.I,
)


@dataclass(frozen=True)
class Seen:
    """What is known of a picture: the object, its size, how often it comes in its source, where it stands.

    on_page: it comes out of a web page. furniture: what stands around it is no content.
    """

    item: SourceObject
    size: tuple[int, int] | None
    times: int
    on_page: bool
    furniture: bool
    blank: bool = False


@dataclass(frozen=True)
class Rule:
    """A rule: its name, what it takes for a decoration, and a test."""

    name: str
    means: str
    holds: Callable[[Seen], bool]


def _is_icon(seen: Seen) -> bool:
    return seen.size is not None and max(seen.size) < _ICON


def _is_line(seen: Seen) -> bool:
    if seen.size is None:
        return False
    thin, long = sorted(seen.size)
    return thin <= _LINE or long >= _STRIP * thin


def _is_of_site(seen: Seen) -> bool:
    if not seen.on_page:
        return False
    name = seen.item.file.split("?")[0]
    # A map may well be called bg.png; a mark of a site is small.
    small = seen.size is None or max(seen.size) <= 2 * _SMALL
    return small and bool(_OF_A_SITE.search(name) or _SAID_OF_A_SITE.search(seen.item.text))


def _is_repeated(seen: Seen) -> bool:
    return seen.times >= _OFTEN and (seen.size is None or max(seen.size) <= _SMALL)


RULES = (
    Rule("picture-blank", "shows one colour only", lambda seen: seen.blank),
    Rule("picture-icon", f"smaller than {_ICON} pixels on both sides", _is_icon),
    Rule(
        "picture-line", f"at most {_LINE} pixels thin, or {_STRIP:.0f} times as long as it is wide", _is_line
    ),
    Rule("picture-repeated", f"small, and there {_OFTEN} times or more", _is_repeated),
    Rule(
        "picture-of-site",
        "small, and called by name or words a mark of the site (logo, 二维码 …)",
        _is_of_site,
    ),
    Rule("page-chrome", "stands among the furniture of a web page", lambda seen: seen.furniture),
)


# What a PDF calls the ground of a page or a trifle of its print is decided where PDFs are read.
NAMES = frozenset(rule.name for rule in RULES) | {"picture-small", "page-picture"}


def rule_for(seen: Seen) -> str:
    """Return the name of the first rule that takes a picture for a decoration, "" for none."""
    return next((rule.name for rule in RULES if rule.holds(seen)), "")
