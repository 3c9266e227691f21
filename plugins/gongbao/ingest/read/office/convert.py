"""Turn old and foreign office files into docx and xlsx by LibreOffice: many in one start, each result kept.

A result is kept under .cache/office by the sum of the file, so that the next ingest needs no start; why nothing was made of a
file is kept beside it until the next ingest, so that one which LibreOffice never ends does not take its time once more.
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gongbao import atomic, places
from gongbao.messages import N_, _
from gongbao.workshop import office

from ...model.source import SourceError
from . import start
from .rtf import with_signs
from .start import Job

_MOST_AT_ONCE = 40
# Calc takes what it does not know for a text: a spreadsheet is read as one, or not at all.
_READS = {".xls": "MS Excel 97", ".et": "MS Excel 97"}
_OTHER = N_("an office file")
_KINDS = {
    ".doc": N_("an old Word document"),
    ".wps": N_("a WPS document"),
    ".rtf": N_("a Rich Text document"),
    ".odt": N_("an OpenDocument text"),
    ".fodt": N_("an OpenDocument text"),
    ".uof": N_("a text of the Uniform Office Format"),
    ".xml": N_("an XML document of Office 2003"),
    ".xls": N_("an old spreadsheet"),
    ".et": N_("a WPS spreadsheet"),
    ".ods": N_("an OpenDocument spreadsheet"),
}


class Hindered(Exception):
    """LibreOffice made nothing of a file for a reason that lies in the machine; str() says which, and what to do."""


def as_modern(data: bytes, name: str, suffix: str, to: str) -> bytes:
    """Return a file as docx or xlsx; raise SourceError with what to do where that cannot be."""
    what = _(_KINDS.get(suffix, _OTHER))
    instead = _("open it in Word or WPS, save it as .{form} (另存为 .{form}) and ingest that", form=to)
    try:
        (made,) = convert([Job(data, suffix, to)])
    except Hindered as error:
        raise SourceError(_("{name}: {what}; {error}", name=name, what=what, error=error)) from error
    except office.OfficeMissing as error:
        raise SourceError(
            _(
                "{name}: {what}, which LibreOffice reads for ingest; {error}; or {instead}",
                name=name,
                what=what,
                error=error,
                instead=instead,
            )
        ) from error
    if made is None:
        raise SourceError(
            _(
                "{name}: {what} that LibreOffice cannot open (damaged, cut off, too large, or protected "
                "with a password); get the file again, or {instead}",
                name=name,
                what=what,
                instead=instead,
            )
        )
    return made


def prepare(jobs: Iterable[Job]) -> None:
    """Convert many files in few starts, so that as_modern finds what became of each; what failed before is tried again."""
    ready, store = _ready(jobs), places.cache("office")
    with contextlib.suppress(OSError):
        for job in ready:
            (store / job.refused).unlink(missing_ok=True)
    with contextlib.suppress(office.OfficeMissing):
        refused = _convert(ready)
        # Where there is no room for it, as_modern tries once more.
        with contextlib.suppress(OSError):
            for name, why in refused.items():
                atomic.write(store / name, why, lasting=False)


def convert(jobs: Sequence[Job]) -> list[bytes | None]:
    """Return each file in the form wanted, None for one that LibreOffice cannot open.

    Raise OfficeMissing, or Hindered where there was no time or no room for one of them.
    """
    ready, store = _ready(jobs), places.cache("office")
    refused = {
        job.refused: path.read_text(encoding="utf-8")
        for job in ready
        if (path := store / job.refused).is_file()
    }
    refused |= _convert([job for job in ready if job.refused not in refused])
    found = [(store / job.kept).read_bytes() if start.is_made(job) else None for job in ready]
    for job, made in zip(ready, found, strict=True):
        if made is None and (why := refused.get(job.refused)):
            raise Hindered(why)
    return found


def _ready(jobs: Iterable[Job]) -> list[Job]:
    return [replace(job, data=with_signs(job.data)) if job.suffix == ".rtf" else job for job in jobs]


def _convert(jobs: Sequence[Job]) -> Mapping[str, str]:
    """Convert what is not made yet; return of each that was not what hindered it, "" where LibreOffice cannot open it."""
    refused: dict[str, str] = {}
    left = list({job.kept: job for job in jobs if not start.is_made(job)}.values())
    for to, reads in sorted({(job.to, _READS.get(job.suffix, "")) for job in left}):
        same = [job for job in left if (job.to, _READS.get(job.suffix, "")) == (to, reads)]
        for at in range(0, len(same), _MOST_AT_ONCE):
            refused |= _together(same[at : at + _MOST_AT_ONCE], reads)
    return refused


def _together(jobs: Sequence[Job], reads: str) -> Mapping[str, str]:
    """Convert files in one start, and what it does not make one by one; return what hindered those that were not made.

    One bad file can end a start, and one that LibreOffice never ends holds up all behind it. Which that is, is not told: after
    the last that was made come those that LibreOffice passed over, and then that one. So each gets a start of its own, and
    little time, since it had all its time before; when one has taken that, the others begin together once more.
    """
    refused: dict[str, str] = {}
    while jobs:
        ended = start.run(jobs, reads)
        left = [job for job in jobs if not start.is_made(job)]
        if len(jobs) == 1:
            return refused | {job.refused: ended.hindered for job in left}
        made = [n for n, job in enumerate(jobs) if start.is_made(job)]
        behind = {job.kept for job in jobs[made[-1] + 1 if made else 0 :]}
        # Those before the last that was made were passed over, so that none of them is the one.
        left.sort(key=lambda job: job.kept in behind)
        jobs = []
        while left:
            job = left.pop(0)
            again = start.run([job], reads, in_haste=ended.too_long and job.kept in behind)
            if start.is_made(job):
                continue
            refused[job.refused] = again.hindered
            if again.too_long and ended.too_long and job.kept in behind:
                jobs, left = left, []
    return refused
