"""One start of LibreOffice: files in, what it makes of them under .cache/office, and what was in its way.

It runs without a screen, with a profile of its own in which macros, links and the net are off, under limits of time and memory.
"""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gongbao import atomic, places
from gongbao.messages import _, listed
from gongbao.workshop import office

# A start may take so many seconds, and so many more until the next of its files is made; a busy machine needs ten for one.
START, EACH = 60, 20
_LOOK = 1.0
_MEMORY = 1 << 30
_LARGEST_RESULT = 256 << 20
# Readers look for the mark of a PDF's end in so many bytes.
_PDF_END = 1024
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": "pdf"}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),
    # A proxy that nobody answers at: whatever a file refers to, nothing is fetched.
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


# A disk with less room than LibreOffice takes for itself, or without a name left.
_LEAST_ROOM, _LEAST_NAMES = 20 << 20, 100
# Where it makes a pipe, wherever temporary files belong.
_PIPES = ("/tmp", "/var/tmp")  # noqa: S108 - its own choice


@dataclass(frozen=True)
class Job:
    """A file to be turned into another form: its bytes, the suffix that says what it is, the form that is wanted."""

    data: bytes
    suffix: str
    to: str

    @cached_property
    def kept(self) -> str:
        """Return the name that its result is kept under."""
        return f"{hashlib.sha256(self.data).hexdigest()}{self.suffix}.{self.to}"

    @property
    def refused(self) -> str:
        """Return the name that is kept under why there is no result."""
        return f"{self.kept}.refused"


class Ended(NamedTuple):
    """How a start ended: what hindered it from making all, "" where nothing did, and whether that was its time."""

    hindered: str = ""
    too_long: bool = False


def is_made(job: Job) -> bool:
    """Tell whether a job's result is kept."""
    return (places.cache("office") / job.kept).is_file()


def run(jobs: Sequence[Job], reads: str, in_haste: bool = False) -> Ended:
    """Start LibreOffice once for files of which one form is wanted, and keep what it makes.

    reads: the filter that they are opened with, "" for what it chooses. in_haste: they had the time of a start before.
    """
    to = jobs[0].to
    program = office.find()
    with tempfile.TemporaryDirectory(prefix="gongbao-office-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        profile, given, made = folder / "profile", folder / "in", folder / "out"
        for place in (profile / "user", given, made):
            place.mkdir(parents=True)
        items = "\n".join(
            f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
            for path, name, value in _SETTINGS
        )
        (profile / "user" / "registrymodifications.xcu").write_text(
            _PROFILE.format(items=items), encoding="utf-8"
        )
        paths = [given / f"{n}{job.suffix}" for n, job in enumerate(jobs)]
        for path, job in zip(paths, jobs, strict=True):
            path.write_bytes(job.data)
        command = [
            *_without_net(),
            str(program),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nologo", "--convert-to", _FILTERS[to]),
            *([f"--infilter={reads}"] if reads else []),
            *("--outdir", str(made), *map(str, paths)),
        ]
        in_time = _run(command, EACH if in_haste else START + EACH, folder, made)
        store = places.cache("office")
        store.mkdir(parents=True, exist_ok=True)
        results = [made / f"{n}.{to}" for n in range(len(jobs))]
        whole = [_whole(result) for result in results]
        for job, result, is_whole in zip(jobs, results, whole, strict=True):
            if is_whole and result.stat().st_size <= _LARGEST_RESULT:
                # Whole or not at all: another ingest may look for it at this moment.
                atomic.write(store / job.kept, result.read_bytes(), lasting=False)
        return (
            Ended() if all(whole) else Ended(_hindered(folder, 0 if in_time else START + EACH), not in_time)
        )


def _whole(result: Path) -> bool:
    """Tell whether a file was written to its end: where a disk is full, LibreOffice leaves an empty one, or the beginning."""
    if not result.is_file() or not (size := result.stat().st_size):
        return False
    if result.suffix != ".pdf":
        return zipfile.is_zipfile(result)
    with result.open("rb") as file:
        file.seek(max(0, size - _PDF_END))
        return b"%%EOF" in file.read()


def _hindered(folder: Path, seconds: int) -> str:
    """Say that there was no room in a folder, or that so many seconds were not enough; "" where neither was so."""
    full = shutil.disk_usage(folder).free < _LEAST_ROOM
    if hasattr(os, "statvfs"):
        status = os.statvfs(folder)
        # Some file systems have no table of names, and say that it holds none.
        full = full or (status.f_files > 0 and status.f_favail < _LEAST_NAMES)
    if full:
        return _(
            "there was no room for LibreOffice to work in {folder} — free some on the disk of temporary files, then ingest it again",
            folder=folder.parent,
        )
    if sys.platform.startswith("linux") and not any(os.access(place, os.W_OK) for place in _PIPES):
        return _(
            "LibreOffice needs {places}, and may write in none of them — let the account that runs this write there, then "
            "ingest it again",
            places=listed(_PIPES),
        )
    if seconds:
        return _(
            "LibreOffice did not end within {seconds} seconds — ingest it again when the machine is less busy; if it happens "
            "again, save the file as .docx or .xlsx from Word or WPS",
            seconds=seconds,
        )
    return ""


def _run(command: Sequence[str], seconds: int, folder: Path, made: Path) -> bool:
    """Run a command in a process group of its own; end all of it, and return False, where it makes no file for so long."""
    separate = sys.platform != "win32"
    process = subprocess.Popen(
        command,
        cwd=folder,
        # What it leaves of its own goes with the folder.
        env={**os.environ, "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=separate,
        preexec_fn=_limit if separate else None,  # noqa: PLW1509 - ingest starts no threads
    )
    last, count = time.monotonic(), 0
    try:
        while time.monotonic() - last < seconds:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(min(_LOOK, seconds))
                return True
            if (now := sum(1 for _path in made.iterdir())) != count:
                last, count = time.monotonic(), now
    finally:
        if process.returncode is None:
            if separate:
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()
    return False


def _limit() -> None:
    """Bound memory and the size of files of the process that is about to start."""
    import resource  # noqa: PLC0415 - not on Windows

    for what, most in ((resource.RLIMIT_DATA, _MEMORY), (resource.RLIMIT_FSIZE, _LARGEST_RESULT)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _without_net() -> list[str]:
    """Return what starts a program without any net, where the system can do that; the profile forbids it too."""
    program = shutil.which("unshare") if sys.platform.startswith("linux") else None
    if program is None:
        return []
    works = subprocess.run([program, "-rn", "true"], capture_output=True, check=False).returncode == 0
    return [program, "-rn"] if works else []
