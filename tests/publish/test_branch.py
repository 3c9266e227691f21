"""A branch of a bare repository holds exactly the site, one commit a publishing."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from gongbao.publish.branch import Branch
from gongbao.publish.target import Limits, plan
from gongbao.workshop import ROOT, Failure, signature

from tests.publish.conftest import Line, Server, free_port, limited, wait_for
from tests.publish.sites import FIRST, SECOND, content, make


def git(*arguments: str, at: Path) -> str:
    return subprocess.run(["git", *arguments], cwd=at, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    path = tmp_path / "site.git"
    git("init", "-q", "--bare", str(path), at=tmp_path)
    return path


def published(repository: Path, target: Path) -> dict[str, str]:
    git("clone", "-q", "--branch", "pages", str(repository), str(target), at=repository)
    held = {n: t for n, t in content_without_git(target).items() if n != ".nojekyll"}
    assert (target / ".nojekyll").is_file()
    return held


def content_without_git(folder: Path) -> dict[str, str]:
    subprocess.run(["rm", "-rf", str(folder / ".git")], check=True)
    return content(folder)


def test_a_site_is_committed_and_pushed_and_then_replaced(tmp_path: Path, repository: Path) -> None:
    first, second = make(tmp_path / "first", FIRST), make(tmp_path / "second", SECOND)
    target = Branch(str(repository), "pages", Limits())
    assert target.held() == {}
    target.send(first)
    assert published(repository, tmp_path / "one") == FIRST
    assert plan(first, target.held()).empty
    target.send(second)
    assert published(repository, tmp_path / "two") == SECOND
    assert git("rev-list", "--count", "pages", at=repository).strip() == "2"


def test_what_others_keep_in_the_repository_stays(tmp_path: Path, repository: Path) -> None:
    work = tmp_path / "work"
    git("clone", "-q", str(repository), str(work), at=tmp_path)
    (work / "README").write_text("x")
    git("add", "README", at=work)
    git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qm", "Begin", at=work)
    git("push", "-q", "origin", "HEAD:main", at=work)
    Branch(str(repository), "pages", Limits()).send(make(tmp_path / "first", FIRST))
    assert git("ls-tree", "--name-only", "main", at=repository).split() == ["README"]


def test_a_push_that_is_refused_leaves_the_branch_and_is_told_in_one_line(
    tmp_path: Path, repository: Path
) -> None:
    target = Branch(str(repository), "pages", Limits())
    target.send(make(tmp_path / "first", FIRST))
    hook = repository / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(Failure, match="the published site is as it was") as told:
        target.send(make(tmp_path / "second", SECOND))
    assert "\n" not in str(told.value)
    assert published(repository, tmp_path / "one") == FIRST


def test_a_repository_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="asking for the branch") as told:
        Branch(str(tmp_path / "nothing.git"), "pages", Limits()).held()
    assert "\n" not in str(told.value)


SEND = (
    "import sys\nfrom pathlib import Path\nfrom gongbao.publish.branch import Branch\n"
    "from gongbao.publish.target import Limits\nprint('ready', flush=True)\n"
    "Branch(sys.argv[1], 'pages', Limits()).send(Path(sys.argv[2]))"
)


@contextmanager
def daemon(repository: Path, largest: int | None = None) -> Iterator[int]:
    """Serve a repository over the network; return the port."""
    port = free_port()
    command = [
        "git",
        "daemon",
        "--listen=127.0.0.1",
        f"--port={port}",
        "--export-all",
        "--enable=receive-pack",
    ]
    command += [f"--base-path={repository.parent}", str(repository.parent)]
    running = subprocess.Popen(limited(command, largest), stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(port)
        yield port
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait()


def noise(seed: int) -> str:
    """Return text that nothing makes much smaller."""
    return random.Random(seed).randbytes(400_000).hex()


def test_killed_anywhere_the_branch_is_whole_and_the_next_run_ends_it(
    tmp_path: Path, repository: Path
) -> None:
    sites = [
        make(
            tmp_path / f"site-{n}",
            {f"{x}.html": f"{n}{x}" * 300 for x in range(30)} | {"big.html": noise(n)},
        )
        for n in range(2)
    ]
    delays = random.Random(13)
    killed = 0
    with daemon(repository) as port:
        address = f"git://127.0.0.1:{port}/site.git"
        target = Branch(address, "pages", Limits())
        target.send(sites[0])
        for turn in range(10):
            site = sites[(turn + 1) % 2]
            running = subprocess.Popen(
                [sys.executable, "-c", SEND, address, str(site)],
                cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True,
            )  # fmt: skip
            running.stdout.readline()
            time.sleep(delays.uniform(0, 0.6))
            os.killpg(running.pid, signal.SIGKILL)
            killed += running.wait() == -signal.SIGKILL
            running.stdout.close()
            shown = published(repository, tmp_path / f"seen-{turn}")
            assert shown in [content(site) for site in sites]
            target.send(site)
            assert plan(site, target.held()).empty
    git("fsck", "--strict", at=repository)
    assert killed >= 5


def test_a_network_that_vanishes_and_a_full_disk_there_are_told_in_one_line(
    tmp_path: Path, repository: Path, line: Callable[[int, int], tuple[Line, int]]
) -> None:
    second = make(tmp_path / "second", {**SECOND, "big.html": noise(7)})
    Branch(str(repository), "pages", Limits()).send(make(tmp_path / "first", FIRST))
    with daemon(repository) as port:
        cable, cut = line(port, 100_000)
        with pytest.raises(Failure, match="the published site is as it was") as told:
            Branch(f"git://127.0.0.1:{cut}/site.git", "pages", Limits()).send(second)
        assert cable.dead
        assert "\n" not in str(told.value)
    with daemon(repository, largest=100_000) as port:
        with pytest.raises(Failure, match=r"File too large.*the published site is as it was") as told:
            Branch(f"git://127.0.0.1:{port}/site.git", "pages", Limits()).send(second)
        assert "\n" not in str(told.value)
    assert published(repository, tmp_path / "one") == FIRST
    Branch(str(repository), "pages", Limits()).send(second)
    assert published(repository, tmp_path / "two") == content(second)


def test_a_wrong_key_is_told_in_one_line(
    repository: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = f"-o BatchMode=yes -o IdentitiesOnly=yes -o {server.options[0]} -p {server.port}"
    for name, works in (("user", True), ("wrong", False)):
        monkeypatch.setenv("GIT_SSH_COMMAND", f"ssh -i {server.home / name} {options}")
        target = Branch(f"ssh://127.0.0.1{repository}", "pages", Limits())
        if works:
            assert target.held() == {}
        else:
            with pytest.raises(Failure, match="Permission denied") as told:
                target.held()
            assert "\n" not in str(told.value)


def test_a_site_that_was_only_signed_is_sent(tmp_path: Path, repository: Path) -> None:
    site = make(tmp_path / "first", FIRST)
    target = Branch(str(repository), "pages", Limits())
    target.send(site)
    (site / signature.NAME).write_text("signature")
    assert plan(site, target.held()).added == (signature.NAME,)
    target.send(site)
    assert plan(site, target.held()).empty
