"""Refuse a PDF whose drawings draw each other so often that drawing its page would take all memory."""

import re
from typing import TYPE_CHECKING, Any

from gongbao.messages import _

from ...model.source import SourceError
from .missing import package_missing

if TYPE_CHECKING:
    from .drawings import Drawings

# What the library may read to draw a page, in bytes.
_MOST = 192 << 20
# Without a form or tiling pattern nothing is drawn again and again; both are streams, whose dictionaries are never packed.
MARKS = re.compile(rb"/(?:Form|PatternType)(?![^\s/<>\[\](){}%\0])")


class Nesting:
    """How often the drawings of a PDF draw each other."""

    def __init__(self, data: bytes, document: Any, name: str) -> None:
        self._name = name
        # Most files have none, and are spared the rest.
        self._drawings = _drawings(document, name) if MARKS.search(data) else None

    def check(self, number: int) -> None:
        """Refuse a page (from 1) before the library loads it; raise SourceError."""
        if self._drawings is None:
            return
        try:
            cost = self._drawings.cost(number)
        except (
            Exception
        ):  # Whatever a damaged page makes of a program in pure Python: the library is more patient.
            return
        if cost > _MOST:
            raise SourceError(
                _(
                    "{name}: the drawings of page {number} draw each other without end (a bomb?); "
                    "print it to a new PDF where a viewer shows it whole, or get the file again",
                    name=self._name,
                    number=number,
                )
            )


def _drawings(document: Any, name: str) -> "Drawings | None":
    """Return the drawings of a file if one may draw another."""
    try:
        from .drawings import Drawings  # noqa: PLC0415 - its library takes a while to load
    except ImportError as error:
        raise package_missing(name) from error
    drawings = None
    try:
        drawings = Drawings(document, MARKS)
        return drawings if drawings.may_nest() else None
    except Exception:  # As above; the pages may be whole.
        return drawings
