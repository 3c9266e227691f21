"""Files on their way in: they wait in a folder of the workbench until a person says that they were taken for the right thing."""

import json
import re
import shutil
from pathlib import Path, PurePosixPath

from gongbao.ingest.read.sidecar import FILE_KEYS
from gongbao.messages import _

# What one file may have; the readers have limits of their own, by kind.
LARGEST = 500 * 1024 * 1024
_NAME = re.compile(r"[^\x00-\x1f/\\:*?\"<>|]{1,180}")
_DEEPEST = 6


class Refused(Exception):
    """A file that is not taken; str() says why and what to do."""


def target(inbox: Path, name: str) -> Path:
    """Return where a file that is dropped is put; raise Refused for a name that leads elsewhere."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    good = parts and len(parts) <= _DEEPEST and not name.startswith("/")
    if not good or any(
        not _NAME.fullmatch(part) or part in {".", ".."} or part.startswith(".") for part in parts
    ):
        raise Refused(_("{name}: no name of a file that can be taken; rename it", name=name[:80]))
    return inbox.joinpath(*parts)


def waiting(inbox: Path) -> list[Path]:
    """Return the files and folders that wait, without what was said of them."""
    held = sorted(inbox.iterdir()) if inbox.is_dir() else []
    return [path for path in held if path.suffix != ".toml" and not path.name.startswith(".")]


def unread(sources: Path, known: set[str]) -> list[Path]:
    """Return the files of sources/ that no folder of the archive was made of."""
    held = sorted(sources.iterdir()) if sources.is_dir() else []
    return [
        p for p in held if p.name not in known and p.suffix != ".toml" and not p.name.startswith((".", "~$"))
    ]


def said(path: Path) -> dict[str, str]:
    """Return what was said of a source that waits."""
    import tomllib  # noqa: PLC0415

    sidecar = path.with_suffix(".toml")
    if not sidecar.is_file():
        return {}
    return {key: str(value) for key, value in tomllib.loads(sidecar.read_text(encoding="utf-8")).items()}


def say(path: Path, facts: dict[str, str]) -> None:
    """Write beside a source what a person says of it, as an archivist would: its sidecar."""
    kept = {**said(path), **{key: value.strip() for key, value in facts.items() if key in FILE_KEYS}}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in kept.items() if value]
    sidecar = path.with_suffix(".toml")
    if lines:
        sidecar.write_text("".join(lines), encoding="utf-8", newline="\n")
    else:
        sidecar.unlink(missing_ok=True)


def take(path: Path, sources: Path) -> Path:
    """Move a source that waits, and what was said of it, to the sources; raise Refused where another one has its name."""
    if path.parent == sources:
        return path
    sources.mkdir(parents=True, exist_ok=True)
    to = sources / path.name
    if to.exists():
        if path.is_file() and to.is_file() and to.read_bytes() == path.read_bytes():
            path.unlink()
        else:
            raise Refused(
                _("{name}: sources/ has another file of that name; rename the new one", name=path.name)
            )
    else:
        shutil.move(path, to)
    sidecar = path.with_suffix(".toml")
    if sidecar.exists():
        shutil.move(sidecar, to.with_suffix(".toml"))
    return to


def forget(path: Path) -> None:
    """Throw a file away that waits."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.with_suffix(".toml").unlink(missing_ok=True)
