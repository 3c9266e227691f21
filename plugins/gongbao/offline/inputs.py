"""What a package was made from, as one sum: a package whose inputs are the same need not be made again."""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gongbao import places
from gongbao.messages import catalogue
from gongbao.workshop import checksums, signature, state
from gongbao.workshop.settings import folders, values

LIST = "inputs.json"
# Packages of the program that have no part in a site.
_NO_PART = {"ingest", "publish"}
_LOCKS = ("site", "epub", "typeset", "zim")
# They say where things lie, or what becomes of the site afterwards, and change nothing in it.
_OF_NO_WEIGHT = {
    "PATH",
    "OUTPUT_PATH",
    "THEME",
    "SOURCES_PATH",
    "FILES_PATH",
    "PACKAGES_PATH",
    "PUBLISH",
    "OUTPUT_RETENTION",
}


def total(*parts: str | bytes) -> str:
    """Return the sum of some parts, told apart by their lengths."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(b"%d " % len(data) + data)
    return digest.hexdigest()


def of_files(files: Iterable[tuple[str, Path]]) -> str:
    """Return the sum of files by their names; of each its own sum, since scans together are larger than memory."""
    return total(*(part for name, path in sorted(files) for part in (name, checksums.of_file(path))))


def of_folder(folder: Path) -> str:
    """Return the sum of all files of a folder."""
    return of_files(_named(folder))


def _of_code(folder: Path, without: Collection[str] = ()) -> str:
    """Return the sum of a folder of the program, without some folders of it and what Python and it make there."""
    return of_files(
        (name, path)
        for name, path in _named(folder)
        if name.split("/")[0] not in without
        and "__pycache__" not in path.parts
        and not catalogue.is_made(path)
    )


def _named(folder: Path) -> Iterator[tuple[str, Path]]:
    return ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())


def of_program(settings: str) -> str:
    """Return the sum of what makes any package: program, theme, settings, the packages installed, the key to sign."""
    known = {
        name: repr(value)
        for name, value in values(settings).items()
        if name.isupper() and name not in _OF_NO_WEIGHT
    }
    key, place = os.environ.get(signature.SECRET_KEY, ""), folders(settings)
    return total(
        _of_code(places.PACKAGE, _NO_PART),
        _of_code(place.theme),
        _of_code(place.own_theme) if place.own_theme else "",
        json.dumps(known, sort_keys=True, ensure_ascii=False),
        platform.python_version(),
        *(f"{name}=={_installed(name)}" for name in sorted(_locked())),
        Path(key).read_bytes() if key and Path(key).is_file() else "",
    )


def of_fonts() -> str:
    """Return the sum of the names of the fonts that know Chinese, where the system can list them."""
    if not shutil.which("fc-list"):
        return ""
    command = ["fc-list", ":lang=zh", "file", "fontversion"]
    listed = subprocess.run(command, capture_output=True, check=False).stdout
    return total(*sorted(listed.splitlines()))


def read(folder: Path) -> dict[str, str]:
    """Read what the packages of a folder were made from, name → sum; nothing where nothing is known."""
    try:
        return dict(json.loads(state.read(folder / LIST)))
    except (OSError, ValueError, TypeError):  # not there, or damaged
        return {}


def write(folder: Path, sums: Mapping[str, str]) -> None:
    """Write what the packages of a folder were made from."""
    (folder / LIST).write_text(json.dumps(sums, indent=1) + "\n", encoding="utf-8")


def _locked() -> set[str]:
    texts = ((places.locks() / f"{name}.txt").read_text(encoding="utf-8") for name in _LOCKS)
    return {name for text in texts for name in re.findall(r"^([a-z0-9.-]+)==", text, re.M)}


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
