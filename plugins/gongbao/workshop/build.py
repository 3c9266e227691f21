"""Build the site: Pelican into a folder beside the output, then only what changed is put into the output."""

import contextlib
import gc
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from gongbao import places
from gongbao.messages import _, language, reason

from . import Failure, missed, owner, signature, state
from .begun import Begun, begun, start
from .lock import exclusive
from .mirror import Changes, Seen, mirror, remove
from .settings import Folders, folders
from .survey import Survey

_NOTHING = contextlib.nullcontext()
STAGING_PREFIX = "output-building-"


class BuildError(Failure):
    """A build that failed; the output is as it was."""


def build(
    settings: str,
    debug: bool = False,
    scheduler: str = "",
    placing: AbstractContextManager[object] = _NOTHING,
    process: Begun | None = None,
) -> Changes:
    """Build the site into the settings' output folder and say what changed.

    scheduler: of a Dask cluster that helps; placing: held while the output changes, until what became of it is noted; process: one
    that was begun for this build.
    """
    place = folders(settings)
    with contextlib.ExitStack() as stack:
        process = process or stack.enter_context(begun(place.home))
        stack.enter_context(exclusive(place.output))
        return build_locked(settings, debug, scheduler, placing, process)


def rebuild(settings: str, debug: bool = False) -> Changes:
    """Build as build() does, of nothing that earlier builds kept; what they missed is forgotten."""
    place = folders(settings)
    with begun(place.home) as process, exclusive(place.output):
        owner.refuse_foreign(place)
        state.keep_nothing(place)
        missed.forget(place)
        return build_locked(settings, debug, process=process)


def build_locked(
    settings: str,
    debug: bool = False,
    scheduler: str = "",
    placing: AbstractContextManager[object] = _NOTHING,
    process: Begun | None = None,
) -> Changes:
    """Build as build() does, for a caller that has the output folder to itself already.

    process: one that was begun for this build.
    """
    with _uncollected(), contextlib.ExitStack() as stack:
        process = process or stack.enter_context(begun(folders(settings).home))
        return _built(settings, debug, scheduler, placing, process)


def _built(
    settings: str, debug: bool, scheduler: str, placing: AbstractContextManager[object], process: Begun
) -> Changes:
    began = time.monotonic()
    place = folders(settings)
    owner.refuse_foreign(place)
    signature.ready()
    _clear_staging(place.output, _prefix(place.output))
    made_of = state.inputs(settings, place)
    changes = _as_it_was(place, made_of)
    if changes:
        said = _(
            "{name}/: nothing changed, {unchanged} files, in {seconds:.1f} s",
            name=place.output.name,
            unchanged=changes.unchanged,
            seconds=time.monotonic() - began,
        )
    else:
        changes = _made(place, made_of, process, placing, debug=debug, scheduler=scheduler)
        said = _(
            "{name}/: {written} files written, {removed} removed, {unchanged} unchanged, in {seconds:.1f} s",
            name=place.output.name,
            written=len(changes.written),
            removed=len(changes.removed),
            unchanged=changes.unchanged,
            seconds=time.monotonic() - began,
        )
    print(said)
    return changes


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Let Python look for no rubbish meanwhile: what is known of a site's files are tens of thousands of things, and none is."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _made(
    place: Folders, made_of: str, process: Begun, placing: AbstractContextManager[object], **how: Any
) -> Changes:
    """Make the site anew; made_of: the digest of its inputs."""
    name, program = place.output.name, state.program(place, process.since)
    try:
        place.output.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=_prefix(place.output), dir=place.output.parent))
    except OSError as error:
        raise BuildError(
            _("{folder} cannot be written ({reason})", folder=place.output.parent, reason=reason(error))
        ) from error
    try:
        report = staging.with_name(f"{staging.name}.report")
        survey = Survey(place)
        run = pelican(
            place.settings, staging, report=report, before=place.output, process=process, survey=survey, **how
        )
        if run.returncode:
            _tell_end(run.returncode)
            raise BuildError(
                _(
                    "the site was not built, and {name}/ is as it was — mend what is named above",
                    name=name,
                )
            )
        signature.sign(staging)
        signed = [signature.NAME] if (staging / signature.NAME).exists() else []
        made = state.read_report(report, survey.noted)
        with placing:
            state.forget(place)
            changes = _put_in_place(staging, place, made.stay, survey.seen)
            missed.save(place, made.missed)
            same = state.program(place) == program
            if same:
                left = state.note_files(place, made.rows, signed)
                state.remember(place, state.State(made_of, *left, made.warnings, language()))
        if not same:
            # What was made by one version may be kept under the key of the other.
            state.keep_nothing(place)
            print(
                _(
                    "warning: {text}",
                    text=_("the program changed while it built {name}/ — build again", name=name),
                ),
                file=sys.stderr,
            )
    finally:
        # From the last to the first; whoever stops the build once more stops one of them, and the others are done.
        with contextlib.ExitStack() as ending:
            ending.callback(_clear_staging, place.output, staging.name)
            ending.callback(_clear_staging, place.output, staging.name)
            ending.callback(process.end)  # it would go on to fill what is cleared away
    return changes


