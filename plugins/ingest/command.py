"""The ingest command: files in, archive out, a report and an exit code."""

import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import edition as editions
from . import layout, report, write
from .edition import Edition
from .kinds import KINDS
from .ledger import LedgerError
from .read import READABLE, read
from .source import SourceError

_SKIPPED = {".toml", ".json"}


@dataclass
class Result:
    """What became of one source: ok, unchanged, kept (edited by hand), failed; and a line that says so."""

    name: str
    status: str
    message: str
    articles: int = 0


def run(
    path: str | Path,
    to: str | Path = "content",
    kind: str | None = None,
    publication: str | None = None,
    dry_run: bool = False,
    force: bool = False,
    processes: int | None = None,
) -> int:
    """Ingest a file or a folder into the archive; return the exit code: 0 if all went well, 1 if not."""
    try:
        sources = find(Path(path))
        _check_options(kind, publication)
        content = Path(to)
        _check_target(content)
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    write.clear_staging(content)
    taken = _slugs_in(content)
    results = []
    for name, made in _parsed(sources, kind, publication, processes):
        result = _finish(name, made, content, taken, dry_run, force, verbose=dry_run or len(sources) == 1)
        results.append(result)
    if len(sources) > 1:
        _summary(results)
    return 0 if all(result.status in {"ok", "unchanged"} for result in results) else 1


def find(path: Path) -> list[Path]:
    """Return the sources that a path names: the file, or the readable files of a folder and its folders, in order."""
    if not path.exists():
        raise SourceError(f"{path}: there is no such file or folder; check the name")
    if path.is_file():
        return [path]
    found = sorted(
        p
        for p in path.rglob("*")
        if p.is_file() and not p.name.startswith(".") and p.suffix.lower() not in _SKIPPED
    )
    readable = [p for p in found if p.suffix.lower() in READABLE]
    if not readable:
        raise SourceError(f"{path}: holds no readable file; ingest reads {', '.join(sorted(READABLE))}")
    return found


def _check_options(kind: str | None, publication: str | None) -> None:
    if kind is not None and kind not in KINDS:
        raise SourceError(f"--kind {kind}: not known; give one of {', '.join(KINDS)}")
    if publication is not None and not publication.replace("-", "").isascii():
        raise SourceError(
            f"--publication {publication}: use small letters, digits and hyphens, such as yunling-gongbao"
        )


def _check_target(content: Path) -> None:
    try:
        content.mkdir(parents=True, exist_ok=True)
        probe = content / ".ingest-probe"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        raise SourceError(
            f"{content}: cannot be written ({error.strerror}); give another folder with --to"
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
        return editions.make(read(path), kind, publication)
    except (SourceError, LedgerError) as error:
        return str(error)


def _parsed(
    sources: list[Path], kind: str | None, publication: str | None, processes: int | None
) -> Iterable[tuple[str, Edition | str]]:
    if len(sources) == 1 or processes == 1:
        for path in sources:
            yield path.name, parse_one(path, kind, publication)
        return
    with ProcessPoolExecutor(processes) as pool:
        jobs = pool.map(parse_one, sources, [kind] * len(sources), [publication] * len(sources), chunksize=4)
        yield from zip((p.name for p in sources), jobs, strict=True)


def _finish(
    name: str,
    made: Edition | str,
    content: Path,
    taken: dict[str, str],
    dry_run: bool,
    force: bool,
    verbose: bool,
) -> Result:
    """Lay out and write one edition; tell what became of it."""
    if isinstance(made, str):
        print(f"error: {made}", file=sys.stderr)
        return Result(name, "failed", made)
    try:
        folder = layout.folder_of(made)
        others = {slug for slug, where in taken.items() if where != folder}
        previous = layout.read_ledger(content / folder)
        _check_owner(made, previous, content / folder)
        laid = layout.lay(made, layout.slugs_for(made, previous, others))
        outcome, new = write.plan(laid, content, force)
        if verbose:
            print("\n".join(report.lines(made, laid, outcome)))
        if not dry_run:
            write.apply(outcome, new, content)
    except (SourceError, LedgerError, ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return Result(name, "failed", str(error))
    taken.update({slug: folder for slug in laid.slugs})
    return _told(name, outcome, made, dry_run)


def _check_owner(made: Edition, previous: dict[str, object] | None, folder: Path) -> None:
    """Refuse to put a second source into a folder that another one filled."""
    if previous and isinstance(held := previous.get("source"), dict) and held.get("name") != made.source.name:
        raise SourceError(
            f"{made.source.name}: {folder} already holds {held.get('name')}; rename the file, or give --publication, "
            "or remove that folder if the new file replaces it"
        )


def _told(name: str, outcome: write.Written, made: Edition, dry_run: bool) -> Result:
    count = len(made.records)
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
    verb = "would write" if dry_run else "wrote"
    message = f"{verb} {len(outcome.written)} file(s) in {outcome.folder}"
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
