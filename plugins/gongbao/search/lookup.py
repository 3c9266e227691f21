"""Look up references (document numbers, say) exactly, however they are written, and by their beginnings.

A reference is reduced to a key: its letters, then its numbers, `甲府发/2018/34`. Reduced alike, every usual spelling
gives the same key. theme/static/js/search/number.js does the same; tests/search/numbers.json holds both to it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gongbao.patterns import late

from .folding import HAN, Folder
from .postings import Row
from .shards import Scripts, Tree, script_json
from .tokenizer import utf16_key

_OPEN, _CLOSE = r"〔\[\(【〈<{﹝「『", r"〕\]\)】〉>}﹞」』"
_HAN_DIGITS = "〇一二三四五六七八九"
_UNITS = {"十": 10, "百": 100}
# What is a blank, and what a figure, is the same in JavaScript only where it is named.
_BLANK = " \t\n\r\f\v\u1680\u2028\u2029"
_LABEL = late(f"^[{_BLANK}]*[^:0-9]{{2,8}}:")
_HAN_YEAR = late(f"(?<![{_HAN_DIGITS}])(?:一[八九]|二[〇一])[{_HAN_DIGITS}]{{2}}(?![{_HAN_DIGITS}十百])")
_HAN_SERIAL = late(f"([^{HAN}a-z]|第)([一二三四五六七八九十百零〇]+)(?=[号期])")
_SHORT_YEAR = late(f"([{_OPEN}])[{_BLANK}]*([0-9]{{2}})[{_BLANK}]*年?[{_BLANK}]*(?=[{_CLOSE}])")
_NUMERO = late(f"no\\.?[{_BLANK}]*(?=[0-9])")
_PART = late(f"([{HAN}]|[^\\W\\d_{HAN}])|([0-9]+)")
# A number that holds year and serial unseparated.
_LONG = late(r"^((?:19|20)[0-9]{2})0*([0-9]{1,5})$")


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where references come from, and what is no part of them: words anywhere, and words at the end."""

    entries: Callable[[Mapping[str, Any]], Iterable[Any]]
    drop: tuple[str, ...] = ()
    drop_last: tuple[str, ...] = ()

    def key(self, reference: str, folder: Folder) -> str:
        """Return the key of a reference."""
        text = _LABEL.sub("", folder.fold(reference)).strip(_BLANK)
        for word in self.drop_last:
            text = text.removesuffix(word)
        text = _HAN_YEAR.sub(lambda m: "".join(str(_HAN_DIGITS.index(c)) for c in m[0]), text)
        text = _HAN_SERIAL.sub(lambda m: m[1] + str(_value(m[2])), text)
        text = _SHORT_YEAR.sub(r"\g<1>19\2", text)
        text = _NUMERO.sub("", text)
        for word in self.drop:
            # A blank in its place keeps the numbers on both sides apart.
            text = text.replace(word, " ")
        letters, numbers = "", []
        for letter, digits in _PART.findall(text):
            letters += letter
            if digits:
                long = _LONG.match(digits)
                numbers.extend([long[1], long[2]] if long else [digits.lstrip("0") or "0"])
        return "/".join([letters, *numbers])


def _value(numeral: str) -> int:
    """Return the value of a Chinese numeral below 1000, written by units (三十四) or digit by digit (三四)."""
    numeral = numeral.replace("零", "〇")
    if not re.search("[十百]", numeral):
        return int("".join(str(_HAN_DIGITS.index(c)) for c in numeral))
    total = digit = 0
    for c in numeral:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            digit = _HAN_DIGITS.index(c)
    return total + digit


def write(
    lookup: Lookup, context: Mapping[str, Any], folder: Folder, scripts: Scripts, shard_bytes: int
) -> dict[str, object]:
    """Write the references as a tree of their own; return what the manifest says of it.

    Each stands under its key, and without its letters under its numbers in both orders, for those who know only a part.
    """
    rows: set[tuple[str, str]] = set()
    for entry in lookup.entries(context):
        key = lookup.key(entry.number, folder)
        row = script_json([entry.number, entry.url, entry.title])
        numbers = key.split("/")[1:]
        keys = {key, "/".join(["", *numbers]), "/".join(["", *reversed(numbers)])}
        rows |= {(k, row) for k in keys if numbers}
    tree = Tree(scripts, shard_bytes, shard_bytes)
    ordered = sorted(rows, key=lambda r: (utf16_key(r[0]), r[1]))
    tree.extend(Row(key, 0, f"{key} {row}") for key, row in ordered)
    return {"tree": "\n".join(tree.close()), "drop": lookup.drop, "dropLast": lookup.drop_last}
