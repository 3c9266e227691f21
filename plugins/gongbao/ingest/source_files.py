"""The sources that a path names: which files of a folder are sources, and which are left out, by name."""

import contextlib
import sys
from pathlib import Path

from gongbao.below import files_below
from gongbao.messages import _, few, listed
from gongbao.workshop.nearest_path import lies_there

from .model.source import SourceError
from .read import READABLE, REFUSED, following_pages, index_page, members, sniff
from .read.load import load
from .read.office import Job, prepare
from .read.sniff import CALC, WRITER, form_of, modern

# Files that lie beside sources and are no sources themselves.
_BESIDE = {".toml", ".json"}
# How browsers end the name of the folder that they put beside a page they save.
SAVED_BESIDE = ("_files", ".files", "_file")
# What systems and editors leave lying about; nobody means it. ~$ is a document that is open in Word or WPS just now.
_LITTER_STARTS, _LITTER_ENDS = (".", "~$"), ("~", ".tmp", ".bak", ".swp")
_LITTER = {"thumbs.db", "desktop.ini"}
_OFFICE = WRITER | CALC


def find(path: Path, is_bundle: bool = False) -> list[Path]:
    """Return the sources that a path names: the file, or the files of a folder and its folders, in order.

    A folder that is one document with its attachments is a source itself: where a person says so (is_bundle), or where
    its files are named so (附件1 …); so is a folder that holds nothing but pictures of pages, or an issue as web pages of
    which one lists the others.
    """
    if not path.exists():
        raise SourceError(
            _("{path}: there is no such file or folder; {near}", path=path, near=lies_there(path))
        )
    if not path.is_file() and not path.is_dir():
        raise SourceError(_("{file} is a pipe or a device, and no file — take it away", file=path))
    if path.is_file():
        first = following_pages.first_of(path)
        if first != path:
            print(
                _(
                    "{file}: a further page of {first}, which is read with all its pages",
                    file=path.name,
                    first=first.name,
                )
            )
        return [first]
    if is_bundle:
        return [path]
    # Scans and old Word files are named with what to do about them; the names of other files are told at the end.
    files = _without_further(_files(path))
    folders = {p.parent for p in files}
    bundles = {f for f in folders if _is_one_source([p for p in files if p.parent == f])}
    known = [p for p in files if p.suffix.lower() in READABLE or p.suffix.lower() in REFUSED]
    # What lies below a bundle's folder belongs to it.
    known = [p for p in known if not bundles.intersection(p.parents)] + sorted(bundles)
    if not known:
        tell_left_out(path, [])
        raise SourceError(
            _(
                "{path}: holds no readable file; ingest reads {readable}",
                path=path,
                readable=", ".join(sorted(READABLE)),
            )
        )
    return known


def refuse_archive(path: Path, content: Path) -> None:
    """Refuse to take what ingest made for a source."""
    if path.exists() and path.resolve().is_relative_to(content.resolve()):
        raise SourceError(
            _(
                "{path}: lies in the archive, not among its sources; name a file or folder of sources/",
                path=path,
            )
        )


def tell_left_out(path: Path, sources: list[Path]) -> None:
    """Name the files of a folder that no reader knows, so that nobody believes them in the archive."""
    if not path.is_dir():
        return
    links = sorted(p for p in path.rglob("*") if p.is_symlink())
    if lost := [p for p in links if not p.exists()]:
        names = listed(p.relative_to(path) for p in lost[:20])
        print(_("not read, since they are links that lead to nothing: {names}", names=names), file=sys.stderr)
    if out := [p for p in links if p.exists() and _leads_out(p, path)]:
        names = listed(p.relative_to(path) for p in out[:20])
        print(
            _("not read, since they are links that lead out of {folder}/: {names} — name such a file itself",
              folder=path.name, names=names),
            file=sys.stderr,
        )  # fmt: skip
    files = _without_further(_files(path))
    left = sorted(p for p in files if p not in sources and not set(sources).intersection(p.parents))
    if left:
        names = few([p.relative_to(path) for p in left])
        print(_("not read, since ingest does not know their endings: {names}", names=names), file=sys.stderr)


def convert(sources: list[Path]) -> None:
    """Let LibreOffice turn all files that need it in few starts, before they are read one by one."""
    jobs = []
    for path in sources:
        with contextlib.suppress(SourceError, OSError):
            if path.suffix.lower() in _OFFICE:
                data = load(path)
                if (form := form_of(data, path.name, path.suffix.lower())).startswith("."):
                    jobs.append(Job(data, form, modern(form)))
    if jobs:
        prepare(jobs)


def _is_one_source(files: list[Path]) -> bool:
    """Tell whether files of a folder are one document with its attachments, pages of a scan, or an issue page by page."""
    names = [path.name for path in files]
    if members.is_bundle(names) or (len(names) > 1 and members.is_pages(names)):
        return True
    pages = [path for path in files if path.suffix.lower() in sniff.HTML]
    if len(pages) != len(files) or not 2 < len(pages) <= members.MOST:
        return False
    with contextlib.suppress(SourceError, OSError):
        return index_page.are_an_issue([members.Member(path.name, load(path)) for path in pages])
    return False


def _without_further(files: list[Path]) -> list[Path]:
    """Leave out the further pages of articles, and the pictures of saved pages."""
    return [
        p
        for p in files
        if following_pages.first_of(p) == p
        and not any(parent.name.endswith(SAVED_BESIDE) for parent in p.parents)
    ]


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder and its folders that a person put there."""
    files = (
        p
        for p in files_below(folder)
        if p.is_file() and p.suffix.lower() not in _BESIDE and not _leads_out(p, folder)
    )
    return sorted(p for p in files if not any(map(_is_litter, p.relative_to(folder).parts)))


def _leads_out(path: Path, folder: Path) -> bool:
    """Tell whether a file or folder of a folder is a link to a place outside, such as one that came in an archive of a stranger."""
    return path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())


def _is_litter(name: str) -> bool:
    low = name.lower()
    return low.startswith(_LITTER_STARTS) or low.endswith(_LITTER_ENDS) or low in _LITTER
