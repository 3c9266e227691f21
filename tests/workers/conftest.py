"""A Dask cluster as people start one: a scheduler and workers, processes of their own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import Client
from gongbao.places import importable


class Running:
    """A scheduler with workers; `client` is a connection of the test's own."""

    def __init__(self, folder: Path, workers: int, environment: dict[str, str]) -> None:
        self._began: list[subprocess.Popen[bytes]] = []
        self._folder = folder
        self._environment = {**os.environ, "PYTHONPATH": importable(), **environment}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        port = self.address.rpartition(":")[2]
        self.scheduler = self.begin("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
        for _ in range(workers):
            self.worker()

    def begin(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a part of it; what it prints goes into a file."""
        with (self._folder / f"{arguments[0]}.log").open("ab") as log:
            began = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments],
                cwd=self._folder, env=self._environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._began.append(began)
        return began

    def worker(self) -> None:
        """Start a worker, with the nanny that starts another where it dies."""
        self.begin("worker", self.address, "--nthreads", "1", "--no-dashboard")

    def connect(self) -> Any:
        """Return a client."""
        return Client(self.address, timeout=60, set_as_default=False)

    def end(self) -> None:
        """End all of it."""
        for began in self._began:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(began.pid, signal.SIGKILL)
            began.wait()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Return what starts a cluster."""
    begun = []

    def begin(workers: int = 2, **environment: str) -> Running:
        folder = tmp_path / f"cluster-{len(begun)}"
        folder.mkdir()
        begun.append(Running(folder, workers, environment))
        return begun[-1]

    yield begin
    for one in begun:
        one.end()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return an archive of 120 made-up documents in twelve issues, each of which leads to others."""
    folder = tmp_path / "content"
    for number in range(1, 121):
        issue, place = divmod(number - 1, 10)
        year, nn = 2001 + issue // 6, f"{issue % 6 + 1:02d}"
        below = folder / "jia-gongbao" / f"{year}-{nn}"
        below.mkdir(parents=True, exist_ok=True)
        if not place:
            (below / "issue.md").write_text(
                f"Publication: jia-gongbao\nTitle: 甲县人民政府公报\nYear: {year}\nIssue: {nn}\nPublished: {year}-{nn}-28\n",
                encoding="utf-8",
            )
        head = {
            "Title": f"甲县人民政府关于第{number}号水渠养护的通知", "Slug": f"jia-{number}", "Date": f"{year}-{nn}-10",
            "Issued": f"{year}-{nn}-10", "Publication": "jia-gongbao", "Year": year, "Issue": nn, "Order": place + 1,
            "Doc_number": f"甲府发〔{year}〕{number}号", "Agency": "甲县人民政府", "Section": "县政府文件",
        }  # fmt: skip
        body = [
            f"第{number}条水渠由沿线{number + 3}个村轮流清淤，每年{number % 11 + 1}月开工，渠长每旬巡查一次并作记录。",
            f"## 一、经费\n\n养护经费按亩分摊，第{number * 7}号账户专款专用，依据《甲县水渠管理办法》"
            f"（甲府发〔{year}〕{max(1, number - 1)}号）执行。",
            "| 村 | 长度 |\n| --- | --- |\n" + "\n".join(f"| 第{row}村 | {row * number} |" for row in range(1, 9)),
            *(f"{row}\\. 第{row}段由第{(row * number) % 17 + 1}组负责，逾期未清的，次年加派两日。" for row in range(1, 20)),
        ]  # fmt: skip
        header = "\n".join(f"{name}: {value}" for name, value in head.items())
        (below / f"jia-{number}.md").write_text(f"{header}\n\n" + "\n\n".join(body) + "\n", encoding="utf-8")
    return folder


def until(told: Callable[[], Any], seconds: float = 120) -> Any:
    """Wait for something."""
    end = time.monotonic() + seconds
    while not (found := told()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return found
