"""The list of known weaknesses that a person looked up, for where nobody can be asked: requirements/advisories.toml.

What a list is good for depends on its day and on which packages stand in it; both are told with each answer from it.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = "advisories.toml"


@dataclass(frozen=True)
class Weakness:
    """A known weakness of a package at the version of the lock; mended: the versions without it; unreached: why it is not ours."""

    package: str
    version: str
    name: str
    mended: tuple[str, ...]
    unreached: str = ""


@dataclass(frozen=True)
class Advisories:
    """The list: when it was looked up, the day of its youngest advisory, and rows of package, advisory, version.

    mended: the version is the first without it; unmended: the last that is known to have it.
    """

    day: date
    newest: date
    mended: tuple[tuple[str, str, str], ...]
    unmended: tuple[tuple[str, str, str], ...]
    unreached: dict[str, str]

    @property
    def packages(self) -> set[str]:
        """The packages of which anything is known."""
        return {package for package, _name, _version in (*self.mended, *self.unmended)}

    def of(self, locked: list[tuple[str, str]]) -> list[Weakness]:
        """Return what the list knows of these packages (name, version) at these versions."""
        found = [
            Weakness(package, version, name, (mended,), self.unreached.get(name, ""))
            for package, version in locked
            for other, name, mended in self.mended
            if package == other and _order(version) < _order(mended)
        ]
        found += [
            Weakness(package, version, name, (), self.unreached.get(name, ""))
            for package, version in locked
            for other, name, last in self.unmended
            if package == other and _order(version) <= _order(last)
        ]
        return found


def read(path: Path) -> Advisories | None:
    """Read the list; None where there is none."""
    if not path.exists():
        return None
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Advisories(
        table["day"],
        table["newest"],
        _rows(table.get("mended", {})),
        _rows(table.get("unmended", {})),
        table.get("unreached", {}),
    )


def _rows(table: dict[str, dict[str, list[str]]]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (package, name, version)
        for package, versions in table.items()
        for version, names in versions.items()
        for name in names
    )


def _order(version: str) -> tuple[int, ...]:
    """Return what a version is compared by; locks name releases, and 4.0 is 4.0.0."""
    parts = [int(part) for part in re.findall(r"\d+", version)]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)
