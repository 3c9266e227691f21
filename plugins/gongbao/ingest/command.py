"""The ingest command: files in, archive out, a report and an exit code."""

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from gongbao import limit, workers
from gongbao.bulletin import archive
from gongbao.bulletin.own_fields import Fields
from gongbao.messages import _, no_right, no_room, reason

from . import source_files
from .check.ledger import LedgerError
from .check.severity import LOSSES, open_flags
from .model import decisions
from .model.edition import Edition
from .model.source import SourceError
from .outcome import GOOD, Result, held_already, print_result, summary, tell_elsewhere, tell_gone, together
from .parsing import fault, parse_apart, parse_each
from .read import page_selection
from .sort.kinds import KINDS
from .words.names import explained
from .write import files as layout
from .write import owner, report
from .write import writing as write
from .write.duplicates import Holdings


@dataclass(frozen=True)
class Options:
    """What the person asked for: target folder, kind and publication if given, dry run, force, number of processes.

    bundle: the folder is one document with its attachments. details: tell all that was found, not a summary.
    pages: of a PDF or pictures, those to be read (3-8,12), "" for all. own: the fields that the archive adds.
    limits: when a source is given up. scheduler: the address of that of a Dask cluster whose workers read, "" for processes
    of this machine.
    """

    to: Path
    kind: str | None = None
    publication: str | None = None
    dry_run: bool = False
    force: bool = False
    processes: int | None = None
    details: bool = False
    bundle: bool = False
    pages: str = ""
    own: Fields = ()
    limits: limit.Limits = field(default_factory=lambda: limit.Limits.of_ingest({}))
    scheduler: str = ""

    @property
    def chosen(self) -> page_selection.Pages | None:
        """Return the pages to be read, None for all; raise SourceError where they are named wrongly."""
        return page_selection.parse(self.pages) if self.pages else None


@dataclass(frozen=True)
class Archive:
    """What is in the archive so far: slugs and their folders, folders and the sources that filled them, documents."""

    slugs: dict[str, str]
    filled: dict[str, Path]
    holdings: Holdings


def run(path: str | Path, to: str | Path = "content", **asked: object) -> int:
    """Ingest a file or a folder into the archive; return the exit code: 0 if all went well, 1 if not.

    Options by name: kind, publication, dry_run, force, processes, scheduler, bundle, pages, own (see Options).
    """
    options = Options(Path(to), **asked)  # type: ignore[arg-type]
    try:
        with closing(workers.chosen(options.scheduler, options.processes or 0)) as working:
            sources, results = take(Path(path), options, working)
            done = list(results)
    except (SourceError, workers.ClusterError) as error:
        print(_("error: {error}", error=error), file=sys.stderr)
        return 1
    except OSError as error:
        if not (message := no_room(error) or no_right(error)):
            raise
        print(_("error: {error}", error=message), file=sys.stderr)
        return 1
    if len(sources) > 1:
        summary(done)
    source_files.tell_left_out(Path(path), sources)
    tell_elsewhere(sources, options.to.resolve().parent / "sources")
    tell_gone(Path(path), options.to, sources)
    return 0 if all(result.status in GOOD for result in done) else 1


def take(
    path: Path, options: Options, working: workers.Workers | None = None
) -> tuple[list[Path], Iterator[Result]]:
    """Return the sources that a path names, and what becomes of each; it is read and written when it is asked for.

    Raises SourceError where nothing can be done at all.
    """
    source_files.refuse_archive(path, options.to)
    sources = source_files.find(path, options.bundle)
    _check(options)
    if options.chosen is not None and len(sources) > 1:
        raise SourceError(_("--pages is for one source at a time; name a single file"))
    source_files.convert(sources)
    known = decisions.known(options.to, options.own)
    write.clear_staging(options.to)
    target = Archive(slugs_in(options.to), {}, Holdings(options.to))
    verbose = options.dry_run or len(sources) == 1
    parsed = _with_progress(
        _parsed(sources, options, known, working or workers.chosen("", options.processes or 0)), len(sources)
    )
    return sources, (_finish(source, made, options, target, verbose) for source, made in parsed)


def _check(options: Options) -> None:
    if options.kind is not None and options.kind not in KINDS:
        raise SourceError(
            _(
                "--kind {kind}: not known; give one of {kinds}",
                kind=options.kind,
                kinds=explained(KINDS),
            )
        )
    name = options.publication
    if name is not None and not all(
        part.isalnum() and part.isascii() and part.islower() for part in name.split("-")
    ):
        raise SourceError(
            _(
                "--publication {name}: use small letters, digits and hyphens, such as yunling-gongbao",
                name=name,
            )
        )
    try:
        if not options.dry_run:
            options.to.mkdir(parents=True, exist_ok=True)
            probe = options.to / ".ingest-probe"
            probe.write_text("", encoding="utf-8")
            probe.unlink()
    except OSError as error:
        raise SourceError(
            _(
                "{to}: cannot be written ({reason}); give another folder with --to",
                to=options.to,
                reason=reason(error),
            )
        ) from error


