"""Write an edition under content/: whole or not at all, and never over what a person has corrected."""

import ctypes
import os
import secrets
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from gongbao.messages import _

from .account import digest
from .files import LEDGER, Laid, read_ledger

_STAGING = ".ingest-"
_TEXTS = (".md", ".json", ".txt")
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass
class Written:
    """What writing did: files written, left as they were, kept because a person edited them, removed."""

    folder: Path
    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def plan(laid: Laid, content: Path, force: bool) -> tuple[Written, dict[str, bytes]]:
    """Compare an edition's files with those that stand; return what would happen and the folder's new files."""
    folder = content / laid.folder
    _inside(folder, content)
    outcome = Written(folder)
    before = read_ledger(folder)
    known = dict((before or {}).get("files", {}))
    new: dict[str, bytes] = {}
    for name, text in laid.files.items():
        data = text.encode("utf-8") if isinstance(text, str) else text
        path = folder / name
        if not path.exists():
            outcome.written.append(name)
        elif path.read_bytes() == data:
            outcome.unchanged.append(name)
        elif name != LEDGER and not force and _digest_of(path) != known.get(name):
            outcome.kept.append(name)
            data = path.read_bytes()
        else:
            outcome.written.append(name)
        new[name] = data
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name in new or path.name not in known:
            continue
        (outcome.removed if _digest_of(path) == known[path.name] else outcome.kept).append(path.name)
    if not outcome.removed and set(outcome.written) <= {LEDGER} and outcome.kept:
        # The ledger alone would change only to forget the edit: leave it.
        outcome.written = []
    return outcome, new


def apply(outcome: Written, new: dict[str, bytes], content: Path) -> None:
    """Put the folder's new files in place in one step; content/ is as before or complete at any moment."""
    if not outcome.written and not outcome.removed:
        return
    folder = outcome.folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Not mkdtemp, whose folders are for their owner alone: others may keep this archive too.
    staging = content / f"{_STAGING}{secrets.token_hex(6)}"
    staging.mkdir()
    try:
        if folder.exists():
            shutil.copymode(folder, staging)
        for name, data in new.items():
            with (staging / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        _carry_over(folder, staging, {*new, *outcome.removed})
        if folder.exists():
            _exchange(staging, folder)
        else:
            staging.rename(folder)
    finally:
        if staging.exists():
            shutil.rmtree(staging, ignore_errors=True)


def _carry_over(folder: Path, staging: Path, settled: set[str]) -> None:
    """Bring along what ingest did not write, or what was edited since: a person's files, folders and links stay."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name in settled:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, staging / path.name, symlinks=True)
        else:
            shutil.copy2(path, staging / path.name, follow_symlinks=False)


def _digest_of(path: Path) -> str:
    """Return the hash of a file as the ledger keeps it; a text that is no UTF-8 is none that ingest wrote."""
    if path.suffix not in _TEXTS:
        return digest(path.read_bytes())
    try:
        return digest(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return ""


def clear_staging(content: Path) -> None:
    """Remove what an interrupted run left behind, and finish a swap that it was in the middle of."""
    if not content.is_dir():
        return
    for path in content.glob(f"{_STAGING}*"):
        marker = path / ".belongs-to"
        if marker.is_file():
            target = content / marker.read_text(encoding="utf-8").strip()
            if not target.exists():
                marker.unlink()
                path.rename(target)
                continue
        shutil.rmtree(path, ignore_errors=True)


def _exchange(staging: Path, folder: Path) -> None:
    """Swap two folders in one step where the system can; else by two renames that the next run would finish."""
    if sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        rename = getattr(libc, "renameat2", None)
        if rename and not rename(
            _AT_FDCWD, os.fsencode(staging), _AT_FDCWD, os.fsencode(folder), _RENAME_EXCHANGE
        ):
            return
    (staging / ".belongs-to").write_text(str(folder.relative_to(staging.parent)), encoding="utf-8")
    old = Path(tempfile.mkdtemp(prefix=_STAGING, dir=staging.parent)) / "old"
    folder.rename(old)
    staging.rename(folder)
    (folder / ".belongs-to").unlink()
    shutil.rmtree(old.parent, ignore_errors=True)


def _inside(folder: Path, content: Path) -> None:
    if not folder.resolve().is_relative_to(content.resolve()):
        raise ValueError(
            _(
                "{folder}: lies outside {content} — check the publication's id",
                folder=folder,
                content=content,
            )
        )
