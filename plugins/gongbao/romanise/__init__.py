"""Write Chinese names in ASCII for addresses: slugs of titles, agencies and issuing codes. Pure; needs pypinyin only."""

import re
import unicodedata

MAX_LENGTH = 60
# Kinds of documents that end a code: the name of the issuer stands before them.
_KIND = re.compile(r"^(?P<issuer>.{2,}?)(?P<kind>命令|令|公告|通告)$")
# 府 政 委 办 党 open the organ's part of a code wherever they stand; the others do so unless they belong to a place name.
_STRONG = "府政委办党"
_WEAK = "卫教财农水环建交商文审统民司公法检税工科应监人医药市林残防体旅"
# One-character place names: the state, the party, and the provinces' abbreviations.
_SHORT_PLACES = "国中全京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘陇晋蒙陕秦吉闽贵黔粤青藏川蜀宁琼"


def slug(text: str, max_length: int = MAX_LENGTH) -> str:
    """Return the text in pinyin, syllables and words joined by hyphens, cut at a syllable; never empty."""
    parts: list[str] = []
    length = -1
    for part in _syllables(text):
        length += 1 + len(part)
        if length > max_length and parts:
            break
        parts.append(part[:max_length])
    return "-".join(parts) or "x"


def code_slug(code: str) -> str:
    """Return an issuing code in pinyin, place and organ joined by a hyphen: 綦江府发 → qijiang-fufa, 国发 → guofa."""
    at = _organ_start(code)
    parts = ["".join(_syllables(part)) for part in (code[:at], code[at:])]
    return "-".join(part for part in parts if part) or "x"


def _organ_start(code: str) -> int:
    """Return where the organ's part of a code begins; 0 if the place is one character or there is none."""
    if match := _KIND.match(code):
        return match.start("kind")
    for at in range(1, len(code)):
        if code[at] in _STRONG:
            return at if at > 1 else 0
    if code[:1] in _SHORT_PLACES and code[1:2] in _WEAK:
        return 0
    for at in range(2, len(code)):
        if code[at] in _WEAK:
            return at
    return 0


def _syllables(text: str) -> list[str]:
    """Return syllables and ASCII words of a text; marks divide and vanish."""
    # Its dictionaries are large, and a build after a correction knows its slugs.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    folded = unicodedata.normalize("NFKC", text)
    parts: list[str] = []
    for run in lazy_pinyin(folded, errors="default"):
        plain = "".join(_unread(c) for c in run)
        parts += re.findall(r"[a-z0-9]+", plain.lower())
    return parts


def _unread(c: str) -> str:
    """Write what pypinyin cannot read: letters without accents, rare Han characters by code point, to stay apart."""
    if unicodedata.category(c) == "Lo":
        return f" u{ord(c):x} "
    return unicodedata.normalize("NFKD", c).encode("ascii", "ignore").decode() or " "
