"""Who does the work that is spread: processes of this machine, or those of a Dask cluster. Knows nothing of its content."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from .local import Local

Item = TypeVar("Item")
Made = TypeVar("Made")

# The setting of the keeper, and the object that a build works with.
PROCESSES, SETTING = "BUILD_PROCESSES", "SITE_WORKERS"


class ClusterError(ValueError):
    """A cluster that is not there, or cannot do the work; str() says what to do."""


class Begun(Protocol):
    """What was begun."""

    def result(self) -> Any:
        """Return what comes of it."""


class Pool(Protocol):
    """What `concurrent.futures` calls an executor, in a `with`; its futures raise BrokenExecutor for a lost process."""

    def __enter__(self) -> "Pool": ...
    def __exit__(self, *raised: Any) -> bool | None: ...
    def submit(self, work: Callable[..., Any], /, *arguments: Any) -> "Begun":
        """Have work(*arguments) done."""


class Workers(Protocol):
    """Processes that work for this one; those on other machines see neither its files nor its memory."""

    @property
    def count(self) -> int:
        """Return how many there are."""

    @property
    def away(self) -> bool:
        """Tell whether they may be on other machines."""

    def spread(
        self, work: Callable[[Item], Made], items: Sequence[Item], least: int = 2, first: bool = False
    ) -> Iterator[Made]:
        """Begin work(item) on each item, and return what comes of it in order; fewer than `least` are done here.

        work may be a closure. first: before what was begun earlier. What it raises is raised here.
        """

    def beside(self, work: Callable[[], Made]) -> Callable[[], Made]:
        """Begin some work on this machine, if a process is left for it; return what waits for it."""

    def early(self, work: Callable[[], object], size: int) -> Callable[[], None]:
        """Begin some work of which only what it leaves in files counts, if there is who does it; return what waits for it.

        size: how many things it looks at.
        """

    def for_later(self, work: Callable[[], object], size: int) -> None:
        """Do what only another run needs, on this machine, beside this process if there is who does it.

        size: how many things it looks at.
        """

    def pool(self, processes: int | None = None) -> Pool:
        """Return an executor for functions that are picked by name, which reads nothing but what it is given."""

    def lend(self, path: Path, beside: Callable[[Path], Sequence[Path]]) -> Any:
        """Return what a worker opens a file by (`opened`); beside: the other files that go with it."""

    def close(self) -> None:
        """Let go of what is elsewhere."""


def of(settings: Mapping[str, Any]) -> Workers:
    """Return the workers of the build with these settings; where nothing was prepared, processes of this machine."""
    found: Workers | None = settings.get(SETTING)
    return found or Local(settings.get(PROCESSES, 0))


def chosen(address: str, processes: int = 0) -> Workers:
    """Return the workers of a Dask scheduler, or of this machine where no address is given; raise ClusterError."""
    if not address:
        return Local(processes)
    from .cluster import Cluster  # noqa: PLC0415 - an optional part of the program

    return Cluster(address)