def _tell_end(code: int) -> None:
    """Say that the process that makes the pages was ended, where it could not say anything itself."""
    if code in (1, 130):  # mistakes, which it named; Ctrl-C
        return
    how = _("signal {number}", number=-code) if code < 0 else _("exit status {number}", number=code)
    text = _(
        "the process that makes the pages was ended ({how}), for want of memory, or by a fault of a library or of "
        "code of the archive",
        how=how,
    )
    print(_("error: {error}", error=text), file=sys.stderr)


def _as_it_was(place: Folders, made_of: str) -> Changes | None:
    """Tell whether the output is that of these inputs, by nobody touched; say again what its build warned of."""
    last = state.recall(place)
    if not made_of or not last or last.inputs != made_of:
        return None
    if state.outputs(place.output, place.kept) != (last.output, last.files):
        return None
    if last.warnings and last.language != language():
        return None  # they are to be said again, in words that this person reads
    for warning in last.warnings:
        print(_("warning: {warning}", warning=warning), file=sys.stderr)
    return Changes((), (), last.files)


def _put_in_place(staging: Path, place: Folders, stay: set[str], seen: Seen | None = None) -> Changes:
    owner.claim(place)
    try:
        return mirror(staging, place.output, keep=place.kept, stay=stay, move=True, seen=seen)
    except OSError as error:
        what = error.filename2 or error.filename or place.output
        raise BuildError(
            _(
                "{what}: {reason} — close what holds it, make room, or give the account that runs this the right to write there, "
                "and build again: until then {output}/ may be partly the site before",
                what=what,
                reason=reason(error),
                output=place.output.name,
            )
        ) from error


def build_into(output: Path, content: Path, overrides: Mapping[str, Any] | None = None) -> str:
    """Build an archive into a new folder, as tests and tools want it; return what was said on the way."""
    given = {"PATH": str(content), **(overrides or {})}
    run = pelican(places.archive() / places.SETTINGS, output, given, capture=True)
    if run.returncode:
        raise BuildError(run.stderr)
    return run.stdout + run.stderr


def pelican(  # noqa: PLR0913 - what the process is told
    settings: Path,
    output: Path,
    overrides: Mapping[str, Any] | None = None,
    *,
    debug: bool = False,
    capture: bool = False,
    report: Path | None = None,
    before: Path | None = None,
    scheduler: str = "",
    process: Begun | None = None,
    survey: Survey | None = None,
) -> "subprocess.CompletedProcess[str]":
    """Run Pelican in a new process, so that plugins are read anew and none of its caches lives on.

    process: one that was begun in the folder of the settings and waits; survey: looks through the folders meanwhile.
    """
    given = json.dumps({"OUTPUT_PATH": str(output), **(overrides or {})})
    arguments = [str(settings), "--overrides", given, "--parent", str(os.getpid())]
    arguments += ["--report", str(report), "--before", str(before)] if report and before else []
    arguments += ["--debug"] * debug + ["--scheduler", scheduler] * bool(scheduler)
    if process and survey:
        code = process.run(arguments, survey)
        return subprocess.CompletedProcess(arguments, code)
    kept = subprocess.PIPE if capture else None
    running = start(settings.parent, arguments, stdout=kept, stderr=kept, encoding="utf-8")
    with running:
        try:
            said, faults = running.communicate()
        except BaseException:
            running.kill()
            raise
    return subprocess.CompletedProcess(arguments, running.returncode, said, faults)


def clean(settings: str) -> None:
    """Remove what builds made: the output, staging folders of builds that were killed, and what they missed."""
    place = folders(settings)
    with exclusive(place.output):
        owner.refuse_foreign(place)
        _clean(place)
        missed.forget(place)


def _clear_staging(output: Path, prefix: str) -> None:
    """Remove the staging folders and reports of builds that ended; whoever builds here has the output to himself."""
    for left in output.parent.glob(f"{prefix}*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def _prefix(output: Path) -> str:
    """Return how the names of staging folders begin: of each output by itself, since several may lie side by side."""
    return f"{STAGING_PREFIX}{hashlib.sha256(os.fsencode(output.name)).hexdigest()[:6]}-"


def _clean(place: Folders) -> None:
    _clear_staging(place.output, STAGING_PREFIX)
    if place.output.exists():
        # Without a file of its own: this is what one does where a disk is full.
        remove(place.output, place.kept)
        if not any(place.output.iterdir()):
            place.output.rmdir()
