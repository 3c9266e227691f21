"""The number over a title with those who signed (签发人) beside it, on its line and below."""

import re
from collections.abc import Sequence
from typing import Final

from gongbao.bulletin.names import is_name

from ..model.lines import Line, text_at
from . import elements
from .head import Head
from .rule import Rule

_APART = re.compile("\u3000{2,}")


def _signed_number(lines: Sequence[Line], at: int) -> Head | None:
    match = elements.SIGNED_NUMBER.match(text_at(lines, at))
    found = elements.doc_number(match["number"]) if match else None
    if not match or not found:
        return None
    # Who sign with them stand below, set off to the right.
    count = 1
    while at + count < len(lines) and _is_set_off_name(lines[at + count]):
        count += 1
    return Head(count, number=found, note=match["signer"], notes=tuple(range(1, count)))


def _is_set_off_name(line: Line) -> bool:
    far = re.match(r"[\s\u3000]{6,}", line.text) or line.columns[:1] >= (6,)
    return bool(far) and all(is_name(part) for part in _APART.split(line.text.strip()))


SIGNED_NUMBER: Final = Rule(
    "number-and-signer",
    "head",
    _signed_number,
    ">某府发〔2020〕3号　　签发人：王磊",
    ">某府发〔2020〕3号文件",
)
