"""The catalogues: the .po files are kept in git; what gettext reads, the .mo beside each, is made from them when it is missing."""

import contextlib
import gettext
import io
import os
from functools import lru_cache
from pathlib import Path

DOMAIN = "gongbao"
LOCALE = Path(__file__).resolve().parent / "locale"


def po(language: str, domain: str = DOMAIN) -> Path:
    """Return where the catalogue of a language lies, which people edit."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


@lru_cache
def translations(language: str, domain: str = DOMAIN) -> gettext.NullTranslations:
    """Return the catalogue of a language; one that has none says everything as it stands in the code."""
    source = po(language, domain)
    made = source.with_suffix(".mo")
    if not source.exists() and not made.exists():
        return gettext.NullTranslations()
    if not _current(made, source):
        return _make(source, made)
    with made.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def knows(text: str) -> bool:
    """Say whether a sentence stands in any catalogue."""
    languages = (path.name for path in LOCALE.iterdir() if path.is_dir())
    return any(translations(name).gettext(text) != text for name in languages)


def is_made(path: Path) -> bool:
    """Say whether a file of the program is one that it makes of a catalogue while it runs, and so no change of it."""
    return path.suffix == ".tmp" or (path.suffix == ".mo" and path.with_suffix(".po").exists())


def _current(made: Path, source: Path) -> bool:
    """Say whether a .mo is that of its .po. A package has the .mo alone."""
    if not made.exists():
        return False
    return not source.exists() or made.stat().st_mtime_ns == source.stat().st_mtime_ns


def _make(source: Path, made: Path) -> gettext.GNUTranslations:
    """Make the .mo of a .po, for the next run too where the folder can be written."""
    import polib  # noqa: PLC0415 - only the first run after the catalogue changed needs it

    time = source.stat().st_mtime_ns
    data = polib.pofile(str(source)).to_binary()
    with contextlib.suppress(OSError):
        # Several processes may do this at once: each lays a whole file in place, under the time of its .po.
        new = made.with_suffix(f".{os.getpid()}.tmp")
        try:
            new.write_bytes(data)
            os.utime(new, ns=(time, time))
            new.replace(made)
        finally:
            # What could not be written whole is not left lying.
            new.unlink(missing_ok=True)
    return gettext.GNUTranslations(io.BytesIO(data))
