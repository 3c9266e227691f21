"""What `inv export` does: reads the bulk data of the built site, and writes what another program takes."""

import gzip
import json
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gongbao import atomic
from gongbao.messages import _, in_words, listed, ngettext
from gongbao.workshop import Failure
from gongbao.workshop.lock import exclusive
from gongbao.workshop.settings import folders, values

from . import documents, markdown, meilisearch, opensearch

BULK = "bulk"
FOLDER = "export"
# Servers take 100 MB at once unless they are told otherwise, and do better with less.
MOST = 20_000_000

Lines = Iterable[Mapping[str, Any]]


def export(settings: str, what: str, form: str, to: str = "") -> None:
    """Write the archive for another program into a folder (default: export/<form>), and say how it gets in."""
    if what != BULK:
        raise Failure(_("{what!r} cannot be exported — write: inv export bulk --format NAME", what=what))
    if form not in FORMS:
        raise Failure(
            _("there is no format {form!r} — choose one of {forms}", form=form, forms=listed(FORMS))
        )
    place = folders(settings)
    root = str(values(settings).get("SITEURL") or "").rstrip("/")
    target = Path(to) if to else place.home / FOLDER / form
    target.parent.mkdir(parents=True, exist_ok=True)
    if not to:  # an archive that is older than this folder does not tell Git to pass it over
        atomic.write(target.parent / ".gitignore", "*\n")
    with (
        exclusive(target),
        tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside,
    ):
        made = Path(beside) / target.name
        made.mkdir()
        count = FORMS[form](made, _lines(place.output), root)
        _replace(target, made, Path(beside) / "before")
    files = sorted(target.iterdir())
    size = sum(path.stat().st_size for path in files) / 1_000_000
    print(
        ngettext(
            "{folder}/: {count} document in {files} ({size:.1f} MB)",
            "{folder}/: {count} documents in {files} ({size:.1f} MB)",
            count,
            folder=target,
            files=listed(path.name for path in files),
            size=size,
        )
    )
    print(_("docs/servers.md of the program says how a server takes them"))


def _replace(target: Path, made: Path, aside: Path) -> None:
    """Put a folder in the place of one that an earlier export made, which is moved aside; refuse one that holds anything else."""
    if target.exists():
        strange = [p.name for p in target.iterdir() if not _ours(p)] if target.is_dir() else [target.name]
        if strange:
            raise Failure(
                _(
                    "{folder} holds {names}, which no export made — name a new folder with --to",
                    folder=target,
                    names=listed(sorted(strange)[:3]),
                )
            )
        target.rename(aside)
    made.rename(target)


def _ours(path: Path) -> bool:
    known = {opensearch.INDEX, meilisearch.SETTINGS, markdown.NAME}
    return path.name in known or (path.name.startswith("documents-") and path.suffix == ".ndjson")


def _lines(output: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the lines of the bulk data of a site, oldest year first; raise Failure where there are none."""
    files = sorted((output / "data").glob("*.jsonl.gz"))
    if not files:
        raise Failure(
            _("{folder}/ holds no bulk data (data/*.jsonl.gz) — run: inv build", folder=output.name)
        )
    for path in files:
        try:
            with gzip.open(path, "rt", encoding="utf-8") as found:
                yield from map(json.loads, found)
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise Failure(
                _("{file} is damaged ({reason}) — run: inv rebuild", file=path, reason=in_words(error))
            ) from error


def _for_opensearch(folder: Path, found: Lines, root: str) -> int:
    _write_json(folder / opensearch.INDEX, opensearch.index())
    return _write_lines(folder, opensearch.DOCUMENTS, opensearch.lines, found, root)


def _for_meilisearch(folder: Path, found: Lines, root: str) -> int:
    _write_json(folder / meilisearch.SETTINGS, meilisearch.settings())
    return _write_lines(folder, meilisearch.DOCUMENTS, meilisearch.lines, found, root)


def _as_markdown(folder: Path, found: Lines, root: str) -> int:
    return markdown.write(folder / markdown.NAME, found)


def _write_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _write_lines(
    folder: Path, name: str, form: Callable[[Lines], Iterator[bytes]], found: Lines, root: str
) -> int:
    count = 0

    def counted() -> Iterator[Mapping[str, Any]]:
        nonlocal count
        for line in found:
            count += 1
            yield documents.of_line(line, root)

    for number, data in enumerate(documents.cut(form(counted()), MOST), 1):
        (folder / name.format(number=number)).write_bytes(data)
    return count


FORMS: Mapping[str, Callable[[Path, Lines, str], int]] = {
    "markdown": _as_markdown,
    "meilisearch": _for_meilisearch,
    "opensearch": _for_opensearch,
}
