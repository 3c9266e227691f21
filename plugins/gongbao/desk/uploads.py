"""Files on their way in: they wait in a folder of the workbench until a person says that they were taken for the right thing."""

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from gongbao import atomic
from gongbao.ingest import source_files
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.read import following_pages
from gongbao.ingest.read.sidecar import FILE_KEYS
from gongbao.messages import _, in_words

# What one file may have; the readers have limits of their own, by kind.
LARGEST = 500 * 1024 * 1024
# What no name may have: signs that steer how a name is shown (controls, directions, line ends); what Windows keeps for itself.
_STEERING = r"\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_KEPT = r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))"
_NAME = re.compile(rf"{_KEPT}[^{_STEERING}/\\:*?\"<>|]{{1,180}}(?<![. ])", re.IGNORECASE)
# Most file systems hold names of so many bytes; a sidecar's may be longer by one ending.
_LONGEST_NAME = 240
_DEEPEST = 6
_PAGES = {".html", ".htm"}


class Refused(Exception):
    """A file that is not taken; str() says why and what to do."""


def target(inbox: Path, name: str) -> Path:
    """Return where a file that is dropped is put; raise Refused for a name that leads elsewhere."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    good = parts and len(parts) <= _DEEPEST and not name.startswith("/")
    if not good or any(
        not _NAME.fullmatch(part) or part.startswith(".") or len(part.encode()) > _LONGEST_NAME
        for part in parts
    ):
        raise Refused(_("{name}: no name of a file that can be taken; rename it", name=name[:80]))
    return inbox.joinpath(*parts)


def waiting(inbox: Path) -> list[Path]:
    """Return the sources that wait: files, those of a folder one by one, and folders that are one source.

    A folder in which nothing can be read waits itself, so that a person is told.
    """
    found: list[Path] = []
    for path in _listed(inbox):
        if path.is_dir():
            found += _sources_in(path)
        elif path.suffix != ".toml" and following_pages.first_of(path) == path:
            found.append(path)
    return found


def unread(sources: Path, known: set[str]) -> list[Path]:
    """Return the sources in sources/ that no folder of the archive was made of."""
    return [path for path in waiting(sources) if path.name not in known and not path.name.startswith("~$")]


def named(paths: Iterable[Path], folder: Path) -> dict[str, Path]:
    """Return sources by what they are called in the page: their paths below a folder."""
    return {path.relative_to(folder).as_posix(): path for path in paths}


def _sources_in(folder: Path) -> list[Path]:
    if not any(path.is_file() for path in folder.rglob("*")):
        return []
    try:
        return source_files.find(folder)
    except SourceError:
        return [folder]


def _listed(folder: Path) -> list[Path]:
    """Return what lies in a folder, without what browsers put beside a page that they save."""
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    of_pages = {beside for path in entries for beside in _beside(path)}
    return [path for path in entries if path not in of_pages and not path.name.startswith(".")]


def _beside(path: Path) -> list[Path]:
    """Return where the pictures of a saved page lie, under the names that browsers give; nowhere for another file."""
    if path.suffix.lower() not in _PAGES:
        return []
    return [path.with_name(path.stem + ending) for ending in source_files.SAVED_BESIDE]


def read_sidecar(path: Path) -> dict[str, str]:
    """Return what was said of a source that waits; raise Refused where that cannot be read."""
    import tomllib  # noqa: PLC0415

    sidecar = path.with_suffix(".toml")
    if not sidecar.is_file():
        return {}
    try:
        facts = tomllib.loads(sidecar.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(
            _(
                "{name}: cannot be read ({error}); mend it, or take it away, and say it again",
                name=sidecar.name,
                error=in_words(error),
            )
        ) from error
    return {key: str(value) for key, value in facts.items()}


def say(path: Path, facts: dict[str, str]) -> None:
    """Write beside a source what a person says of it, as an archivist would: its sidecar."""
    kept = {**read_sidecar(path), **{key: value.strip() for key, value in facts.items() if key in FILE_KEYS}}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in kept.items() if value]
    sidecar = path.with_suffix(".toml")
    if lines:
        atomic.write(sidecar, "".join(lines))
    else:
        sidecar.unlink(missing_ok=True)


def take(path: Path, inbox: Path, sources: Path) -> Path:
    """Move a source of the inbox, with what lies beside it, into sources/ itself; return where it is now.

    Where another file has its name, that of its folder is put before it; raise Refused where that is taken as well.
    """
    if not path.is_relative_to(inbox):
        return path
    sources.mkdir(parents=True, exist_ok=True)
    to = _free(path, inbox, sources)
    with_it = [*following_pages.pages_of(path)] if path.is_file() else []
    _move(path, to)
    _move(path.with_suffix(".toml"), to.with_suffix(".toml"))
    for mine, its in zip(_beside(path), _beside(to), strict=True):
        _move(mine, its)
    for page in with_it:
        _move(page, sources / page.name)
    return to


def _free(path: Path, inbox: Path, sources: Path) -> Path:
    """Return the place in sources/ for a source: one that is not taken, or holds the same bytes."""
    names = [path.name] if path.parent == inbox else [path.name, f"{path.parent.name}-{path.name}"]
    for name in names:
        to = sources / name
        if not to.exists() or (path.is_file() and to.is_file() and to.read_bytes() == path.read_bytes()):
            return to
    raise Refused(_("{name}: sources/ has another file of that name; rename the new one", name=path.name))


def _move(path: Path, to: Path) -> None:
    if path.is_dir() and to.is_dir():
        shutil.copytree(path, to, dirs_exist_ok=True)
        shutil.rmtree(path)
    elif path.exists():
        path.replace(to) if path.is_file() else shutil.move(path, to)


def forget(path: Path) -> None:
    """Throw a source away that waits, with what lies beside it."""
    for one in (path, path.with_suffix(".toml"), *_beside(path)):
        if one.is_dir():
            shutil.rmtree(one)
        else:
            one.unlink(missing_ok=True)


def tidy(inbox: Path) -> None:
    """Remove the folders of the inbox in which nothing waits any more."""
    for folder in sorted((path for path in inbox.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
