"""Publish into a folder of this machine: release folders, a link that is switched in one step, the last three kept.

PATH/releases/000007/    a site, whole
PATH/current             a link to one of them: what the web server shows
"""

import errno
import filecmp
import hashlib
import os
import platform
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from gongbao import places
from gongbao.messages import _, reason
from gongbao.workshop import Failure, checksums, compressed, signature

from . import copies
from .target import Limits, files_of, held_sums, sums_of

KEPT = 3
RELEASES, CURRENT, PARTIAL = "releases", "current", ".partial"
# What a project leaves unfinished and never takes up again is nobody's after so many days.
FORGOTTEN = 7


class Folder:
    """A folder that a web server, a stick or a network drive is."""

    def __init__(self, path: str, limits: Limits, precompress: bool = False) -> None:
        self.path = Path(path)
        self.limits = limits
        self.precompress = precompress
        if not self.path.is_absolute():
            raise Failure(_("PUBLISH: path {path!r} is not absolute — write it from the root", path=path))

    def files(self, site: Path) -> Mapping[str, Path]:
        """Return the files of the site, and their precompressed copies if they are asked for."""
        found = files_of(site)
        return found | copies.of(found, sums_of(site)) if self.precompress else found

    def held(self) -> Mapping[str, str]:
        """Return the sums of the release that is shown."""
        current = self.path / CURRENT
        path, signed = current / checksums.NAME, current / signature.NAME
        if not path.is_file():
            return {}
        sums = held_sums(path.read_bytes(), signed.read_bytes() if signed.is_file() else b"", path)
        large = next((n for n in sums if n.endswith(".html") and _has_copies(current / n) is not None), None)
        return copies.renewed(sums, _has_copies(current / large) if large else None, self.precompress)

    def send(self, site: Path) -> None:
        """Lay out a new release beside the others, then switch."""
        try:
            self._send(site)
        except OSError as error:
            why = _("the disk is full") if error.errno == errno.ENOSPC else reason(error)
            raise Failure(
                _("{path}: {why} — the published site is as it was", path=self.path, why=why)
            ) from error

    def _send(self, site: Path) -> None:
        releases = self.path / RELEASES
        partial = releases / partial_name()
        partial.mkdir(parents=True, exist_ok=True)
        current = self._current()
        wanted = {Path(name): path for name, path in self.files(site).items()}
        # What an interrupted run left: good files stay, others go.
        for path in sorted(partial.rglob("*"), reverse=True):
            name = path.relative_to(partial)
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif name not in wanted or not filecmp.cmp(wanted[name], path, shallow=False):
                path.unlink()
        for name, source in sorted(wanted.items()):
            place = partial / name
            if place.exists():
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            before = current / name if current else None
            if before and before.is_file() and filecmp.cmp(source, before, shallow=False):
                _link(before, place)
            else:
                shutil.copyfile(source, place)
        _open_to_readers(partial)
        new = releases / f"{max(map(int, self._numbers()), default=0) + 1:06d}"
        partial.rename(new)
        self._switch(new)
        self._prune()

    def roll_back(self) -> str:
        """Show the release before the one that is shown."""
        current = self._current()
        earlier = [n for n in self._numbers() if current and n < current.name]
        if not earlier:
            raise Failure(_("{path} holds no release before the one that is shown", path=self.path))
        self._switch(self.path / RELEASES / earlier[-1])
        return earlier[-1]

    def _numbers(self) -> list[str]:
        releases = self.path / RELEASES
        return sorted(p.name for p in releases.iterdir() if p.name.isdecimal()) if releases.is_dir() else []

    def _current(self) -> Path | None:
        link = self.path / CURRENT
        return link.resolve() if link.is_symlink() and link.exists() else None

    def _switch(self, release: Path) -> None:
        link, new = self.path / CURRENT, self.path / f"{CURRENT}.new"
        if link.exists() and not link.is_symlink():
            raise Failure(
                _(
                    "{link} is no link, so it was not made by `inv publish` — move it away",
                    link=link,
                )
            )
        new.unlink(missing_ok=True)
        new.symlink_to(Path(RELEASES) / release.name)
        new.replace(link)

    def _prune(self) -> None:
        current = self._current()
        for number in self._numbers()[:-KEPT]:
            if current and number != current.name:
                shutil.rmtree(self.path / RELEASES / number)
        for left in (self.path / RELEASES).glob(f"{PARTIAL}*"):
            if left.stat().st_mtime < time.time() - FORGOTTEN * 86400:
                shutil.rmtree(left)


def partial_name() -> str:
    """Return the folder that a release grows in: each project on each machine has its own, so that no two mix theirs."""
    whose = hashlib.sha256(f"{platform.node()} {places.archive()}".encode()).hexdigest()[:12]
    return f"{PARTIAL}-{whose}"


def _link(before: Path, place: Path) -> None:
    """Share an unchanged file with the release before it; copy it where the file system knows no links."""
    try:
        os.link(before, place)
    except OSError:
        shutil.copyfile(before, place)


def _has_copies(page: Path) -> bool | None:
    """Tell whether a page has a precompressed copy; None if it is too small for one, or not there."""
    if not page.is_file() or not compressed.worth(page.name, page.stat().st_size):
        return None
    return page.with_name(f"{page.name}.br").is_file()


def _open_to_readers(folder: Path) -> None:
    """Let everybody read, whatever the umask of this run: the web server is another user."""
    for path in (folder, *folder.rglob("*")):
        mode = 0o755 if path.is_dir() else 0o644
        if path.stat().st_mode & 0o777 != mode:
            path.chmod(mode)
