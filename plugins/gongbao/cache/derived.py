"""What was derived of many things, in a few rows of the store: thousands of small results are read at once."""

import pickle
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from .keys import digest, own_program
from .store import Store

Made = TypeVar("Made")

# So many rows share the results of one kind: a correction writes one of them.
_ROWS = 32
# How many results that nobody asked for this time may stay in a row, for each one that was asked for.
_SPARE = 1


class Derived:
    """Results of one kind by key, all in memory while a build runs; `save` writes the rows that changed.

    kind: what they are. They belong to the program as it is; all else that a result depends on is in its key.
    """

    def __init__(self, store: Store, kind: str) -> None:
        self._store = store
        self._names = [digest("derived", kind, own_program(), row) for row in range(_ROWS)]
        self._rows: list[dict[str, Any]] | None = None
        self._asked: list[set[str]] = [set() for _ in range(_ROWS)]
        self._changed: set[int] = set()

    def get(self, key: str) -> Any:
        """Return a result, None if there is none of that key; "" is the key of what has none."""
        if not key:
            return None
        row = _row(key)
        self._asked[row].add(key)
        return self._read()[row].get(key)

    def put(self, key: str, result: Any) -> None:
        """Keep a result, which is not None."""
        if key:
            row = _row(key)
            self._asked[row].add(key)
            self._read()[row][key] = result
            self._changed.add(row)

    def all(self, keys: Sequence[str], make: Callable[[int], Made]) -> list[Made]:
        """Return the results of some keys in their order; make: gives the one of the key at a place, never None."""
        found = []
        for at, key in enumerate(keys):
            result = self.get(key)
            if result is None:
                result = make(at)
                self.put(key, result)
            found.append(result)
        return found

    def save(self) -> None:
        """Write the rows in which something is new, without most of what was not asked for."""
        rows = self._read() if self._changed else []
        made = {}
        for row in sorted(self._changed):
            asked = self._asked[row]
            spare = [key for key in rows[row] if key not in asked]
            for key in spare[: max(0, len(spare) - _SPARE * len(asked))]:
                del rows[row][key]
            made[self._names[row]] = pickle.dumps(rows[row], pickle.HIGHEST_PROTOCOL)
        self._changed.clear()
        # Read by each build: to inflate them would take longer than to read what deflating saves.
        self._store.put(made, deflated=True)

    def _read(self) -> list[dict[str, Any]]:
        if self._rows is None:
            stored = self._store.get(self._names)
            self._rows = [
                pickle.loads(stored[name]) if name in stored else {}  # noqa: S301 - our own store
                for name in self._names
            ]
        return self._rows


def _row(key: str) -> int:
    return int(key[:2], 16) % _ROWS
