"""Files that go to a worker on another machine: packed here, laid into a folder of its own there."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Lent:
    """A file or a folder, and what lies beside it: the path of each below their common folder, and its bytes."""

    name: str
    files: Mapping[str, bytes]
    folders: Sequence[str] = ()


def lend(path: Path, beside: Sequence[Path]) -> Lent:
    """Pack a file or a folder, with some files that lie in its folder or below."""
    root = path.parent
    inside = sorted(path.rglob("*")) if path.is_dir() else [path]
    folders = [path, *(one for one in inside if one.is_dir())] if path.is_dir() else []
    files = [one for one in [*inside, *beside] if one.is_file()]
    return Lent(
        path.name,
        {one.relative_to(root).as_posix(): one.read_bytes() for one in files},
        [one.relative_to(root).as_posix() for one in folders],
    )


@contextmanager
def opened(given: Path | Lent) -> Iterator[Path]:
    """Give the path that a worker reads a lent file by; what lies on this machine is read where it lies."""
    if isinstance(given, Path):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="gongbao-") as name:
        root = Path(name)
        for folder in given.folders:
            (root / folder).mkdir(parents=True, exist_ok=True)
        for path, data in given.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        yield root / given.name
