"""A cluster makes the bytes of one process, whatever dies; what is wrong with it is one line, and the output stays."""

import contextlib
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from gongbao.ingest import command
from gongbao.workers import ClusterError
from gongbao.workers import cluster as cluster_module
from gongbao.workers.cluster import Cluster, Lost
from gongbao.workshop import ROOT
from gongbao.workshop.build import BuildError, build
from PIL import Image

from tests.workers.conftest import Running, until

CONF = """
import sys
sys.path.insert(0, {root!r})
from pelicanconf import *
PATH, OUTPUT_PATH, OWN_THEME, BUILD_CACHE = "content", {output!r}, "", {cache!r}
BUILD_PROCESSES = {processes}
"""
# A connection of the test's own is let go when the cluster is killed, and complains.
pytestmark = pytest.mark.filterwarnings("ignore")


def settings(folder: Path, output: str, processes: int = 1, cache: str = "") -> str:
    conf = folder / f"{output}.py"
    conf.write_text(
        CONF.format(root=str(ROOT), output=output, processes=processes, cache=cache), encoding="utf-8"
    )
    return str(conf)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


class Killer(threading.Thread):
    """Kills the worker that is at work, once for each kind of work: bodies, pages, blocks of the index."""

    def __init__(self, cluster: Running) -> None:
        super().__init__(daemon=True)
        self._client = cluster.connect()
        self.killed: dict[str, int] = {}
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            for worker, keys in self._client.processing().items():
                for work in {key.rsplit("-", 1)[0] for key in keys if key.count("-") == 2}:
                    if work not in self.killed:
                        self._kill(worker, work)
            time.sleep(0.01)

    def _kill(self, worker: str, work: str) -> None:
        # Its own number, not that of the nanny, which starts another one.
        pid = self._client.run(os.getpid, workers=[worker], on_error="return")[worker]
        if isinstance(pid, int):
            os.kill(pid, signal.SIGKILL)
            self.killed[work] = pid


