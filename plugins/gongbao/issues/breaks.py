"""Places at which a browser may break what has none: Chromium takes the square of such a run's length to set it."""

import re

from gongbao.patterns import late

# A run of so many signs is longer than any line, address or number.
_LONGEST = 500
# Between two characters of Chinese, Japanese and Korean a line may break anyway, and so may it at a blank; marks (，、）)
# may not begin a line.
_SIGN = r"[^\s<>\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
_RUN = late(f"(?<!{_SIGN}){_SIGN}{{{_LONGEST}}}")
# Of each run of that length, every so many signs one is looked at first: most texts have none where all are such.
_STEP = _LONGEST // 5
_SIGNS = late(f"{_SIGN}{{5}}")
_PART = late(f"<[^>]*>|{_SIGN}{{{_LONGEST},}}")
_PIECE = late(f"(?:&#?\\w{{1,30}};|.){{1,{_LONGEST}}}")


def breakable(html: str) -> str:
    """Return HTML in which no run of signs is longer than a browser sets in good time; its text stays as it is."""
    return _PART.sub(_parted, html) if _SIGNS.search(html[::_STEP]) and _RUN.search(html) else html


def _parted(found: re.Match[str]) -> str:
    part = found.group()
    return part if part.startswith("<") else "<wbr>".join(_PIECE.findall(part))
