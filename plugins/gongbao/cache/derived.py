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
        # Of all rows in one, since each of thousands is asked for.
        self._known: dict[str, Any] | None = None
        # What was put before anything was asked for, which may never be.
        self._new: dict[str, Any] = {}
        self._asked: list[str] = []
        self._changed: set[int] = set()

    def get(self, key: str) -> Any:
        """Return a result, None if there is none of that key; "" is the key of what has none."""
        if not key:
            return None
        self._asked.append(key)
        known = self._known
        return (self._read() if known is None else known).get(key)

    def put(self, key: str, result: Any) -> None:
        """Keep a result, which is not None."""
        if key:
            self._asked.append(key)
            (self._new if self._known is None else self._known)[key] = result
            self._changed.add(_row(key))

    @property
    def changed(self) -> bool:
        """Tell whether something is new."""
        return bool(self._changed)

    def use(self, keys: Sequence[str]) -> None:
        """Note results that are of use still, though nobody asked for them, so that they are not dropped.

        Where nothing is `changed`, no results of a row are dropped, and which they are need not be said.
        """
        self._asked += keys
        self._store.use(self._names)

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
        if not self._changed:
            return
        known, asked = self._known, set(self._asked)
        if known is None:  # then the other rows need not be read
            known, self._new = self._rows([self._names[row] for row in self._changed]) | self._new, {}
            if len(self._changed) == _ROWS or not self._store.keeps:
                self._known = known  # these are all
        rows: dict[int, dict[str, Any]] = {row: {} for row in sorted(self._changed)}
        for key, result in known.items():
            if (row := _row(key)) in rows:
                rows[row][key] = result
        made = {}
        for row, results in rows.items():
            spare = [key for key in results if key not in asked]
            for key in spare[: max(0, len(spare) - _SPARE * (len(results) - len(spare)))]:
                del results[key], known[key]
            made[self._names[row]] = pickle.dumps(results, pickle.HIGHEST_PROTOCOL)
        self._changed.clear()
        # Read by each build: to inflate them would take longer than to read what deflating saves.
        self._store.put(made, deflated=True)

    def _read(self) -> dict[str, Any]:
        if self._known is None:
            self._known, self._new = self._rows(self._names) | self._new, {}
        return self._known

    def _rows(self, names: Sequence[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        stored = self._store.get(names)
        for name in names:
            if name in stored:
                found.update(pickle.loads(stored[name]))  # noqa: S301 - our own store
        return found


def _row(key: str) -> int:
    return int(key[:2], 16) % _ROWS
