"""What every target of `inv publish` has in common: its limits, what would change, and how a command is run."""

import hashlib
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from gongbao.below import files_below
from gongbao.messages import _, speaking_english
from gongbao.workshop import Failure, checksums, signature

# So many pages may disappear at once without --allow-delete, or a tenth of them if that is more.
_FEW = 20


@dataclass(frozen=True)
class Limits:
    """What a host takes; None where it sets no bound."""

    files: int | None = None
    file_bytes: int | None = None
    total_bytes: int | None = None

    def faults(self, files: Mapping[str, Path]) -> list[str]:
        """Return what the host would refuse of these files, a line each."""
        sizes = {name: path.stat().st_size for name, path in files.items()}
        found = []
        if self.files is not None and len(sizes) > self.files:
            found.append(_("{count} files, and the host takes {most}", count=len(sizes), most=self.files))
        total = sum(sizes.values())
        if self.total_bytes is not None and total > self.total_bytes:
            found.append(
                _("{total:,} bytes in all, and the host takes {most:,}", total=total, most=self.total_bytes)
            )
        for name, size in sorted(sizes.items()):
            if self.file_bytes is not None and size > self.file_bytes:
                found.append(
                    _(
                        "{name} has {size:,} bytes, and the host takes {most:,} a file",
                        name=name,
                        size=size,
                        most=self.file_bytes,
                    )
                )
        return found


@dataclass(frozen=True)
class Plan:
    """What publishing would do, as names of files, sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    held: int
    pages: int

    @property
    def empty(self) -> bool:
        """Tell whether the host has exactly this site."""
        return not (self.added or self.changed or self.deleted)

    @property
    def deletes_much(self) -> bool:
        """Tell whether so many pages would disappear that somebody should look; data files come and go."""
        lost = sum(name.endswith(".html") for name in self.deleted)
        return lost > max(_FEW, self.pages // 10)

    def __str__(self) -> str:
        """Return one line."""
        return _(
            "{new} new files, {changed} changed, {deleted} to delete, {unchanged} unchanged",
            new=len(self.added),
            changed=len(self.changed),
            deleted=len(self.deleted),
            unchanged=self.held - len(self.changed) - len(self.deleted),
        )


class Target(Protocol):
    """A place that the site is published to."""

    limits: Limits

    def files(self, site: Path) -> Mapping[str, Path]:
        """Return all that would lie there for a site, name → file."""

    def held(self) -> Mapping[str, str]:
        """Return what is there, name → sum; {} if nothing is."""

    def send(self, site: Path) -> None:
        """Put the site there; until it is whole, readers have the one before."""

    def roll_back(self) -> str:
        """Bring back the site before this one; return what to call it."""


def plan(site: Path, published: Mapping[str, str]) -> Plan:
    """Compare a site with what its target holds."""
    new = sums_of(site)
    both = new.keys() & published.keys()
    return Plan(
        added=tuple(sorted(new.keys() - published.keys())),
        changed=tuple(sorted(name for name in both if new[name] != published[name])),
        deleted=tuple(sorted(published.keys() - new.keys())),
        held=len(published),
        pages=sum(name.endswith(".html") for name in published),
    )


def files_of(site: Path) -> dict[str, Path]:
    """Return what is published, name → file: everything but the Git folder of a pages branch."""
    return {
        path.relative_to(site).as_posix(): path
        for path in files_below(site)
        if path.is_file() and ".git" not in path.relative_to(site).parts
    }


def sums_of(site: Path) -> dict[str, str]:
    """Read the sums of a built site."""
    signed = site / signature.NAME
    return held_sums(
        (site / checksums.NAME).read_bytes(), signed.read_bytes() if signed.is_file() else b"", site
    )


def held_sums(sums: bytes, signed: bytes, where: Path | str) -> dict[str, str]:
    """Return the sums that a list names, and the signature's own, so that a site that was only signed is sent too."""
    found = checksums.read(sums, where)
    return found | ({signature.NAME: hashlib.sha256(signed).hexdigest()} if signed else {})


def run(
    command: Sequence[str],
    what: str,
    cwd: Path | None = None,
    timeout: float | None = None,
    exits: Mapping[int, str] = MappingProxyType({}),
) -> str:
    """Run a command and return its output; if it fails, say in one line what it could not do, and why.

    exits: messages of what an exit status means, where the command had no breath left to say it.
    """
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=timeout,
            env=speaking_english(),  # _tells reads what it says
        )
    except FileNotFoundError as error:
        raise Failure(
            _("{what}: {command} is not installed — install it", what=what, command=command[0])
        ) from error
    except subprocess.TimeoutExpired as error:
        raise Failure(
            _("{what}: no answer in {timeout:.0f} s — is the host there?", what=what, timeout=timeout)
        ) from error
    # rsync can end with 0 after it refused to delete: what it says counts too.
    if done.returncode or "max-delete" in done.stderr:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        why = next(
            (line for line in lines if _tells(line)),
            lines[-1] if lines else _means(done.returncode, exits),
        )
        raise Failure(_("{what}: {why} — the published site is as it was", what=what, why=why))
    return done.stdout


def _means(status: int, exits: Mapping[int, str]) -> str:
    """Word what an exit status means."""
    return _(exits[status]) if status in exits else _("exit {status}", status=status)


def _tells(line: str) -> bool:
    """Tell whether a line of a failed command names the cause rather than its consequences."""
    words = (
        "No space left",
        "Disk quota exceeded",
        "File too large",
        "Permission denied",
        "Could not resolve",
        "Connection refused",
        "timed out",
        "Host key verification",
        "fatal:",
        "rejected",
        "No such file",
    )
    return any(word in line for word in words)
