"""The tasks of an archive: what `inv` and the command `gongbao` run. Each calls one function, so both do the same."""

from invoke.context import Context

from gongbao import streams
from gongbao.messages import _

from .attempts import attempt, attempt_for_code
from .task import task
from .workshop.settings import prefer_language

LOCAL, PUBLIC = "pelicanconf.py", "publishconf.py"
DEBUG = {"debug": "show the whole trace of a fault of the program"}
OTHER = {"settings": "another settings file of the archive: that of its site in another language, say"}
PORT = {"port": "port to serve at; if it is in use, the next free one"}
CLUSTER = {
    "scheduler": "address of a Dask scheduler, tcp://…:8786, whose workers help (page cluster of the manual)"
}

streams.prepare()
prefer_language(LOCAL)


@task(default=True)
def help(context: Context) -> None:
    """Show the six things that people do with the program."""
    from gongbao.overview import show

    show()


@task(
    positional=["page"],
    help={
        "page": "metadata (the fields of headers), reference (commands, settings), archivist (for clerks), publish, hosting, "
        "offline, files, facsimile, search, extending, rules, cluster, architecture, accessibility, comparison or dependencies"
    },
)
def manual(context: Context, page: str) -> None:
    """Show a page of the manual."""
    from gongbao.manual import show

    attempt(show, page)


@task(
    positional=["folder"],
    help={
        "folder": "where the archive is to be: a new folder, or an empty one",
        "name": "its name, as readers see it (default: that of the folder)",
        "description": "one sentence on what it holds",
        "keeper": "who answers for it",
        "address": "address of the published site, https://…",
        "yes": "ask nothing",
    },
)
def new(
    context: Context,
    folder: str,
    name: str = "",
    description: str = "",
    keeper: str = "",
    address: str = "",
    yes: bool = False,
) -> None:
    """Begin an archive of one's own in a new folder."""
    from gongbao.archives.new import Answers, new

    attempt(new, folder, Answers(name, description, keeper, address), not yes)


@task
def upgrade(context: Context) -> None:
    """Bring the archive up to the version of the program; say what was needed."""
    from gongbao.archives.upgrade import upgrade

    attempt(upgrade)


@task(
    positional=["field", "old", "new_name"],
    help={
        "field": "agency or section",
        "old": "the name as it stands in the headers",
        "new-name": "the name that is right",
        "yes": "ask nothing",
    },
)
def rename(context: Context, field: str, old: str, new_name: str, yes: bool = False) -> None:
    """Rename an agency or a section in every document, and lead its published address on to the new one."""
    from gongbao.archives.rename import rename

    attempt(rename, LOCAL, field, old, new_name, yes)


@task
def doctor(context: Context) -> None:
    """Tell what is installed, what is missing for which form, and what in the archive is not right."""
    from gongbao.archives.doctor import doctor

    attempt(doctor)


@task
def clean(context: Context) -> None:
    """Remove output/."""
    from gongbao.workshop.build import clean

    attempt(clean, LOCAL)


@task(help=DEBUG | OTHER | CLUSTER)
def build(context: Context, debug: bool = False, settings: str = "", scheduler: str = "") -> None:
    """Build the site into output/; only what changed is written."""
    from gongbao.workshop.begin import build

    attempt(build, settings or LOCAL, debug=debug, scheduler=scheduler)


@task(help=DEBUG)
def rebuild(context: Context, debug: bool = False) -> None:
    """Build the site anew, of nothing that was kept; output/ stays as it is until that is whole."""
    from gongbao.workshop.build import rebuild

    attempt(rebuild, LOCAL, debug=debug)


@task
def regenerate(context: Context) -> None:
    """Build the site, and again whenever a file of it changes."""
    from gongbao.workshop.watch import regenerate

    attempt(regenerate, LOCAL)


@task(help=PORT)
def serve(context: Context, port: int = 8000) -> None:
    """Serve output/ at http://127.0.0.1:8000/."""
    from gongbao.workshop.server import serve

    attempt(serve, LOCAL, port)


@task(build, help=PORT)
def reserve(context: Context, port: int = 8000) -> None:
    """Build the site, then serve it."""
    from gongbao.workshop.server import serve

    attempt(serve, LOCAL, port)


@task(help=DEBUG)
def preview(context: Context, debug: bool = False) -> None:
    """Build the site into output/ with the settings of the published one (publishconf.py)."""
    from gongbao.workshop.build import build

    attempt(build, PUBLIC, debug=debug)


