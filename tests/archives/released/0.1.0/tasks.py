"""The tasks of the archive (`inv --list`); each calls one function under plugins/."""

import io
import sys

from invoke import Context, Exit, task

from plugins.workshop import Failure

LOCAL, PUBLIC = "pelicanconf.py", "publishconf.py"
DEBUG = {"debug": "show the whole trace of a fault of the program"}

for _stream in (sys.stdout, sys.stderr):
    if isinstance(_stream, io.TextIOWrapper):
        # A terminal or pipe that knows no Chinese gets codes; it must not end the work half-way.
        _stream.reconfigure(errors="backslashreplace")


@task
def clean(_: Context) -> None:
    """Remove output/."""
    from plugins.workshop.build import clean

    _attempt(clean, LOCAL)


@task(help=DEBUG)
def build(_: Context, debug: bool = False) -> None:
    """Build the site into output/; only what changed is written."""
    from plugins.workshop.build import build

    _attempt(build, LOCAL, debug=debug)


@task(clean, help=DEBUG)
def rebuild(_: Context, debug: bool = False) -> None:
    """Remove output/ and build the site anew."""
    from plugins.workshop.build import build

    _attempt(build, LOCAL, debug=debug)


@task
def regenerate(_: Context) -> None:
    """Build the site, and again whenever a file of it changes."""
    from plugins.workshop.watch import regenerate

    _attempt(regenerate, LOCAL)


@task(help={"port": "port to serve at; if it is in use, the next free one"})
def serve(_: Context, port: int = 8000) -> None:
    """Serve output/ at http://127.0.0.1:8000/."""
    from plugins.workshop.server import serve

    _attempt(serve, LOCAL, port)


@task(build, help={"port": "port to serve at; if it is in use, the next free one"})
def reserve(_: Context, port: int = 8000) -> None:
    """Build the site, then serve it."""
    from plugins.workshop.server import serve

    _attempt(serve, LOCAL, port)


@task(help=DEBUG)
def preview(_: Context, debug: bool = False) -> None:
    """Build the site into output/ with the settings of the published one (publishconf.py)."""
    from plugins.workshop.build import build

    _attempt(build, PUBLIC, debug=debug)


@task(help={"port": "port to serve at; if it is in use, the next free one"})
def livereload(_: Context, port: int = 8000) -> None:
    """Build and serve the site, and reload the browser whenever a file of it changes."""
    from plugins.workshop.watch import livereload

    _attempt(livereload, LOCAL, port)


@task(
    help={
        "to": "which place of PUBLISH in publishconf.py; without it, only make output/ ready",
        "dry-run": "send nothing; show what would be sent and deleted",
        "allow-delete": "let many pages disappear at once",
        "rollback": "show the release before the one that is shown now",
    },
)
def publish(
    _: Context, to: str = "", dry_run: bool = False, allow_delete: bool = False, rollback: bool = False
) -> None:
    """Build the site for publishing (publishconf.py), check its links, and send it to a target."""
    from plugins.publish.release import release

    _attempt(release, PUBLIC, to, dry_run, allow_delete, rollback)


@task
def offline(_: Context) -> None:
    """Make zips, books, PDFs and a ZIM of the archive into dist/, then build the site that offers them."""
    from plugins.offline.make import offline

    _attempt(offline, PUBLIC)


@task(
    positional=["path"],
    help={
        "path": "a folder or a zip of the site",
        "key": "the public key that its signature must be of, or the file of it (default: PUBLIC_KEY of publishconf.py)",
    },
)
def verify(_: Context, path: str, key: str = "") -> None:
    """Check a folder or a zip against its SHA256SUMS and their signature; name what was changed, lost or added."""
    from plugins.workshop.checksums import task

    _attempt(task, PUBLIC, path, key)


@task(
    positional=["path"],
    help={
        "path": "a source file, or a folder of them",
        "to": "folder that the archive is in",
        "kind": "what the source is, if it is not found out from the text",
        "publication": "ASCII id of the bulletin, if it is not to be made from its name",
        "dry-run": "write nothing; show what would be written, and the report",
        "force": "overwrite files that were corrected by hand since the last ingest",
        "bundle": "the folder is one document with its attachments",
        "details": "show all that was found in each article, not a summary of one screen",
    },
)
def ingest(
    _: Context,
    path: str,
    to: str = "content",
    kind: str = "",
    publication: str = "",
    dry_run: bool = False,
    force: bool = False,
    bundle: bool = False,
    details: bool = False,
) -> None:
    """Turn raw text into Markdown and metadata under content/."""
    from plugins.ingest import command

    try:
        code = command.run(
            path,
            to,
            kind=kind or None,
            publication=publication or None,
            dry_run=dry_run,
            force=force,
            bundle=bundle,
            details=details,
        )
    except KeyboardInterrupt:
        raise Exit("stopped; sources done so far are in the archive, whole", code=130) from None
    if code:
        raise Exit(code=code)


@task(
    iterable=["path"],
    help={
        "path": "test file or folder, instead of all (may be given more than once)",
        "only": "run only tests whose names match this, as pytest's -k",
        "workers": "how many tests run at once (default: one a core)",
        "failed": "run only the tests that failed last time, one after the other",
    },
)
def test(_: Context, path: list[str], only: str = "", workers: int = 0, failed: bool = False) -> None:
    """Run the tests, in a real browser too; install Debian's Chromium and LibreOffice for them if missing."""
    from plugins.workshop.suite import run

    _attempt(run, path, only, workers, failed)


@task(help={"privacy": "instead, name what in content/ looks like personal data; nothing is changed"})
def check(_: Context, privacy: bool = False) -> None:
    """Check style (ruff), types (mypy) and every link of output/."""
    from plugins.privacy.command import check as check_privacy
    from plugins.workshop.quality import check

    _attempt(check_privacy if privacy else check, LOCAL)


@task(
    positional=["name"],
    help={
        "name": "which one; `inv bench list` names those that there are",
        "arguments": "what to hand to it, as one text",
        "corpus": "a file of texts to hand to it (search: JSON lines)",
    },
)
def bench(_: Context, name: str, arguments: str = "", corpus: str = "") -> None:
    """Run a benchmark of benchmarks/."""
    from plugins.workshop.bench import run

    _attempt(run, name, arguments, corpus)


@task(help={"to": "folder for the pictures", "query": "what the picture of the search looks for"})
def screenshots(_: Context, to: str = "docs/images", query: str = "") -> None:
    """Take pictures of output/ at 1280 and 390 pixels."""
    from plugins.workshop.screenshots import take

    _attempt(take, LOCAL, to, query)


def _attempt(function, /, *arguments, **options) -> None:  # type: ignore[no-untyped-def]
    """Call a function; a failure that a person can mend is told in its own words, without a trace."""
    try:
        function(*arguments, **options)
    except Failure as failure:
        raise Exit(f"error: {failure}", code=1) from None
    except KeyboardInterrupt:
        raise Exit("stopped", code=130) from None
