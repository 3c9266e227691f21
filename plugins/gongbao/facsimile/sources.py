"""Find the source that a ledger speaks of, and make sure that it is the same."""

from pathlib import Path

from gongbao import digest
from gongbao.bulletin.ledger import LedgerError
from gongbao.cache import keys, store
from gongbao.messages import _

from .ledger import LEDGER, Ledger


def found(ledger: Ledger, folder: Path, kept: store.Store) -> Path | None:
    """Return the source of a ledger, None where it is not there; kept: takes up sums, since large files are slow to add up.

    Raises LedgerError where another file has its name.
    """
    path = folder / Path(ledger.name).name
    if not path.exists():
        return None
    if _sum(path, kept) != ledger.sha256:
        raise LedgerError(
            _(
                "{ledger} was made of another {source} than the one in {folder}/ — ingest it again",
                ledger=LEDGER,
                source=path.name,
                folder=folder.name,
            )
        )
    return path


def _sum(path: Path, kept: store.Store) -> str:
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    stats = [(str(file), file.stat()) for file in files]
    key = keys.digest("sum", [[name, s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino] for name, s in stats])
    if known := kept.get([key]).get(key):
        return known.decode()
    if path.is_dir():
        # The readers, which take long to load; most sources are files.
        from gongbao.ingest.read.members import of_folder, sum_of  # noqa: PLC0415

        made = sum_of(of_folder(path))
    else:
        made = digest.of_file(path)
    kept.put({key: made.encode()})
    return made
