"""Read and parse sources, side by side: whatever becomes of one, the others go on."""

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from gongbao import limit
from gongbao.messages import _, reason

from . import pipeline
from .check.ledger import LedgerError
from .model import decisions
from .model.edition import Edition
from .model.source import SourceError
from .read import chosen, read, sidecar

Parsed = tuple[Path, Edition | str]


def parse_one(
    path: Path,
    kind: str | None,
    publication: str | None,
    known: decisions.Known | None = None,
    pages: chosen.Pages | None = None,
    seconds: float = 0,
) -> Edition | str:
    """Read and parse one source; return the edition, or one line that says what is wrong.

    seconds: how long it may make no progress; 0: as long as it takes.
    """
    try:
        with limit.within(seconds, end_process=True):
            given = sidecar.read(path, known.own if known else ())
            source = read(path, given.file.get("encoding"), pages)
            return pipeline.make(source, kind, publication, given, known)
    except (SourceError, LedgerError) as error:
        return str(error)
    except limit.TooLongError:
        return _gave_up(path, seconds)
    except OSError as error:
        return _(
            "{name}: cannot be read ({reason}); check that it is there and open to you",
            name=path.name,
            reason=reason(error),
        )
    except Exception as error:
        return fault(path, error)


def fault(path: Path, error: Exception) -> str:
    """Return the line that tells a fault of the program."""
    return _(
        "{name}: a fault of the program ({fault}); please report it with the file. The rest goes on",
        name=path.name,
        fault=f"{type(error).__name__}: {error}"[:300],
    )


def parse_each(
    sources: Sequence[Path],
    kind: str | None,
    publication: str | None,
    known: decisions.Known,
    seconds: float,
    processes: int | None,
) -> Iterator[Parsed]:
    """Parse sources in processes of their own, and give them in their order.

    Where a source ends its process (for want of memory, by a fault of a library), those that are left are tried one at a
    time until it is found, and then go on side by side.
    """
    asked = (kind, publication, known, None, seconds)
    left, alone = list(sources), False
    while left:
        with _pool(1 if alone else processes) as pool:
            try:
                futures = [pool.submit(parse_one, path, *asked) for path in (left[:1] if alone else left)]
                for future in futures:
                    made = future.result()
                    path = left.pop(0)
                    yield path, made
            except BrokenProcessPool:
                if alone:
                    yield left[0], _ended(left.pop(0), seconds)
                    alone = False
                else:
                    alone = True


def _pool(processes: int | None) -> ProcessPoolExecutor:
    # At Ctrl-C the processes end at once, and without a trace from each.
    return ProcessPoolExecutor(processes, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_DFL))


def _gave_up(path: Path, seconds: float) -> str:
    return _(
        "{name}: given up, since nothing came of it in {seconds:.0f} s — take it apart, or set INGEST_SECONDS higher",
        name=path.name,
        seconds=seconds,
    )


def _ended(path: Path, seconds: float) -> str:
    return _(
        "{name}: ended the process that read it, for want of memory or after more than {seconds:.0f} s; "
        "take it apart, or ingest it alone. The rest goes on",
        name=path.name,
        seconds=seconds,
    )
