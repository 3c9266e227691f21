"""Packages of a run that did not come to its end: the next run takes up those whose inputs are still the same."""

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from gongbao.workshop import checksums

PLACE = Path(".cache", "offline")
_DIGITS = 20


@dataclass(frozen=True)
class Unfinished:
    """A folder of packages, each named by the sum of its inputs and its own."""

    folder: Path

    def keep(self, package: Path, made_from: str) -> None:
        """Keep a copy of a package that was just made; where there is no room for it, none is kept."""
        kept = self.folder / f"{made_from[:_DIGITS]}.{checksums.of_file(package)[:_DIGITS]}.{package.name}"
        part = kept.with_name(kept.name + ".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(package, part)
            part.replace(kept)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def take(self, target: Path, made_from: str) -> bool:
        """Copy a package that was kept to its place; tell whether there was one, undamaged."""
        if not self.folder.is_dir():
            return False
        beginning, end = f"{made_from[:_DIGITS]}.", f".{target.name}"
        for kept in sorted(self.folder.iterdir()):
            if kept.name.startswith(beginning) and kept.name.endswith(end) and kept.is_file():
                shutil.copyfile(kept, target)
                if kept.name == f"{beginning}{checksums.of_file(target)[:_DIGITS]}{end}":
                    return True
                target.unlink()
        return False

    def forget(self) -> None:
        """Delete what was kept."""
        shutil.rmtree(self.folder, ignore_errors=True)
