"""Run jobs side by side, each in a process of its own that has everything imported already."""

import contextlib
import multiprocessing
import os
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from gongbao import places
from gongbao.messages import _
from gongbao.workshop import Failure


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
    waiting = deque(enumerate(jobs))
    running: dict[Any, tuple[BaseProcess, Job, Path]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < (workers or os.cpu_count() or 1):
                number, job = waiting.popleft()
                said = log / f"job-{number}.log"
                receiver, sender = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(job, said, places.archive(), sender))
                with contextlib.chdir(places.SOURCE):  # where the modules to preload are found
                    process.start()
                sender.close()
                running[receiver] = (process, job, said)
            ready: list[Any] = list(connection.wait(list(running)))
            for receiver in ready:
                process, job, said = running.pop(receiver)
                try:
                    fault = receiver.recv()
                except EOFError:
                    fault = _("its process ended before its time (out of memory?)")
                process.join()
                receiver.close()
                if fault is not None:
                    raise Failure(_told(job, fault, said))
                yield job, _lines(said, _("warning: {text}", text=""))
    finally:
        for receiver, (process, _job, _said) in running.items():
            process.terminate()
            process.join()
            receiver.close()


def _context(preload: Sequence[str]) -> Any:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


def _work(job: Job, said: Path, home: Path, sender: Any) -> None:
    """Make the call of a job in this process, and send what went wrong, or None."""
    with said.open("w", encoding="utf-8") as stream:
        os.dup2(stream.fileno(), 1)
        os.dup2(stream.fileno(), 2)
    os.chdir(home)
    try:
        job.function(*job.arguments)
    except Failure as failure:
        sender.send(str(failure))
    except BaseException:
        sender.send(traceback.format_exc())
    else:
        sender.send(None)


def _told(job: Job, fault: str, said: Path) -> str:
    return "\n".join(
        [*_lines(said, _("error: {problem}", problem="")), _("{file}: {error}", file=job.label, error=fault)]
    )


def _lines(said: Path, beginning: str) -> list[str]:
    text = said.read_text(encoding="utf-8") if said.is_file() else ""
    return [line for line in text.splitlines() if line.startswith(beginning)]
