"""Find the pictures that a page names: among the parts of a saved page, or as files beside it. Nothing is fetched."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ...model.source import SourceObject

_LARGEST = 30 << 20
_MOST = 500


def found(
    objects: Iterable[SourceObject], saved: Mapping[str, bytes], folder: Path | None
) -> tuple[tuple[SourceObject, ...], dict[str, bytes]]:
    """Return the objects, and the bytes of the pictures that are there; one that is not there is told by rule.

    saved: pictures of the same container by their address. folder: where the page itself lies, None if nowhere.
    """
    files: dict[str, bytes] = {}
    out = []
    for item in objects:
        if item.kind != "picture" or item.rule:
            out.append(item)
            continue
        content = files.get(item.file) or _saved(item.file, saved) or _beside(item.file, folder, len(files))
        if content:
            files[item.file] = content
            out.append(item)
        else:
            out.append(replace(item, rule="picture-not-there", text=item.text or item.file[:200]))
    return tuple(out), files


def _saved(address: str, saved: Mapping[str, bytes]) -> bytes | None:
    for way in (address, unquote(address), address.replace("\\", "/"), address.removeprefix("./")):
        if way in saved:
            return saved[way]
    if not saved or address.startswith("data:"):
        return None
    # Word names its parts by a folder that is not there: the name of the file alone is what counts.
    name = posixpath.basename(unquote(urlsplit(address).path).replace("\\", "/"))
    same = [
        content
        for key, content in saved.items()
        if name and posixpath.basename(key.replace("\\", "/")) == name
    ]
    return same[0] if len(same) == 1 else None


def _beside(address: str, folder: Path | None, count: int) -> bytes | None:
    """Return what a file holds that lies in the page's own folder or below it."""
    if folder is None or count >= _MOST or (place := lies(address, folder)) is None:
        return None
    try:
        return place.read_bytes()
    except OSError:
        return None


def lies(address: str, folder: Path) -> Path | None:
    """Return the file that an address names in a page's own folder or below it."""
    try:
        parts = urlsplit(address.replace("\\", "/"))
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    for path in (parts.path, unquote(parts.path)):
        try:
            place = (folder / path.lstrip("/")).resolve()
            inside = place.is_relative_to(folder.resolve())
            if inside and place.is_file() and place.stat().st_size <= _LARGEST:
                return place
        except (OSError, ValueError):
            continue
    return None
