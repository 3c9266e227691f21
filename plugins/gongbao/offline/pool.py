"""Run jobs side by side, each in a process of its own that has everything imported already."""

import contextlib
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

from gongbao import places
from gongbao.messages import _
from gongbao.processes import deaf_to_stop, watch_parent
from gongbao.workshop import Failure, unexpected_errors


@dataclass(frozen=True)
class Job:
    """A call to make: the function must stand at the top of a module, the arguments must pickle."""

    label: str
    function: Callable[..., None]
    arguments: tuple[Any, ...]


def run(
    jobs: Sequence[Job], log: Path, preload: Sequence[str], workers: int = 0
) -> Iterator[tuple[Job, list[str]]]:
    """Run jobs; yield each when it is done, with its warnings. The first that fails stops the others.

    A process is forked for each job, so that no cache of Pelican lives on from one site to the next, but Python and
    the modules to preload are there already. What a job prints goes into files of the folder log.
    """
    if not jobs:
        return
    context = _context(preload)
    others = set(multiprocessing.active_children())
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as threads:
        logs = [log / f"job-{number}.log" for number in range(len(jobs))]
        waiting = {
            threads.submit(_in_a_process, job, log_file, context): (job, log_file)
            for job, log_file in zip(jobs, logs, strict=True)
        }
        try:
            for done in as_completed(waiting):
                job, log_file = waiting[done]
                if (fault := done.result()) is not None:
                    raise Failure(_failure_text(job, fault, log_file))
                yield job, _lines(log_file, _("warning: {text}", text=""))
        finally:
            _stop(list(waiting), others)


def _in_a_process(job: Job, log_file: Path, context: BaseContext) -> str | None:
    """Make the call of a job; return what went wrong. A pool for each: it tells whose process died."""
    with ProcessPoolExecutor(1, mp_context=context) as one:
        try:
            return one.submit(_work, job, log_file, places.archive()).result()
        except BrokenProcessPool:
            return _("its process ended before its time (out of memory?)")


def _stop(jobs: Sequence[Future[str | None]], others: set[Any]) -> None:
    """Drop the jobs that wait, and end the processes of those that run."""
    for job in jobs:
        job.cancel()
    while wait(jobs, timeout=0).not_done:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        wait(jobs, timeout=0.1)


def _context(preload: Sequence[str]) -> BaseContext:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver  # noqa: PLC0415 - not on every system

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    # Where the modules to preload are found. What it begins is deaf, too: who waits for that ends it.
    with contextlib.chdir(places.SOURCE), deaf_to_stop():
        forkserver.ensure_running()
    return context


def _work(job: Job, log_file: Path, home: Path) -> str | None:
    """Make the call of a job in this process; return what went wrong."""
    with log_file.open("w", encoding="utf-8") as stream:
        os.dup2(stream.fileno(), 1)
        os.dup2(stream.fileno(), 2)
    os.chdir(home)
    watch_parent()
    try:
        job.function(*job.arguments)
    except Failure as failure:
        return str(failure)
    except BaseException as error:
        return unexpected_errors.describe(error)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return None


def _failure_text(job: Job, fault: str, log_file: Path) -> str:
    return "\n".join(
        [
            *_lines(log_file, _("error: {problem}", problem="")),
            _("{file}: {error}", file=job.label, error=fault),
        ]
    )


def _lines(log_file: Path, beginning: str) -> list[str]:
    text = log_file.read_text(encoding="utf-8") if log_file.is_file() else ""
    return [line for line in text.splitlines() if line.startswith(beginning)]
