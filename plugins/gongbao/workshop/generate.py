"""One run of Pelican, in a process of its own: every problem is collected, told, and makes the exit status 1.

Pelican's own command ends with 0 after an article without a title or a plugin that failed to load, and with
`--fatal errors` it stops at the first mistake; a clerk wants the whole list.
"""

import argparse
import atexit
import contextlib
import gc
import json
import logging
import multiprocessing
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from pelican import log, signals
from pelican.settings import read_settings

from gongbao import places, processes, streams, workers
from gongbao.cache import files, previous_build, store
from gongbao.messages import N_, _, listed

from . import begun, checksums, missed, page_maker, problems, state, unread_files
from .progress import Progress
from .site import Site
from .survey import Unread


class Stopped(Exception):
    """The archive has mistakes; nothing more is written."""


def read(file: Path, overrides: dict[str, Any]) -> Any:
    """Read the settings as they stand now.

    Python would keep them compiled, and take them for unchanged when they are saved twice within a second.
    """
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        return read_settings(str(file), override=overrides)
    finally:
        sys.dont_write_bytecode = before


def generate(
    settings_file: Path,
    overrides: dict[str, Any],
    debug: bool = False,
    report: Path | None = None,
    before: Path | None = None,
    scheduler: str = "",
    surveyed: begun.Surveyed | None = None,
) -> list[problems.Problem]:
    """Run Pelican once and return what went wrong.

    before: the output that the last build left; files that stay as they are there are not made. report: a file that takes
    up the warnings, the site's files, and which of them stay. surveyed: says what the process that began this one found in the
    folders; else they are looked through here.
    """
    gc.set_threshold(*page_maker.COLLECTING)
    collected = problems.ProblemLog()
    log.init(logging.INFO, handler=collected)
    log.console.quiet = True  # its closing line counts drafts and hidden pages, which no archive has
    kept, working = store.Store(None), workers.chosen("")
    made: files.Files | None = None
    try:
        with _watched(collected):
            settings = read(settings_file, overrides)
            # Before anything is read: where there is no cluster, that is all that is to be said.
            working = workers.chosen(scheduler, settings.get(workers.PROCESSES, 0))
            _look_around(settings, collected, surveyed.archive() if surveyed else None)
            kept = store.Store(place_of_store(settings))
            made = _files(settings_file.parent, Path(settings["OUTPUT_PATH"]), before)
            settings |= {
                store.SETTING: kept,
                files.SETTING: made,
                previous_build.SETTING: previous_build.Keeping(kept),
            }
            settings[workers.SETTING] = working
            site = Site(settings)
            # Now that all is loaded, and before any process begins as a copy of this one.
            made.touched = surveyed.output() if surveyed else None
            site.run()
            if not collected.problems:
                _finish(made, collected)
    except Stopped:
        pass
    except (Exception, SystemExit) as error:  # the archive's own code may call exit()
        if streams.is_stop(error):
            raise KeyboardInterrupt from None
        if debug:
            traceback.print_exc()
        collected.problems.append(problems.Problem(problems.from_run(error, settings_file)))
    finally:
        kept.close()
        working.close()
        if report:
            _report(report, collected, made, surveyed.noted if surveyed else -1)
    return collected.problems


@contextlib.contextmanager
def _watched(collected: problems.ProblemLog) -> Iterator[None]:
    """Count on the screen what a run reads and writes, and raise Stopped in it before it writes if anything is wrong."""
    progress = Progress(sys.stderr)

    # Named functions in this scope: the signals hold their receivers weakly.
    def stop_if_wrong(generators: list[Any]) -> None:
        collected.problems += shared_addresses(generators)
        if collected.problems:
            raise Stopped

    def count_read(generator: object, metadata: object) -> None:
        progress.step(N_("{count} read"))

    def count_written(path: object, context: object) -> None:
        progress.step(N_("{count} written"))

    signals.article_generator_context.connect(count_read)
    signals.all_generators_finalized.connect(stop_if_wrong)
    signals.content_written.connect(count_written)
    try:
        yield
    finally:
        progress.close()


