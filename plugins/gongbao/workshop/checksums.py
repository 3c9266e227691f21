"""SHA256SUMS of a site: written with every build, checked in a folder or a zip. `sha256sum -c` reads it too."""

import hashlib
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gongbao.messages import _

from . import Failure, compressed, signature
from .nearest_path import lies_there
from .settings import folders, values

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
_PIECE = 1 << 20
# Far above any archive; a zip that claims more is not read to its end.
_LARGEST_TOTAL = 64 << 30
# A damaged member has its own check in a zip; one that is locked or packed in another way was put there by others.
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError)


@dataclass(frozen=True)
class Findings:
    """How files differ from their sums: names, sorted."""

    checked: int
    changed: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    # Precompressed copies that unpack to what the list says of their file.
    copies: int = 0
    signed: bool = False
    # What is wrong with the signature; empty if it is good, or no key was given.
    distrust: str = ""

    @property
    def whole(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.changed or self.lost or self.added)


def write(folder: Path) -> None:
    """Write the sums of every file of a folder, sorted by name."""
    sums = {n: of_file(p) for n, p in _files(folder).items() if n not in (NAME, signature.NAME)}
    (folder / NAME).write_text(lines(sums), encoding="utf-8", newline="\n")


def lines(sums: Mapping[str, str]) -> str:
    """Return the list of some sums, name → sum."""
    written = []
    for name in sorted(sums):
        if "\n" in name or "\\" in name:
            raise Failure(_("{name!r} cannot stand in {list} — rename the file", name=name, list=NAME))
        written.append(f"{sums[name]}  {name}\n")
    return "".join(written)


def of_file(path: Path) -> str:
    """Return the sum of a file."""
    with path.open("rb") as stream:
        return _sum(stream)


def verify(path: Path, ignored: Collection[str] = (), key: str = "") -> Findings:
    """Compare a folder or zip with its SHA256SUMS, and those with their signature if there is a public key to do it.

    ignored: names at the top that no build made.
    """
    with ExitStack() as stack:
        if path.is_dir():
            files: dict[str, Callable[[], IO[bytes]]] = {
                name: _opener(file)
                for name, file in _files(path).items()
                if name.split("/")[0] not in ignored
            }
            doubled: list[str] = []
        elif path.is_file():
            try:
                files, doubled = _members(stack.enter_context(zipfile.ZipFile(path)))
            except zipfile.BadZipFile as error:
                raise Failure(
                    _("{path} is no whole zip ({error}) — get it once more", path=path, error=error)
                ) from error
        else:
            raise Failure(
                _("{path} is not there — name a folder or a zip; {near}", path=path, near=lies_there(path))
            )
        if NAME not in files:
            below = sorted(path.glob(f"*/{NAME}")) if path.is_dir() else []
            if below:
                raise Failure(
                    _(
                        "{path} holds no {name}, so nothing can be checked — name {folder}",
                        path=path,
                        name=NAME,
                        folder=below[0].parent,
                    )
                )
            raise Failure(
                _(
                    "{path} holds no {name}, so nothing can be checked — was it made by `inv build`?",
                    path=path,
                    name=NAME,
                )
            )
        with files.pop(NAME)() as stream:
            listed = stream.read()
        sums = read(listed, path)
        signer = files.pop(signature.NAME, None)
        distrust = _distrust(listed, signer, key)
        changed = [*doubled]
        copies = [name for name in files.keys() - sums.keys() if _original(name) in sums]
        for name in copies:
            if not _unpacks_to(files.pop(name), name, sums[_original(name)]):
                changed.append(name)
        for name in sorted(files.keys() & sums.keys()):
            if not _matches(files[name], sums[name]):
                changed.append(name)
    lost, added = sums.keys() - files.keys(), files.keys() - sums.keys()
    return Findings(
        checked=len(sums),
        changed=tuple(sorted(set(changed))),
        lost=tuple(sorted(lost)),
        added=tuple(sorted(added)),
        copies=len(set(copies) - set(changed)),
        signed=signer is not None,
        distrust=distrust,
    )