@task(help=PORT)
def livereload(context: Context, port: int = 8000) -> None:
    """Build and serve the site, and reload the browser whenever a file of it changes."""
    from gongbao.workshop.watch import livereload

    attempt(livereload, LOCAL, port)


@task(
    help={
        "to": "which place of PUBLISH in publishconf.py; without it, only make output/ ready",
        "dry-run": "send nothing; show what would be sent and deleted",
        "allow-delete": "let many pages disappear at once",
        "rollback": "show the release before the one that is shown now",
        "sent": "you copied output/ to its host yourself: remember its addresses",
    }
    | OTHER,
)
def publish(
    context: Context,
    to: str = "",
    dry_run: bool = False,
    allow_delete: bool = False,
    rollback: bool = False,
    sent: bool = False,
    settings: str = "",
) -> None:
    """Build the site for publishing (publishconf.py), check its links, and send it to a target."""
    from gongbao.publish import release

    if sent:
        attempt(release.sent, settings or PUBLIC)
    else:
        attempt(release.release, settings or PUBLIC, to, dry_run, allow_delete, rollback)


@task
def offline(context: Context) -> None:
    """Make zips, books, PDFs and a ZIM of the archive into dist/, then build the site that offers them."""
    from gongbao.offline.make import offline

    attempt(offline, PUBLIC)


@task(
    positional=["what"],
    help={
        "what": "bulk: all documents with their texts, as the built site has them",
        "format": "opensearch, meilisearch or markdown (one zip)",
        "to": "the folder to write (default: export/FORMAT)",
    },
)
def export(context: Context, what: str, format: str, to: str = "") -> None:
    """Write the documents of output/ for another program: a search server with its mapping for Chinese, or one zip."""
    from gongbao.handover.command import export

    attempt(export, PUBLIC, what, format, to)


@task(
    positional=["path"],
    help={
        "path": "a folder or a zip of the site",
        "key": "the public key that its signature must be of, or the file of it (default: PUBLIC_KEY of publishconf.py)",
    },
)
def verify(context: Context, path: str, key: str = "") -> None:
    """Check a folder or a zip against its SHA256SUMS and their signature; name what was changed, lost or added."""
    from gongbao.workshop.checksums import task

    attempt(task, PUBLIC, path, key)


@task(help=PORT | {"no-browser": "open no browser; only tell the address"})
def desk(context: Context, port: int = 8765, no_browser: bool = False) -> None:
    """Open the workbench in the browser: take files in, check what is doubtful beside its original, publish."""
    from gongbao.desk.server import run

    attempt(run, port, not no_browser)


@task(
    positional=["path"],
    help={
        "path": "a source file, or a folder of them",
        "to": "folder to write into (default: PATH of the settings)",
        "kind": "what the source is, if it is not found out from the text",
        "publication": "ASCII id of the bulletin, if it is not to be made from its name",
        "dry-run": "write nothing; show what would be written, and the report",
        "force": "overwrite files that were corrected by hand since the last ingest",
        "bundle": "the folder is one document with its attachments",
        "pages": "read only these pages of a PDF or of pictures (3-8,12), to try; nothing is written without --to",
        "details": "show all that was found in each article, not a summary of one screen",
    }
    | CLUSTER,
)
def ingest(
    context: Context,
    path: str,
    to: str = "",
    kind: str = "",
    publication: str = "",
    dry_run: bool = False,
    force: bool = False,
    bundle: bool = False,
    pages: str = "",
    details: bool = False,
    scheduler: str = "",
) -> None:
    """Turn raw text into Markdown and metadata under content/."""
    from gongbao.archives.intake import take_in

    attempt_for_code(
        take_in,
        LOCAL,
        path,
        to,
        kind=kind or None,
        publication=publication or None,
        dry_run=dry_run or bool(pages and not to),
        force=force,
        bundle=bundle,
        pages=pages,
        details=details,
        scheduler=scheduler,
        stopped=_("stopped; sources done so far are in the archive, whole"),
    )


@task(help={"privacy": "instead, name what in content/ looks like personal data; nothing is changed"})
def check(context: Context, privacy: bool = False) -> None:
    """Check every link of output/."""
    from gongbao.privacy.command import check as check_privacy
    from gongbao.workshop.quality import check_site

    attempt(check_privacy if privacy else check_site, LOCAL)
