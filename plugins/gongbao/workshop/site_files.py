"""The files of a site, as they lie in a folder or a zip, each to be opened when it is asked for."""

import os
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from gongbao.messages import _

from . import Failure
from .nearest_path import lies_there

Opener = Callable[[], IO[bytes]]
# Far above any archive; a zip that claims more is not read to its end.
_LARGEST_TOTAL = 64 << 30


def of(
    path: Path, beside: str, ignored: Collection[str], stack: ExitStack
) -> tuple[dict[str, Opener], list[str]]:
    """Return the files of a folder or zip, name → what opens it, and the names that stand twice.

    beside: a file at the top of the site, by which its folder in a zip is known; ignored: names at the top of a folder that
    no build made; stack: closes the zip. Raises Failure where there is neither.
    """
    if path.is_dir():
        held = of_folder(path).items()
        return {name: _opener(file) for name, file in held if name.split("/")[0] not in ignored}, []
    if not path.is_file():
        raise Failure(
            _("{path} is not there — name a folder or a zip; {near}", path=path, near=lies_there(path))
        )
    try:
        return _of_zip(stack.enter_context(zipfile.ZipFile(path)), beside)
    except zipfile.BadZipFile as error:
        raise Failure(
            _("{path} is no whole zip ({error}) — get it once more", path=path, error=error)
        ) from error


def of_folder(folder: Path) -> dict[str, Path]:
    """Return the files of a folder and of those in it, name → path; a link counts as a file."""
    return dict(_walk(folder))


def _of_zip(archive: zipfile.ZipFile, beside: str) -> tuple[dict[str, Opener], list[str]]:
    """Return the files of a zip below the folder that holds a file of that name, and the names that stand twice."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if sum(info.file_size for info in infos) > _LARGEST_TOTAL:
        raise Failure(
            _(
                "{file} would unpack to more than {size} GB — it is no archive",
                file=archive.filename,
                size=_LARGEST_TOTAL >> 30,
            )
        )
    places = [info.filename for info in infos if info.filename.rpartition("/")[2] == beside]
    top = min(places, key=lambda name: (name.count("/"), name), default=beside).removesuffix(beside)
    files: dict[str, Opener] = {}
    doubled = []
    for info in infos:
        # What lies outside the folder keeps its whole name, and so is told as added.
        name = info.filename.removeprefix(top)
        if name in files:
            doubled.append(name)
        files[name] = lambda info=info: archive.open(info)  # type: ignore[misc]
    return files, doubled


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _walk(folder: Path | str, below: str = "") -> Iterator[tuple[str, Path]]:
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{below}{entry.name}/")
            elif entry.is_symlink() or entry.is_file():
                yield below + entry.name, Path(entry.path)
