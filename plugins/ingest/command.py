"""The ingest command: files in, archive out, a report and an exit code."""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import edition as editions
from . import layout, report, sidecar, write
from .edition import Edition
from .kinds import KINDS
from .ledger import LedgerError
from .read import READABLE, REFUSED, read
from .source import SourceError

# Files that lie beside sources and are no sources themselves.
_BESIDE = {".toml", ".json"}


@dataclass(frozen=True)
class Options:
    """What the person asked for: target folder, kind and publication if given, dry run, force, number of processes."""

    to: Path
    kind: str | None = None
    publication: str | None = None
    dry_run: bool = False
    force: bool = False
    processes: int | None = None


@dataclass(frozen=True)
class Result:
    """What became of one source: ok, unchanged, kept (edited by hand) or failed, and a line that says so."""

    name: str
    status: str
    message: str
    articles: int = 0


def run(path: str | Path, to: str | Path = "content", **asked: object) -> int:
    """Ingest a file or a folder into the archive; return the exit code: 0 if all went well, 1 if not.

    Options by name: kind, publication, dry_run, force, processes (see Options).
    """
    options = Options(Path(to), **asked)  # type: ignore[arg-type]
    try:
        sources = find(Path(path))
        _check(options)
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    write.clear_staging(options.to)
    taken = _slugs_in(options.to)
    results = []
    for source, made in _with_progress(_parsed(sources, options), len(sources)):
        results.append(_finish(source, made, options, taken, verbose=options.dry_run or len(sources) == 1))
    if len(sources) > 1:
        _summary(results)
    return 0 if all(result.status in {"ok", "unchanged"} for result in results) else 1


def find(path: Path) -> list[Path]:
    """Return the sources that a path names: the file, or the files of a folder and its folders, in order."""
    if not path.exists():
        raise SourceError(f"{path}: there is no such file or folder; check the name")
    if path.is_file():
        return [path]
    files = (p for p in path.rglob("*") if p.is_file() and p.suffix.lower() not in _BESIDE)
    found = sorted(p for p in files if not any(part.startswith(".") for part in p.relative_to(path).parts))
    # Scans and old Word files are named with what to do about them; other files are none of ingest's business.
    known = [p for p in found if p.suffix.lower() in READABLE or p.suffix.lower() in REFUSED]
    if not known:
        raise SourceError(f"{path}: holds no readable file; ingest reads {', '.join(sorted(READABLE))}")
    return known


def _check(options: Options) -> None:
    if options.kind is not None and options.kind not in KINDS:
        raise SourceError(f"--kind {options.kind}: not known; give one of {', '.join(KINDS)}")
    name = options.publication
    if name is not None and not all(
        part.isalnum() and part.isascii() and part.islower() for part in name.split("-")
    ):
        raise SourceError(
            f"--publication {name}: use small letters, digits and hyphens, such as yunling-gongbao"
        )
    try:
        if not options.dry_run:
            options.to.mkdir(parents=True, exist_ok=True)
            probe = options.to / ".ingest-probe"
            probe.write_text("", encoding="utf-8")
            probe.unlink()
    except OSError as error:
        raise SourceError(
            f"{options.to}: cannot be written ({error.strerror}); give another folder with --to"
        ) from error


def _slugs_in(content: Path) -> dict[str, str]:
    """Return the slugs of the archive, slug → folder."""
    return {
        p.stem: p.parent.relative_to(content).as_posix()
        for p in content.rglob("*.md")
        if p.name != layout.ISSUE
    }


def parse_one(path: Path, kind: str | None, publication: str | None) -> Edition | str:
    """Read and parse one source; return the edition, or one line that says what is wrong."""
    try:
        given = sidecar.read(path)
        return editions.make(read(path, given.file.get("encoding")), kind, publication, given)
    except (SourceError, LedgerError) as error:
        return str(error)
    except OSError as error:
        return f"{path.name}: cannot be read ({error.strerror}); check that it is there and open to you"
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
        return (
            f"{path.name}: a fault of the program ({fault}); please report it with the file. The rest goes on"
        )


