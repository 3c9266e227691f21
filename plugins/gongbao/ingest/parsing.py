"""Read and parse sources, side by side: whatever becomes of one, the others go on."""

import errno
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from functools import partial
from pathlib import Path
from typing import Any

from gongbao import limit
from gongbao.messages import _, link_to_itself, reason
from gongbao.processes import as_only_process
from gongbao.workers import Pool, Workers, local, shipped_files

from . import lending, pipeline
from .check.ledger import LedgerError
from .model import decisions
from .model.edition import Edition
from .model.source import SourceError
from .read import page_selection, read, sidecar

Parsed = tuple[Path, Edition | str]
# So many bytes of sources are under way to other machines; a cluster holds them until they are read.
_AT_ONCE = 256 << 20


def parse_one(
    path: Path,
    kind: str | None,
    publication: str | None,
    known: decisions.Known | None = None,
    pages: page_selection.Pages | None = None,
    limits: limit.Limits = limit.NONE,
) -> Edition | str:
    """Read and parse one source; return the edition, or one line that says what is wrong.

    limits: that of memory counts in a process of a pool alone.
    """
    try:
        with limit.within_limits(limits):
            given = sidecar.read(path, known.own if known else ())
            source = read(path, given.file.get("encoding"), pages)
            return pipeline.make(source, kind, publication, given, known)
    except (SourceError, LedgerError) as error:
        return str(error)
    except limit.TooLongError:
        return _gave_up(path, limits.seconds)
    except MemoryError:
        return _too_large(path)
    except OSError as error:
        if error.errno == errno.ENOMEM:
            return _too_large(path)
        return _(
            "{name}: cannot be read ({reason}); check that it is there and open to you",
            name=path.name,
            reason=reason(error),
        )
    except Exception as error:
        return fault(path, error)


def fault(path: Path, error: Exception) -> str:
    """Return the line that tells a fault of the program."""
    if message := link_to_itself(error):
        return message
    return _(
        "{name}: a fault of the program ({fault}); please report it with the file. The rest goes on",
        name=path.name,
        fault=" ".join(f"{type(error).__name__}: {error}"[:300].split()),
    )


def parse_lent(at: Path | shipped_files.Lent, *asked: Any) -> Edition | str:
    """Parse a source where it lies, or where it was sent to."""
    with shipped_files.opened(at) as path:
        return parse_one(path, *asked)


def parse_apart(
    path: Path,
    kind: str | None,
    publication: str | None,
    known: decisions.Known,
    pages: page_selection.Pages | None,
    limits: limit.Limits,
) -> Edition | str:
    """Parse a source in a process of its own, which may use all processors: if it ends that, a line says so.

    Where processes cannot be copied (Windows), it is parsed in this one.
    """
    try:
        with as_only_process():
            return local.apart(partial(parse_one, path, kind, publication, known, pages, limits))
    except BrokenExecutor:
        return _ended(path, limits.seconds)


def parse_each(
    sources: Sequence[Path],
    kind: str | None,
    publication: str | None,
    known: decisions.Known,
    limits: limit.Limits,
    workers: Workers,
) -> Iterator[Parsed]:
    """Parse sources in processes of their own, and give them in their order.

    Where a source ends its process (for want of memory, by a fault of a library), those that are left are tried one at a
    time until it is found, and then go on side by side. Other machines are sent no more at once than they may hold.
    """
    asked = (kind, publication, known, None, limits)
    left, one_by_one = list(sources), False
    while left:
        with workers.pool(1 if one_by_one else None) as pool:
            try:
                for made in _in_order(pool, workers, left[:1] if one_by_one else list(left), asked):
                    yield left.pop(0), made
            except BrokenExecutor:
                if one_by_one:
                    yield left[0], _ended(left.pop(0), limits.seconds)
                    one_by_one = False
                else:
                    one_by_one = True


def _in_order(
    pool: Pool, workers: Workers, sources: Sequence[Path], asked: tuple[Any, ...]
) -> Iterator[Edition | str]:
    waiting: deque[tuple[Callable[[], Edition | str], int]] = deque()
    under_way = 0
    for path in sources:
        made, size = _begun(pool, workers, path, asked)
        while waiting and under_way + size > _AT_ONCE:
            first, done = waiting.popleft()
            yield first()
            under_way -= done
        waiting.append((made, size))
        under_way += size
    while waiting:
        yield waiting.popleft()[0]()


def _begun(
    pool: Pool, workers: Workers, path: Path, asked: tuple[Any, ...]
) -> tuple[Callable[[], Edition | str], int]:
    """Begin a source; return what waits for it, and the bytes that were sent for it."""
    if workers.away and lending.stays(path):
        return partial(parse_one, path, *asked), 0
    try:
        at = workers.lend(path, lending.beside)
    except OSError:
        return partial(parse_one, path, *asked), 0  # which says what is wrong with it
    size = sum(map(len, at.files.values())) if isinstance(at, shipped_files.Lent) else 0
    return pool.submit(parse_lent, at, *asked).result, size


def _gave_up(path: Path, seconds: float) -> str:
    return _(
        "{name}: given up, since nothing came of it in {seconds:.0f} s — take it apart, or set INGEST_SECONDS higher",
        name=path.name,
        seconds=seconds,
    )


def _too_large(path: Path) -> str:
    return _(
        "{name}: given up, since reading it takes more memory than it may have — take it apart, or set INGEST_MEMORY higher",
        name=path.name,
    )


def _ended(path: Path, seconds: float) -> str:
    return _(
        "{name}: ended the process that read it, by a fault of a library, for want of memory (INGEST_MEMORY) or after more "
        "than {seconds:.0f} s; take it apart, or print it to a new file. The rest goes on",
        name=path.name,
        seconds=seconds,
    )
