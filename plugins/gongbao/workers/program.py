"""What must be the same on every machine, so that they make the same bytes: the program, Python, the packages."""

import hashlib
import platform
import re
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata

from gongbao import __version__, places

# The locks of what reads sources and builds pages; others make no difference to either.
_LOCKS = ("site", "pdf", "ocr")


@cache
def versions() -> Mapping[str, str]:
    """Return the versions of this process, by what they are of; a package that is not installed has none."""
    code = hashlib.sha256()
    for path in sorted(places.PACKAGE.rglob("*.py")):
        code.update(path.relative_to(places.PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    major, minor, _ = platform.python_version_tuple()
    # Another version of the library may deflate the same data to other bytes.
    return {
        "gongbao": f"{__version__} ({code.hexdigest()[:8]})",
        "Python": f"{major}.{minor}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **dict(_packages()),
    }


def _packages() -> Iterator[tuple[str, str]]:
    for lock in _LOCKS:
        for line in (places.locks() / f"{lock}.in").read_text(encoding="utf-8").splitlines():
            if match := re.match(r"[A-Za-z0-9._-]+", line):
                try:
                    yield match[0].lower(), metadata.version(match[0])
                except metadata.PackageNotFoundError:
                    continue


def different(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """Say how the versions of another process differ: each that it lacks or has otherwise; "" if none does."""
    return "; ".join(
        f"{name} {there.get(name, '—')} ≠ {version}"
        for name, version in here.items()
        if there.get(name) != version
    )