def test_the_bytes_are_those_of_one_process_with_workers_killed_in_the_middle(
    tmp_path: Path, content: Path, running: Callable[..., Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "1")
    build(settings(tmp_path, "one"))
    build(settings(tmp_path, "two", processes=2))
    expected = snapshot(tmp_path / "one")
    assert snapshot(tmp_path / "two") == expected

    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(content, elsewhere / "content")
    cluster = running(2, PYTHONHASHSEED="7")
    monkeypatch.setenv("PYTHONHASHSEED", "5")
    killer = Killer(cluster)
    killer.start()
    build(settings(elsewhere, "cluster"), scheduler=cluster.address)
    killer.over.set()
    killer.join()
    assert len(killer.killed) >= 2
    made = snapshot(elsewhere / "cluster")
    assert sorted(made) == sorted(expected)
    assert [name for name in made if made[name] != expected[name]] == []


def test_articles_that_were_kept_are_sent_with_their_texts(
    tmp_path: Path, content: Path, running: Callable[..., Running]
) -> None:
    conf = settings(tmp_path, "kept", cache=str(tmp_path / "cache" / "results.sqlite"))
    build(conf)
    other = Path(settings(tmp_path, "fresh"))
    for file in (Path(conf), other):
        file.write_text(file.read_text("utf-8") + 'SITENAME = "乙县公报"\n', encoding="utf-8")
    changes = build(conf, scheduler=running(2).address)
    assert sum(name.endswith(".html") for name in changes.written) > 120
    build(str(other))
    made, expected = snapshot(tmp_path / "kept"), snapshot(tmp_path / "fresh")
    assert sorted(made) == sorted(expected)
    assert [name for name in made if made[name] != expected[name]] == []


def said(captured: str) -> list[str]:
    return [line for line in captured.splitlines() if line.startswith("error: ")]


# The list of sums says that a build made it, so that the next one may fill the folder.
GOOD = {"index.html": b"good", "SHA256SUMS": b"0  index.html\n"}


def _built(output: Path) -> None:
    for name, data in GOOD.items():
        (output / name).write_bytes(data)


def test_where_no_scheduler_answers_one_line_says_so_and_the_output_stays(
    tmp_path: Path, content: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    conf = settings(tmp_path, "made")
    output = tmp_path / "made"
    output.mkdir()
    _built(output)
    with pytest.raises(BuildError):
        build(conf, scheduler="tcp://127.0.0.1:9")
    (line,) = said(capfd.readouterr().err)
    assert "tcp://127.0.0.1:9: no Dask scheduler answers there" in line
    assert snapshot(output) == GOOD


def test_where_the_scheduler_goes_away_in_the_middle_one_line_says_so_and_the_output_stays(
    tmp_path: Path, content: Path, running: Callable[..., Running], capfd: pytest.CaptureFixture[str]
) -> None:
    conf = settings(tmp_path, "made")
    output = tmp_path / "made"
    output.mkdir()
    _built(output)
    cluster = running(1)
    client = cluster.connect()

    def kill() -> None:
        until(lambda: any(client.processing().values()))
        client.close()
        cluster.scheduler.kill()

    killing = threading.Thread(target=kill, daemon=True)
    killing.start()
    with pytest.raises(BuildError):
        build(conf, scheduler=cluster.address)
    killing.join()
    (line,) = said(capfd.readouterr().err)
    assert "the Dask scheduler went away in the middle" in line
    assert snapshot(output) == GOOD


def test_a_worker_of_another_version_is_named_with_what_differs(
    tmp_path: Path, content: Path, running: Callable[..., Running], capfd: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "plugins"
    shutil.copytree(ROOT / "plugins", other, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    (tmp_path / "pyproject.toml").touch()
    (other / "gongbao" / "__init__.py").write_text(
        '"""Another."""\n\n__version__ = "0.0.1"\n', encoding="utf-8"
    )
    cluster = running(1, PYTHONPATH=str(other))
    with pytest.raises(BuildError):
        build(settings(tmp_path, "made"), scheduler=cluster.address)
    (line,) = said(capfd.readouterr().err)
    assert "is not of the same version (gongbao 0.0.1" in line


PAGE = """<html><head><title>甲县人民政府关于修桥的通知</title></head><body><h1>甲县人民政府关于修桥的通知</h1>
<p>甲府发〔2021〕{number}号</p><p>各村民委员会：</p><p>第{number}座桥今年动工，图纸附后。</p>
<p><img src="page{number}x_files/{number}.png" alt="图纸"></p><p>甲县人民政府</p><p>2021年3月{number}日</p></body></html>"""
TEXT = """甲县人民政府关于第{number}次巡渠的通知
甲府发〔2020〕{number}号

各村民委员会：
一、第{number}次巡渠定于四月进行，由渠长带队，逐段登记渗漏。
二、登记表由村里留存，另报县里一份。

甲县人民政府
2020年4月{number}日
"""


def sources(folder: Path) -> None:
    for number in range(1, 9):
        saved = folder / f"page{number}x_files"
        saved.mkdir(parents=True)
        drawing = Image.linear_gradient("L").resize((80 + number, 60))
        drawing.save(saved / f"{number}.png")
        (folder / f"page{number}x.html").write_text(PAGE.format(number=number), encoding="gb18030")
        (folder / f"text{number}x.txt").write_text(TEXT.format(number=number), encoding="utf-8")
        (folder / f"text{number}x.toml").write_text('[article.1]\nnote = "抄本"\n', encoding="utf-8")
    attached = folder / "attached"
    attached.mkdir()
    (attached / "通知.txt").write_text(TEXT.format(number=10), encoding="utf-8")
    (attached / "附件1.登记表.txt").write_text("登记表\n\n村名与渗漏处数由巡渠人填写。\n", encoding="utf-8")


def test_sources_are_read_on_a_cluster_as_they_are_here(
    tmp_path: Path, running: Callable[..., Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    sources(tmp_path / "sources")
    assert command.run(tmp_path / "sources", tmp_path / "here", processes=1) == 0
    monkeypatch.chdir(tmp_path)
    assert command.run("sources", "there", scheduler=running(2).address) == 0
    here, there = snapshot(tmp_path / "here"), snapshot(tmp_path / "there")
    assert sum(name.endswith(".png") for name in here) == 8
    assert here == there


def test_of_sources_read_on_a_cluster_that_goes_away_the_ones_that_are_done_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sources(tmp_path / "sources")
    monkeypatch.setattr(cluster_module, "ANSWER", 1)
    assert command.run(tmp_path / "sources", tmp_path / "there", scheduler="tcp://127.0.0.1:9") == 1
    (line,) = said(capsys.readouterr().err)
    assert "no Dask scheduler answers" in line
    assert not (tmp_path / "there").exists()


def test_a_task_that_ends_its_workers_is_lost_alone_and_a_cluster_without_workers_is_told(
    tmp_path: Path, running: Callable[..., Running], monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster(running(1).address)
    try:
        pool = cluster.pool()
        with pytest.raises(Lost):
            pool.submit(os._exit, 1).result()
        assert pool.submit(divmod, 7, 2).result() == (3, 1)
        assert list(cluster.spread(lambda item: item + 1, [1, 2, 3])) == [2, 3, 4]
        with pytest.raises(ZeroDivisionError):
            list(cluster.spread(lambda item: 1 // item, [1, 0]))
    finally:
        cluster.close()

    monkeypatch.setattr(cluster_module, "WORKER", 1)
    with pytest.raises(ClusterError, match="has no worker — start some: dask worker tcp"):
        Cluster(running(0).address)


def test_without_the_package_the_command_that_brings_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(ClusterError, match=r"--scheduler needs dask\.distributed; run: .*cluster\.txt"):
        Cluster("tcp://127.0.0.1:9")


def test_what_answers_and_is_no_scheduler_is_told_as_none(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\nno scheduler, but much else to say")
                    connection.close()

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(ClusterError, match="no Dask scheduler answers there"):
            Cluster(f"127.0.0.1:{server.getsockname()[1]}")
    assert capfd.readouterr().err == ""