def _report(report: Path, collected: problems.ProblemLog, made: files.Files | None, noted: int) -> None:
    """Write what a run came to; what keeps it from that is told as a problem of the run."""
    try:
        state.report(report, collected.warnings, made, made is not None and noted == len(made.known))
    except OSError as error:
        collected.problems.append(problems.Problem(problems.from_exception(error)))


def _files(home: Path, folder: Path, before: Path | None) -> files.Files:
    """Return the files of a site in the making, which knows what the last build left and missed."""
    if before is None:
        return files.Files(folder)
    return files.Files(folder, before, state.files_of(home, before), missed=missed.load(home, before))


def _finish(made: files.Files, collected: problems.ProblemLog) -> None:
    """Tell what is missed, and write SHA256SUMS, even where it stays the same: it is signed in this folder."""
    for line in missed.said(made.missed):
        collected.warn(line)
    text = checksums.lines({name: entry.sum for name, entry in made.entries.items()})
    (made.folder / checksums.NAME).write_bytes(text.encode())
    made.adopt()


def _look_around(settings: dict[str, Any], collected: problems.ProblemLog, found: Unread | None) -> None:
    """Tell what is wrong before anything is read; raise Stopped where it cannot be read.

    found: what the process that began this one saw (survey.py); None where it did not look.
    """
    ZoneInfo(settings["TIMEZONE"])  # told once here, not for each article
    if found is None:
        theme = settings.get("OWN_THEME")
        own = places.archive() / str(theme) if theme else None
        found = unread_files.look_around(settings, Path(settings["PATH"]), own)
    unreadable, unread = found
    collected.problems += [problems.Problem(text) for text in unreadable]
    if collected.problems:
        raise Stopped
    for warning in unread:
        collected.warn(warning)


def place_of_store(settings: dict[str, Any]) -> Path | None:
    """Return where results are kept, below the archive's folder; None if nowhere."""
    given = settings.get("BUILD_CACHE", "")
    return places.archive() / given if given else None


def shared_addresses(generators: list[Any]) -> list[problems.Problem]:
    """Name the articles that want the same address; Pelican would speak only of the page that it cannot write."""
    places: dict[str, list[str]] = {}
    for generator in generators:
        for article in getattr(generator, "articles", []):
            places.setdefault(article.save_as, []).append(article.get_relative_source_path())
    return [
        problems.Problem(
            _(
                "{files} want the same address {address} — give one of them another Slug",
                files=listed(problems.content_path(path) for path in sorted(paths)),
                address=address,
            )
        )
        for address, paths in places.items()
        if len(paths) > 1
    ]


def main(argv: list[str] | None = None) -> int:
    """Run from the command line (`python -m gongbao.workshop.generate`)."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("settings", type=Path)
    parser.add_argument("--overrides", type=json.loads, default={}, help="settings as one JSON object")
    parser.add_argument("--debug", action="store_true")
    parser.add_argument(
        "--report", type=Path, help="a file to write warnings and the list of files into, pickled"
    )
    parser.add_argument("--before", type=Path, help="the output of the last build")
    parser.add_argument("--scheduler", default="", help="address of a Dask scheduler")
    parser.add_argument("--parent", type=int, help="the process that waits for this one, which ends with it")
    waits = (sys.argv[1:] if argv is None else argv) == [begun.WAITING]
    try:
        processes.hear_stop()
        if waits:
            argv = begun.arguments()
            if argv is None:
                return 0
        given = parser.parse_args(argv)
        if given.parent:
            processes.end_with(given.parent)
        found = generate(
            given.settings,
            given.overrides,
            given.debug,
            given.report,
            given.before,
            given.scheduler,
            begun.Surveyed() if waits else None,
        )
    except KeyboardInterrupt:  # of the terminal, which tells the task that started this too
        return 130
    for problem in found:
        print(_("error: {problem}", problem=problem), file=sys.stderr)
    return 1 if found else 0


def leave(status: int) -> NoReturn:
    """End this process at once: to take an archive apart object by object costs a fifth of a build after a correction."""
    # What still works beside, after an error, has nobody who waits for it, and would be waited for without end.
    for child in multiprocessing.active_children():
        child.terminate()
    atexit._run_exitfuncs()
    with contextlib.suppress(OSError):  # nobody is there to be told
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    streams.prepare()
    leave(main())
