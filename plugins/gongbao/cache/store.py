"""Results under their keys, in one SQLite file: it survives a kill, and can be deleted at any time.

A key says everything that a result depends on, so a result is never out of date; it is only not asked for any more.
"""

import contextlib
import os
import sqlite3
import weakref
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

SETTING = "SITE_STORE"
# Results that so many runs did not ask for are dropped.
_RUNS = 12
_MARK = "INSERT OR REPLACE INTO asked VALUES (?, ?)"
# How hard results are deflated.
DEFLATING = 1
# What is kept as it is begins with this byte; what zlib makes never does.
_AS_IT_IS = b"\0"
# Seconds to wait for another run that writes at the same moment. Who waited in vain once writes no more: each of a build's
# hundred packages of results would wait as long, for the sake of what the next build can make again.
_PATIENCE = 10.0
# So many keys in one question; SQLite allows 32,766.
_AT_ONCE = 5_000


class Store:
    """A store in a file; without one, or where none can be written, it keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        # Where it is, None if it keeps nothing; and the open file, None too after this process was copied (see `_leave`).
        self._path: Path | None = None
        self._file: sqlite3.Connection | None = None
        self._run, self._process, self._writes = 0, os.getpid(), True
        self._used: set[str] = set()
        if path is None:
            return
        for _ in range(2):
            try:
                self._open(path)
                _OPEN.add(self)
                return
            except (sqlite3.Error, OSError) as error:
                # Another run that writes for so long needs it; a damaged one is worth nothing, a new one is.
                if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                    return
                remove(path)

    def _open(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _connected(path)
        try:
            file.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value BLOB)")
            # In which run each was asked for last: beside the results, which to mark would be to write all of them again.
            file.execute("CREATE TABLE IF NOT EXISTS asked (key TEXT PRIMARY KEY, run INTEGER) WITHOUT ROWID")
            file.execute("CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY AUTOINCREMENT)")
            # That of another version may have other columns: a new one is made.
            columns = [column for column, *_ in file.execute("SELECT * FROM results LIMIT 0").description]
            if columns != ["key", "value"]:
                raise sqlite3.DatabaseError(columns)
            self._run = file.execute("INSERT INTO runs DEFAULT VALUES").lastrowid or 0
        except sqlite3.Error:
            file.close()
            raise
        self._file, self._path = file, path

    def __reduce__(self) -> tuple[Any, ...]:
        """Stand for a store that keeps nothing, on another machine."""
        return Store, (None,)

    @property
    def keeps(self) -> bool:
        """Tell whether it keeps anything."""
        return self._path is not None

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the results of those keys that there are any of."""
        found: dict[str, bytes] = {}
        wanted = list(keys)
        file = self._opened()
        if not file:
            return found
        try:
            for at in range(0, len(wanted), _AT_ONCE):
                some = wanted[at : at + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = file.execute(f"SELECT key, value FROM results WHERE key IN ({marks})", some)  # noqa: S608 - marks
                found |= {key: _inflated(value) for key, value in rows}
        except (sqlite3.Error, zlib.error):
            return {}
        # Not `|=`: with the keys of a dict it makes a new set of all that was used, at each of ten thousands of questions.
        self._used.update(found)
        return found

    @property
    def used(self) -> frozenset[str]:
        """Return the keys of results that were of use in this process, for the one that it was copied from to `use`."""
        return frozenset(self._used)

    def use(self, keys: Iterable[str]) -> None:
        """Note results that are still of use, though nobody asked for them."""
        self._used.update(keys)

    def _opened(self) -> sqlite3.Connection | None:
        if self._path and not self._file:
            try:
                self._file = _connected(self._path)
            except sqlite3.Error:
                self._path = None
        return self._file

    def __del__(self) -> None:
        """Close the file where nobody let it go; Python does so too, and from 3.13 on warns that it had to."""
        self.leave()

    def leave(self) -> None:
        """Let the file go until it is needed again."""
        if self._file:
            # One that another thread asks just now stays.
            with contextlib.suppress(sqlite3.Error):
                self._file.close()
                self._file = None

    def put(self, results: Mapping[str, bytes], deflated: bool = False) -> None:
        """Keep results; all of them or, after a kill, none. deflated: they would not become smaller, or are to be read at once."""
        if self._path:
            kept = (
                {key: _AS_IT_IS + value for key, value in results.items()}
                if deflated
                else {key: zlib.compress(value, DEFLATING) for key, value in results.items()}
            )
            self.put_deflated(kept)

    def put_deflated(self, results: Mapping[str, bytes]) -> None:
        """Keep results that were deflated already, for zlib, where they were made."""
        file = self._opened()
        if not file or not results:
            return
        asked = [(key, self._run) for key in results]
        self._write(file, ("INSERT OR REPLACE INTO results VALUES (?, ?)", results.items()), (_MARK, asked))

    def _write(self, file: sqlite3.Connection, *steps: tuple[str, Iterable[tuple[Any, ...]]]) -> None:
        """Do all steps (a statement and its rows) or none; after a failure, none in this run any more."""
        if not self._writes:
            return
        try:
            file.execute("BEGIN IMMEDIATE")
            for statement, rows in steps:
                file.executemany(statement, rows)
            file.execute("COMMIT")
        except sqlite3.Error:
            self._writes = False
            # What stays begun would keep every other run from writing.
            with contextlib.suppress(sqlite3.Error):
                file.execute("ROLLBACK")

    def close(self) -> None:
        """Note what was asked for, and drop what was not for many runs."""
        file = self._opened() if self._process == os.getpid() else None
        if not file:
            return
        # Not at each run: of a large archive these are thousands.
        if self._run % (_RUNS // 3) == 0:
            before = [(self._run - _RUNS,)]
            self._write(
                file,
                (_MARK, [(key, self._run) for key in self._used]),
                ("DELETE FROM results WHERE key IN (SELECT key FROM asked WHERE run < ?)", before),
                ("DELETE FROM asked WHERE run < ?", before),
            )
        self.leave()
        self._path = None


_OPEN: "weakref.WeakSet[Store]" = weakref.WeakSet()


def _leave() -> None:
    """Let go of all files before this process is copied: SQLite would take what it knows of locks for its own in the copy."""
    for one in list(_OPEN):
        one.leave()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_leave)


def _connected(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("PRAGMA synchronous=NORMAL")
    except sqlite3.Error:
        file.close()
        raise
    return file


def _inflated(value: bytes) -> bytes:
    return value[1:] if value[:1] == _AS_IT_IS else zlib.decompress(value)


def remove(path: Path) -> None:
    """Remove a store, with the files that SQLite keeps beside it."""
    for file in (path, *(path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm"))):
        with contextlib.suppress(OSError):
            file.unlink()


def of(settings: Mapping[str, Any]) -> Store:
    """Return the store of the build with these settings; where nothing was prepared, one that keeps nothing."""
    found = settings.get(SETTING)
    return found if isinstance(found, Store) else Store(None)
