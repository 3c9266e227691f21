"""Take a file's bytes from the disk, within limits."""

from pathlib import Path

from gongbao.messages import _, reason

from ..model.source import SourceError
from .refused import refuse_suffix

_LARGEST = 50 * 1024 * 1024
_LARGEST_ARCHIVE = 200 * 1024 * 1024
# Forty pages in colour are a hundred megabytes and more.
_LARGEST_SCAN = 500 * 1024 * 1024
_SCANS = (".pdf", ".tif", ".tiff")


def load(path: Path) -> bytes:
    """Return the bytes of a file; raise SourceError for one that is not there, too large or empty."""
    name, suffix = path.name, path.suffix.lower()
    largest = _LARGEST_SCAN if suffix in _SCANS else _LARGEST_ARCHIVE if suffix == ".zip" else _LARGEST
    try:
        size = path.stat().st_size
        if size > largest:
            refuse_suffix(suffix, name)
            raise SourceError(
                _(
                    "{name}: {size:.0f} MB, more than the {largest} MB that are read; split it",
                    name=name,
                    size=size / (1 << 20),
                    largest=largest >> 20,
                )
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(_("{name}: no such file ({path}); check the name", name=name, path=path)) from error
    except OSError as error:
        raise SourceError(
            _(
                "{name}: cannot be read ({reason}); check its permissions",
                name=name,
                reason=reason(error),
            )
        ) from error
    if not data:
        raise SourceError(
            _(
                "{name}: empty, it has no bytes; check that the file was saved whole",
                name=name,
            )
        )
    return data