def report(path: Path, ignored: Collection[str] = (), key: str = "") -> None:
    """Verify and say what was found; fail if anything differs, or if a key was given and the signature is not its."""
    found = verify(path, ignored, key)
    _name(found)
    if not found.whole:
        counts = _(
            "{path} is not as it was made: {changed} changed, {lost} lost, {added} added",
            path=path,
            changed=len(found.changed),
            lost=len(found.lost),
            added=len(found.added),
        )
        raise Failure("; ".join(filter(None, (counts, found.distrust))))
    if found.distrust:
        raise Failure(
            _("{path} agrees with its {name}, but {distrust}", path=path, name=NAME, distrust=found.distrust)
        )
    if found.copies:
        print(
            _(
                "{path}: all {checked} files are as they were made, and so are {copies} precompressed copies.",
                path=path,
                checked=found.checked,
                copies=found.copies,
            )
        )
    else:
        print(_("{path}: all {checked} files are as they were made.", path=path, checked=found.checked))
    if key:
        print(_("The signature of {name} is good.", name=NAME))
    elif found.signed:
        print(
            _(
                "{name} is signed; give the public key (--key) to check the signature too.",
                name=NAME,
            )
        )


def _name(found: Findings) -> None:
    """Print what differs, a line a file."""
    for name in found.changed:
        print(_("changed: {name}", name=name))
    for name in found.lost:
        print(_("lost: {name}", name=name))
    for name in found.added:
        print(_("added: {name}", name=name))


def task(settings: str, path: str, key: str = "") -> None:
    """Verify a folder or zip; what the settings let stand in the output is not counted as added."""
    report(Path(path), folders(settings).kept, key or str(values(settings).get("PUBLIC_KEY", "")))


def read(raw: bytes, path: Path | str) -> dict[str, str]:
    """Read a list of sums, name → sum; path only says in a refusal whose list it is."""
    sums: dict[str, str] = {}
    try:
        lines = raw.decode().splitlines()
    except UnicodeDecodeError as error:
        raise Failure(_("{path}: {name} is not UTF-8, so it was changed", path=path, name=NAME)) from error
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if not match or match[2] in sums:
            raise Failure(
                _(
                    "{path}: {name} line {number} is no sum, or a second one — the list was changed",
                    path=path,
                    name=NAME,
                    number=number,
                )
            )
        sums[match[2]] = match[1]
    return sums


def _members(archive: zipfile.ZipFile) -> tuple[dict[str, Callable[[], IO[bytes]]], list[str]]:
    """Return the files of a zip below the folder that holds its sums, and the names that stand twice."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if sum(info.file_size for info in infos) > _LARGEST_TOTAL:
        raise Failure(
            _(
                "{file} would unpack to more than {size} GB — it is no archive",
                file=archive.filename,
                size=_LARGEST_TOTAL >> 30,
            )
        )
    places = [info.filename for info in infos if info.filename.rpartition("/")[2] == NAME]
    top = min(places, key=lambda name: (name.count("/"), name), default=NAME).removesuffix(NAME)
    files: dict[str, Callable[[], IO[bytes]]] = {}
    doubled = []
    for info in infos:
        # What lies outside the folder keeps its whole name, and so is told as added.
        name = info.filename.removeprefix(top)
        if name in files:
            doubled.append(name)
        files[name] = lambda info=info: archive.open(info)  # type: ignore[misc]
    return files, doubled


def _distrust(sums: bytes, signer: Callable[[], IO[bytes]] | None, key: str) -> str:
    """Say why the list is not to be trusted; empty if it is, or if there is no key to tell."""
    if not key:
        return ""
    if signer is None:
        signature.public_key(key)  # a slip in the key is told first
        return _("it has no signature ({file} is missing)", file=signature.NAME)
    try:
        with signer() as stream:
            signature.check(sums, stream.read(_PIECE), key)
    except _DAMAGED:
        return _("its signature cannot be read")
    except signature.Wrong as error:
        return _("its signature is wrong: {error}", error=error)
    return ""


def _original(name: str) -> str:
    """Return the name of the file that a precompressed copy stands beside; empty if it is no copy."""
    return name[: -len(ending)] if (ending := _ending(name)) else ""


def _ending(name: str) -> str:
    return next((ending for ending in compressed.ENDINGS if name.endswith(ending)), "")


def _unpacks_to(opener: Callable[[], IO[bytes]], name: str, wanted: str) -> bool:
    try:
        with opener() as stream:
            return compressed.sum_inside(stream, _ending(name)) == wanted
    except _DAMAGED:
        return False


def _matches(opener: Callable[[], IO[bytes]], wanted: str) -> bool:
    try:
        with opener() as stream:
            return _sum(stream) == wanted
    except _DAMAGED:
        return False


def _sum(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _files(folder: Path) -> dict[str, Path]:
    return dict(_walk(folder))


def _walk(folder: Path | str, below: str = "") -> Iterator[tuple[str, Path]]:
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{below}{entry.name}/")
            elif entry.is_symlink() or entry.is_file():
                yield below + entry.name, Path(entry.path)
