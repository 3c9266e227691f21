"""The tasks of this clone (`inv --list`): those of every archive, and those of who changes the program."""

import sys
from pathlib import Path

from invoke import Context

sys.path.insert(0, str(Path(__file__).resolve().parent / "plugins"))

from gongbao.attempts import attempt
from gongbao.task import task
from gongbao.tasks import *  # noqa: F403
from gongbao.tasks import LOCAL


@task(
    iterable=["path"],
    help={
        "path": "test file or folder, instead of all (may be given more than once)",
        "only": "run only tests whose names match this, as pytest's -k",
        "workers": "how many tests run at once (default: one a core)",
        "failed": "run only the tests that failed last time, one after the other",
        "coverage": "also count the branches of plugins/ that are taken, in child processes too; it takes longer",
    },
)
def test(
    context: Context,
    path: list[str],
    only: str = "",
    workers: int = 0,
    failed: bool = False,
    coverage: bool = False,
) -> None:
    """Run the tests, in a real browser too; install Debian's Chromium and LibreOffice for them if missing."""
    from gongbao.workshop.suite import run

    attempt(run, path, only, workers, failed, coverage)


@task(
    help={
        "privacy": "instead, name what in content/ looks like personal data; nothing is changed",
        "audit": "instead, ask for known weaknesses of the packages that the locks name",
    }
)
def check(context: Context, privacy: bool = False, audit: bool = False) -> None:
    """Check style (ruff), types (mypy) and every link of output/."""
    from gongbao.privacy.command import check as check_privacy
    from gongbao.workshop.audit import audit as check_packages
    from gongbao.workshop.quality import check

    if audit:
        attempt(check_packages)
    else:
        attempt(check_privacy if privacy else check, LOCAL)


@task(
    positional=["name"],
    help={
        "name": "which one; `inv bench list` names those that there are",
        "arguments": "what to hand to it, as one text",
        "corpus": "a file of texts to hand to it (search: JSON lines)",
    },
)
def bench(context: Context, name: str, arguments: str = "", corpus: str = "") -> None:
    """Run a benchmark of benchmarks/."""
    from gongbao.workshop.bench import run

    attempt(run, name, arguments, corpus)


@task(
    positional=["version"],
    help={"version": "its number: 0.2.0", "dry-run": "change nothing; show the notes"},
)
def release(context: Context, version: str, dry_run: bool = False) -> None:
    """Release a version of the program: number, changelog, an archive of it, commit and tag. Nothing is pushed."""
    from gongbao.archives.release import release

    attempt(release, version, dry_run)


@task
def messages(context: Context) -> None:
    """Bring the catalogues of messages up to date with the code, and say what is to be translated."""
    from gongbao.workshop.messages import update

    attempt(update)


@task(help={"to": "folder for the pictures", "query": "what the picture of the search looks for"})
def screenshots(context: Context, to: str = "docs/images", query: str = "") -> None:
    """Take pictures of output/ at 1280 and 390 pixels."""
    from gongbao.workshop.screenshots import take

    attempt(take, LOCAL, to, query)
