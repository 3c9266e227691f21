"""Publish to the branch that a Git host serves as pages (ghp-import): one commit, pushed at once or not at all."""

import importlib.util
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gongbao import places
from gongbao.messages import _
from gongbao.workshop import Failure, checksums, signature

from .target import Limits, files_of, held_sums, run

_HERE = "published"


class Branch:
    """A branch of a Git repository; remote is the name of one of the project's own, or an address."""

    def __init__(self, remote: str, branch: str, limits: Limits, message: str = "Publish the site") -> None:
        if remote.startswith("-") or branch.startswith("-"):
            raise Failure(_("PUBLISH: remote and branch cannot begin with a hyphen"))
        self.remote, self.branch, self.limits, self.message = remote, branch, limits, message

    def files(self, site: Path) -> Mapping[str, Path]:
        """Return the files of the site."""
        return files_of(site)

    def held(self) -> Mapping[str, str]:
        """Return the sums that stand in the branch."""
        with tempfile.TemporaryDirectory(prefix="gongbao-branch-") as temporary:
            repository = Path(temporary)
            if not self._fetch(repository):
                return {}
            sums, signed = (self._show(repository, name) for name in (checksums.NAME, signature.NAME))
        return held_sums(sums, signed, self.remote)

    def send(self, site: Path) -> None:
        """Commit the site on top of the branch and push; Git sends only what the branch does not hold."""
        if importlib.util.find_spec("ghp_import") is None:
            raise Failure(
                _("ghp-import is not installed — run: {install}", install=places.install("publish"))
            )
        with tempfile.TemporaryDirectory(prefix="gongbao-branch-") as temporary:
            repository = Path(temporary)
            self._fetch(repository)
            command = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--push", "--remote", _HERE]
            command += ["--branch", self.branch, "--message", self.message, str(site)]
            run(command, _("pushing to {branch}", branch=self.branch), cwd=repository)

    def roll_back(self) -> str:
        """Refuse: a branch has its history for that."""
        raise Failure(
            _(
                "a branch is rolled back with git: git push -f {remote} OLD_COMMIT:{branch}",
                remote=self.remote,
                branch=self.branch,
            )
        )

    def _fetch(self, repository: Path) -> bool:
        """Prepare an empty repository that knows the branch; tell whether there is one."""
        run(["git", "init", "-q"], "git init", cwd=repository)
        run(["git", "remote", "add", _HERE, self._address()], "git remote add", cwd=repository)
        for key, otherwise in (("user.name", "gongbao"), ("user.email", "gongbao@localhost")):
            known = subprocess.run(["git", "config", key], cwd=repository, capture_output=True, check=False)
            if known.returncode:
                run(["git", "config", key, otherwise], "git config", cwd=repository)
        there = run(
            ["git", "ls-remote", "--heads", _HERE, f"refs/heads/{self.branch}"],
            _("asking for the branch"),
            cwd=repository,
        )
        if not there.strip():
            return False
        name = f"+refs/heads/{self.branch}:refs/remotes/{_HERE}/{self.branch}"
        run(["git", "fetch", "-q", "--depth", "1", _HERE, name], _("fetching the branch"), cwd=repository)
        return True

    def _show(self, repository: Path, name: str) -> bytes:
        """Return a file of the branch; nothing if it has none of that name."""
        command = ["git", "show", f"refs/remotes/{_HERE}/{self.branch}:{name}"]
        return subprocess.run(command, cwd=repository, capture_output=True, check=False).stdout

    def _address(self) -> str:
        """Return the address of a remote of the project that is called so; else it is an address already."""
        asked = subprocess.run(
            ["git", "remote", "get-url", self.remote],
            cwd=places.archive(),
            capture_output=True,
            text=True,
            check=False,
        )
        return asked.stdout.strip() if asked.returncode == 0 else self.remote