def slugs_in(content: Path) -> dict[str, str]:
    """Return the slugs of the archive, slug → folder."""
    return {
        p.stem: p.parent.relative_to(content).as_posix()
        for p in archive.files(content, "*.md")
        if p.name != layout.ISSUE
    }


def _parsed(
    sources: list[Path], options: Options, known: decisions.Known, working: workers.Workers
) -> Iterator[tuple[Path, Edition | str]]:
    kind, publication, limits = options.kind, options.publication, options.limits
    if len(sources) == 1 or options.processes == 1:
        for path in sources:
            yield path, parse_apart(path, kind, publication, known, options.chosen, limits)
        return
    yield from parse_each(sources, kind, publication, known, limits, working)


def _with_progress(
    parsed: Iterator[tuple[Path, Edition | str]], total: int
) -> Iterator[tuple[Path, Edition | str]]:
    """Show how far the run is, on a terminal and for many sources only."""
    if total < 3 or not sys.stderr.isatty():
        yield from parsed
        return
    from rich.progress import Progress  # noqa: PLC0415 - only where it is shown

    with Progress(transient=True) as progress:
        yield from progress.track(parsed, total=total, description=_("ingest"))


def _finish(source: Path, made: Edition | str, options: Options, target: Archive, verbose: bool) -> Result:
    """Lay out and write what was made of a source, of a bound volume issue by issue; tell what became of it."""
    if isinstance(made, str):
        print(_("error: {error}", error=made), file=sys.stderr)
        return Result(source.name, "failed", made)
    return together([_finish_one(source, one, options, target, verbose) for one in made.issues])


def _finish_one(source: Path, made: Edition, options: Options, target: Archive, verbose: bool) -> Result:
    """Lay out and write one edition."""
    try:
        folder = layout.folder_of(made)
        previous = layout.read_ledger(options.to / folder)
        again = owner.is_of(previous, made.source.name)
        if not (again or made.issue or options.force or options.pages) and (
            already := held_already(made, folder, target.holdings)
        ):
            print(already)
            return Result(source.name, "held", already, len(made.records), folder, made)
        others = {slug for slug, where in target.slugs.items() if where != folder}
        owner.check(made, previous, options.to / folder, target.filled.get(folder, source), source)
        target.filled.setdefault(folder, source)
        laid = layout.lay(made, layout.slugs_for(made, previous, others))
        outcome, new = write.plan(laid, options.to, options.force)
        _report(made, laid, outcome, options, verbose)
        if not options.dry_run:
            write.apply(outcome, new, options.to)
            target.holdings.add([outcome.folder / name for name in outcome.written if name.endswith(".md")])
    except (SourceError, LedgerError, ValueError) as error:
        print(_("error: {error}", error=error), file=sys.stderr)
        return Result(source.name, "failed", str(error), made=made)
    except BrokenPipeError:  # of the terminal, not of the archive
        raise
    except OSError as error:
        message = _(
            "{name}: could not be written to {folder} ({reason}); the archive is as it was",
            name=source.name,
            folder=options.to,
            reason=reason(error),
        )
        print(_("error: {error}", error=message), file=sys.stderr)
        return Result(source.name, "failed", message)
    except Exception as error:
        message = fault(source, error)
        print(_("error: {error}", error=message), file=sys.stderr)
        return Result(source.name, "failed", message, made=made)
    target.slugs.update(dict.fromkeys(laid.slugs, folder))
    return replace(
        print_result(source.name, outcome, len(made.records), options.dry_run), folder=laid.folder, made=made
    )


def _report(
    made: Edition, laid: layout.Laid, outcome: write.Written, options: Options, verbose: bool
) -> None:
    if verbose or options.details:
        print("\n".join((report.details if options.details else report.summary)(made, laid, outcome)))
    else:
        _warn(made.source.name, made)


def _warn(name: str, made: Edition) -> None:
    """Say of every source, even among many, where words may be missing."""
    for flag in open_flags(made):
        if flag.rule in LOSSES:
            print(
                _("warning: {name}, line {line}: {what}", name=name, line=flag.line, what=flag.what),
                file=sys.stderr,
            )
