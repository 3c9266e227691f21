"""A form of the whole archive that others add to `inv offline` (docs/extending.md)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Form:
    """A form: what readers see it called, and what makes it of a built site.

    write: the folder of the site, the archive's name, the file to write. The same site has to give the same bytes.
    """

    label: str
    write: Callable[[Path, str, Path], None]
