"""Processes of this machine that make files for whoever comes later."""

import os
import time
from multiprocessing import get_context
from pathlib import Path

import pytest
from gongbao.workers import local
from gongbao.workers.local import Local

# So many things are worth a process.
MANY = local._LEAST


def slowly(file: Path) -> None:
    time.sleep(0.2)
    file.write_text(str(os.getpid()), encoding="utf-8")


def test_early_work_is_waited_for_here_and_in_copies_of_this_process(tmp_path: Path) -> None:
    workers, file = Local(2), tmp_path / "made"
    wait = workers.early(lambda: slowly(file), MANY)

    def copy() -> None:
        wait()
        (tmp_path / "seen").write_text(file.read_text(encoding="utf-8"), encoding="utf-8")

    copied = get_context("fork").Process(target=copy)
    copied.start()
    wait()
    made = file.read_text(encoding="utf-8")
    copied.join()
    assert made != str(os.getpid())
    assert (tmp_path / "seen").read_text(encoding="utf-8") == made
    workers.close()


def test_early_work_that_fails_is_passed_over_and_one_process_or_few_things_leave_it_undone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    workers = Local(2)
    workers.early(lambda: 1 / 0, MANY)()
    workers.close()
    Local(1).early(lambda: slowly(tmp_path / "made"), MANY)()
    workers.early(lambda: slowly(tmp_path / "made"), MANY - 1)()
    assert not list(tmp_path.iterdir())
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("count", "size"), [(1, MANY), (2, MANY), (2, MANY - 1)])
def test_what_is_kept_for_later_is_there_when_the_workers_are_let_go(
    tmp_path: Path, count: int, size: int
) -> None:
    workers, file = Local(count), tmp_path / "made"
    workers.for_later(lambda: slowly(file), size)
    workers.close()
    assert (file.read_text(encoding="utf-8") == str(os.getpid())) is (count == 1 or size < MANY)
