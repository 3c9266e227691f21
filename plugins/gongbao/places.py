"""Where things lie: the files of the program, and the folder of the archive that it works on. No other module asks.

The program is this package and, beside it in a clone or inside it once installed, the theme and the locks. An archive is
a folder with pelicanconf.py, content/ and sources/; the clone is one of them.
"""

import os
import site
import sys
from pathlib import Path

# The package, and the folder that it is imported from.
PACKAGE = Path(__file__).resolve().parent
SOURCE = PACKAGE.parent
# The settings of an archive: the file that tells an archive from any other folder.
SETTINGS = "pelicanconf.py"


def clone() -> Path | None:
    """Return the clone of the repository that the program runs from; None where it is installed."""
    above = SOURCE.parent
    return above if SOURCE.name == "plugins" and (above / "pyproject.toml").is_file() else None


def theme() -> Path:
    """Return the program's theme: templates/ and static/."""
    return (clone() or PACKAGE) / "theme"


def locks() -> Path:
    """Return the folder of the locks: what each optional part of the program needs, with hashes."""
    return (clone() or PACKAGE) / "requirements"


def manual() -> Path:
    """Return the folder of the pages about the program: fields, settings, publishing …"""
    return (clone() or PACKAGE) / "docs"


def synonyms() -> Path:
    """Return the general list of synonyms that an archive begins with."""
    above = clone()
    return above / "content" / "synonyms.toml" if above else PACKAGE / "archives" / "files" / "synonyms.toml"


def archive(start: Path | None = None) -> Path:
    """Return the archive that one stands in: the working directory, or the next one above it that has settings.

    Where there is none, the working directory itself.
    """
    here = (start or Path.cwd()).resolve()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()), here)


def cache(*parts: str, start: Path | None = None) -> Path:
    """Return a place below the archive's .cache/, where everything can be deleted at any time; start: as for archive()."""
    return archive(start).joinpath(".cache", *parts)


def install(lock: str) -> str:
    """Return the command that brings what a lock names into the environment of this program."""
    if clone():
        return f".venv/bin/python -m pip install --require-hashes -r requirements/{lock}.txt"
    return f'"{sys.executable}" -m pip install --require-hashes -r "{locks() / lock}.txt"'


# What libraries are to do in processes of the program, where a person's own environment does not say otherwise.
_OF_LIBRARIES = {
    # NumPy would begin a thread for each processor, which waits at work for matrices that nothing here has.
    "OPENBLAS_NUM_THREADS": "1",
    # The index takes and gives back arrays of a megabyte by the thousand. Linux's C library would return each to the system,
    # which clears its pages anew: more than half of all that a first build asked for. 32 MiB is the most that it accepts.
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
}


def environment() -> dict[str, str]:
    """Return the environment of another process of the program."""
    return {**_OF_LIBRARIES, **os.environ, "PYTHONUTF8": "1", "PYTHONPATH": importable()}


def importable() -> str:
    """Return the PYTHONPATH with which another process finds the package, before what this one was given."""
    given = [part for part in [os.environ.get("PYTHONPATH")] if part]
    installed = str(SOURCE) in (*site.getsitepackages(), site.getusersitepackages())
    # Before the standard library, packages of this environment would hide modules of it.
    return os.pathsep.join(given if installed else [str(SOURCE), *given])
