"""Workers of a Dask cluster: each task goes to one of them with all that it needs, and what it makes comes back.

Nothing is shared but the network. A task that was on a worker when that died is done by another one (Dask keeps them till
they are done); the work itself is a task, too, so that it is never lost with the worker that holds it.
"""

import logging
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError
from pathlib import Path
from typing import Any, TypeVar

from gongbao import places
from gongbao.messages import _, language
from gongbao.messages import site as words

from . import ClusterError, program, serialisation
from .shipped_files import Lent, lend
from .task import OtherProgramError, call, hold, named

Item = TypeVar("Item")
Made = TypeVar("Made")

# So long (s) is waited for the scheduler to answer, and for a worker to be there.
ANSWER, WORKER = 10, 60
_CHATTY = ("distributed", "tornado", "asyncio")
# How often (s) is asked whether there is still a cluster.
_ASKED = 5
# So many times a task is begun of which Dask said that it ended its workers.
_TIMES = 3


class Lost(BrokenExecutor):
    """A task whose workers ended, one after the other: the fault is its own."""


class Cluster:
    """The workers of a scheduler; the connection lasts until `close`."""

    away = True

    def __init__(self, address: str) -> None:
        self.address = address
        self._client = _connected(address)
        self.count = self._wait_for_workers()

    def spread(
        self, work: Callable[[Item], Made], items: Sequence[Item], least: int = 2, first: bool = False
    ) -> Iterator[Made]:
        """Begin work(item) on each item, and return what comes of it in order; fewer than `least` are done here."""
        if len(items) < least:
            return map(work, items)
        name = f"gongbao-{uuid.uuid4().hex}"
        priority = 1 if first else 0
        held_work = self._client.submit(
            hold, serialisation.packed(work), key=name, priority=priority, pure=False
        )
        context = (dict(program.versions()), language(), words.language())

        def begin(number: int, time: int) -> Any:
            key = f"{name}-{number}" if time == 1 else f"{name}-{number}-{time}"
            return self._client.submit(
                call,
                context,
                name,
                held_work,
                serialisation.portable(items[number]),
                key=key,
                priority=priority,
                pure=False,
            )

        futures = deque(begin(number, 1) for number in range(len(items)))
        return self._results(futures, begin)

    def beside(self, work: Callable[[], Made]) -> Callable[[], Made]:
        """Return the work itself: it is done here, when it is waited for."""
        return work

    def early(self, work: Callable[[], object], size: int) -> Callable[[], None]:
        """Leave the work undone: what it would leave is made where it is needed."""
        return lambda: None

    def for_later(self, work: Callable[[], object], size: int) -> None:
        """Do the work here: it needs what this machine keeps."""
        work()

    def pool(self, processes: int | None = None) -> "_Pool":
        """Return an executor, which sends each function by its name."""
        return _Pool(self)

    def lend(self, path: Path, beside: Callable[[Path], Sequence[Path]]) -> Lent:
        """Pack a file with those that go with it."""
        return lend(path, beside(path))

    def close(self) -> None:
        """End the connection; what is not done yet is given up."""
        self._client.close(timeout=1)

    def __reduce__(self) -> tuple[Any, ...]:
        """Stand for no cluster on a worker."""
        return type(None), ()

    def begin(self, work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Begin a function that is found by its name; return Dask's future."""
        context = (dict(program.versions()), language(), words.language())
        sent = serialisation.portable((work, arguments))
        return self._client.submit(named, context, sent, key=f"gongbao-{uuid.uuid4().hex}", pure=False)

    def result(self, future: Any) -> Any:
        """Return what a task made; raise what it raised, Lost for one that ended its workers, ClusterError without workers."""
        from distributed import KilledWorker  # noqa: PLC0415

        alone_since = None
        while True:
            try:
                return future.result(timeout=_ASKED)
            except KilledWorker as error:
                raise Lost from error
            except OtherProgramError as error:
                raise ClusterError(self._other(*error.args)) from None
            except ModuleNotFoundError as error:
                raise ClusterError(
                    _(
                        "a worker of {address} has no {name}; install the program there, in the same version, "
                        "and start the worker anew",
                        address=self.address,
                        name=error.name,
                    )
                ) from error
            except CancelledError as error:
                raise self._gone() from error
            except TimeoutError:
                if future.status not in ("pending", "error", "finished"):
                    raise self._gone() from None
            alone_since = None if self._workers() else alone_since or time.monotonic()
            if alone_since and time.monotonic() - alone_since > WORKER:
                raise self._without()

    def _results(self, futures: "deque[Any]", begin: Callable[[int, int], Any]) -> Iterator[Any]:
        number, time = 0, 1
        while futures:
            try:
                made = self.result(futures[0])
            except Lost as error:
                # Dask blames a worker's end on all that waited there, too: what is not to blame gets through now.
                if time == _TIMES:
                    raise self._lost() from error
                time += 1
                futures[0] = begin(number, time)
                continue
            # Let go, so that the cluster does.
            futures.popleft().release()
            number, time = number + 1, 1
            yield made

    def _lost(self) -> ClusterError:
        return ClusterError(
            _(
                "{address}: a task ended worker after worker, for want of memory perhaps — give each more of it "
                "(--memory-limit), or leave --scheduler out",
                address=self.address,
            )
        )

    def _workers(self) -> int:
        try:
            return len(self._client.nthreads())
        except (OSError, TimeoutError, RuntimeError, ValueError, CancelledError) as error:
            raise self._gone() from error

    def _wait_for_workers(self) -> int:
        until = time.monotonic() + WORKER
        while not (found := self._workers()):
            if time.monotonic() > until:
                raise self._without()
            time.sleep(0.2)
        return found

    def _gone(self) -> ClusterError:
        return ClusterError(
            _(
                "{address}: the Dask scheduler went away in the middle — start it again and give the command again, "
                "or leave --scheduler out",
                address=self.address,
            )
        )

    def _without(self) -> ClusterError:
        return ClusterError(
            _(
                "{address}: the scheduler has no worker — start some: dask worker {address} --nthreads 1",
                address=self.address,
            )
        )

    def _other(self, worker: str, differences: str) -> ClusterError:
        return ClusterError(
            _(
                "the worker {worker} is not of the same version ({differences}) — install there what is here, "
                "and start it anew",
                worker=worker,
                differences=differences,
            )
        )


def _connected(address: str) -> Any:
    """Return a client of a scheduler; raise ClusterError where none answers."""
    try:
        import dask  # noqa: PLC0415 - an optional part of the program
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        raise ClusterError(
            _("--scheduler needs dask.distributed; run: {command}", command=places.install("cluster"))
        ) from None
    _hush()
    # Work is large, and is sent once to a worker.
    warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
    dask.config.set({"distributed.comm.timeouts.connect": ANSWER, "distributed.comm.retry.count": 0})

    class Connection(Client):
        """A client that does not wait, when it is let go, for what never answered."""

        def __del__(self) -> None:
            pass

    connection: Any = Connection
    try:
        return connection(address, timeout=ANSWER, set_as_default=False, name="gongbao")
    except Exception as error:  # what answers there need be no scheduler, and may say anything
        raise ClusterError(
            _(
                "{address}: no Dask scheduler answers there — give the address that `dask scheduler` shows, "
                "such as tcp://10.0.0.5:8786, or leave --scheduler out",
                address=address,
            )
        ) from error


def _hush() -> None:
    """Let the library log nothing: what is wrong is said by errors of ours, once. It sets levels of its own when imported."""
    names = [name for name in logging.root.manager.loggerDict if name.startswith(_CHATTY)]
    for name in (*_CHATTY, *names):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


class _Begun:
    """A task as `concurrent.futures` would have it."""

    def __init__(self, cluster: Cluster, future: Any) -> None:
        self._cluster, self._future = cluster, future

    def result(self) -> Any:
        """Return what the function made."""
        made = self._cluster.result(self._future)
        self._future.release()
        return made


class _Pool:
    """An executor of a cluster: what was begun and is not asked for is given up with it."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def __enter__(self) -> "_Pool":
        return self

    def __exit__(self, *raised: object) -> None:
        pass

    def submit(self, work: Callable[..., Any], /, *arguments: Any) -> Any:
        """Have work(*arguments) done by a worker."""
        return _Begun(self._cluster, self._cluster.begin(work, arguments))
