"""SHA256SUMS of a site: written with every build, checked in a folder or a zip. `sha256sum -c` reads it too."""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from gongbao.messages import _

from . import Failure, compressed, signature, site_files
from .settings import folders, values
from .site_files import Opener

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
_PIECE = 1 << 20
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
    sums = {n: of_file(p) for n, p in site_files.of_folder(folder).items() if n not in (NAME, signature.NAME)}
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
        files, doubled = site_files.of(path, NAME, ignored, stack)
        if NAME not in files:
            raise _without_sums(path)
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


def _without_sums(path: Path) -> Failure:
    below = sorted(path.glob(f"*/{NAME}")) if path.is_dir() else []
    if below:
        return Failure(
            _(
                "{path} holds no {name}, so nothing can be checked — name {folder}",
                path=path,
                name=NAME,
                folder=below[0].parent,
            )
        )
    return Failure(
        _(
            "{path} holds no {name}, so nothing can be checked — was it made by `inv build`?",
            path=path,
            name=NAME,
        )
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


def _distrust(sums: bytes, signer: Opener | None, key: str) -> str:
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


def _unpacks_to(opener: Opener, name: str, wanted: str) -> bool:
    try:
        with opener() as stream:
            return compressed.sum_inside(stream, _ending(name)) == wanted
    except _DAMAGED:
        return False


def _matches(opener: Opener, wanted: str) -> bool:
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
