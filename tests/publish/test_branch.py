"""A branch of a bare repository holds exactly the site, one commit a publishing."""

import subprocess
from pathlib import Path

import pytest

from plugins.publish.branch import Branch
from plugins.publish.target import Limits, plan
from plugins.workshop import Failure
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
