"""Jobs run side by side, each in a process of its own; what goes wrong in one is told, and stops the others."""

import os
import signal
import time
from pathlib import Path

import pytest
from gongbao.offline import pool
from gongbao.workshop import Failure


def write_id(path: Path) -> None:
    print(f"warning: {path.name} is written")
    path.write_text(str(os.getpid()))


def fail(words: str) -> None:
    raise Failure(words)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_every_job_is_done_in_a_process_of_its_own_and_its_warnings_are_told(tmp_path: Path) -> None:
    places = [tmp_path / str(n) for n in range(4)]
    done = list(pool.run([pool.Job(p.name, write_id, (p,)) for p in places], tmp_path, [], workers=2))
    assert {job.label: warnings for job, warnings in done} == {
        p.name: [f"warning: {p.name} is written"] for p in places
    }
    assert len({p.read_text() for p in places} | {str(os.getpid())}) == 5


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (pool.Job("a.pdf", fail, ("the disk is full",)), "a.pdf: the disk is full"),
        (pool.Job("a.pdf", die, ()), "a.pdf: its process ended before its time (out of memory?)"),
    ],
)
def test_a_job_that_fails_is_told_and_the_others_are_stopped(
    tmp_path: Path, job: pool.Job, words: str
) -> None:
    began = time.monotonic()
    with pytest.raises(Failure) as told:
        list(pool.run([pool.Job("long", time.sleep, (60,)), job], tmp_path, [], workers=2))
    assert str(told.value) == words
    assert time.monotonic() - began < 30