def _parsed(sources: list[Path], options: Options) -> Iterator[tuple[Path, Edition | str]]:
    if len(sources) == 1 or options.processes == 1:
        for path in sources:
            yield path, parse_one(path, options.kind, options.publication)
        return
    kinds, publications = [options.kind] * len(sources), [options.publication] * len(sources)
    with ProcessPoolExecutor(options.processes) as pool:
        yield from zip(sources, pool.map(parse_one, sources, kinds, publications, chunksize=4), strict=True)


def _with_progress(
    parsed: Iterator[tuple[Path, Edition | str]], total: int
) -> Iterator[tuple[Path, Edition | str]]:
    """Show how far the run is, on a terminal and for many sources only."""
    if total < 3 or not sys.stderr.isatty():
        yield from parsed
        return
    from rich.progress import Progress  # noqa: PLC0415 - only where it is shown

    with Progress(transient=True) as progress:
        yield from progress.track(parsed, total=total, description="ingest")


def _finish(
    source: Path, made: Edition | str, options: Options, taken: dict[str, str], verbose: bool
) -> Result:
    """Lay out and write one edition; tell what became of it."""
    if isinstance(made, str):
        print(f"error: {made}", file=sys.stderr)
        return Result(source.name, "failed", made)
    try:
        folder = layout.folder_of(made)
        others = {slug for slug, where in taken.items() if where != folder}
        previous = layout.read_ledger(options.to / folder)
        _check_owner(made, previous, options.to / folder)
        laid = layout.lay(made, layout.slugs_for(made, previous, others))
        outcome, new = write.plan(laid, options.to, options.force)
        for flag in made.flags:
            if flag.rule == "scanned-page":
                print(f"warning: {source.name}: {flag.what}", file=sys.stderr)
        if verbose:
            print("\n".join(report.lines(made, laid, outcome)))
        if not options.dry_run:
            write.apply(outcome, new, options.to)
    except (SourceError, LedgerError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return Result(source.name, "failed", str(error))
    except OSError as error:
        message = f"{source.name}: could not be written to {options.to} ({error.strerror}); the archive is as it was"
        print(f"error: {message}", file=sys.stderr)
        return Result(source.name, "failed", message)
    taken.update(dict.fromkeys(laid.slugs, folder))
    return _told(source.name, outcome, len(made.records), options.dry_run)


def _check_owner(made: Edition, previous: dict[str, object] | None, folder: Path) -> None:
    """Refuse to put a second source into a folder that another one filled."""
    held = previous.get("source") if previous else None
    if isinstance(held, dict) and held.get("name") != made.source.name:
        raise SourceError(
            f"{made.source.name}: {folder} already holds {held.get('name')}; rename the file, or give --publication, "
            "or remove that folder if the new file replaces it"
        )


def _told(name: str, outcome: write.Written, count: int, dry_run: bool) -> Result:
    if outcome.kept:
        files = ", ".join(outcome.kept)
        message = (
            f"{name}: {files} in {outcome.folder} edited by hand since ingest, kept; --force would overwrite"
        )
        print(message, file=sys.stderr)
        return Result(name, "kept", message, count)
    if not outcome.written and not outcome.removed:
        print(f"{name}: unchanged, nothing written")
        return Result(name, "unchanged", "unchanged", count)
    message = f"{'would write' if dry_run else 'wrote'} {len(outcome.written)} file(s) in {outcome.folder}"
    if outcome.removed:
        message += f", {'would remove' if dry_run else 'removed'} {', '.join(outcome.removed)}"
    print(f"{name}: {message}")
    return Result(name, "ok", message, count)


def _summary(results: list[Result]) -> None:
    """Print the table at the end of a run over many sources."""
    width = max(len(result.name) for result in results)
    print()
    for result in results:
        print(
            f"{result.name:<{width}}  {result.status:<9}  {result.articles or '':>4}  {result.message[:90]}"
        )
    done = sum(1 for r in results if r.status in {"ok", "unchanged"})
    print(f"\n{done} of {len(results)} sources, {sum(r.articles for r in results)} articles")
