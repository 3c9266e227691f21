"""Zips whose bytes depend on nothing but the files in them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

# The first moment that a zip can name; no clock and no owner goes into the bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def of_folder(folder: Path, target: Path) -> None:
    """Zip a folder; everything lies below a folder of the zip's own name, so that unpacking scatters nothing."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    write({f"{target.stem}/{name}": folder / name for name in names}, target)


def write(members: Mapping[str, Path | bytes], target: Path, stored: frozenset[str] = frozenset()) -> None:
    """Write members in the order given; those in stored are not compressed."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.create_system = _UNIX
            info.external_attr = _PLAIN_FILE
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            data = content if isinstance(content, bytes) else content.read_bytes()
            archive.writestr(info, data, compresslevel=9)
