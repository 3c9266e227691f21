"""Tell what is installed, what is missing for which form, and what in the archive is not right."""

import importlib.util
import platform
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gongbao import __version__, places
from gongbao.bulletin import archive, article, article_fields
from gongbao.ingest.clean import noise
from gongbao.ingest.forms.rule import wrong_examples as examples
from gongbao.messages import N_, _, in_words, ngettext
from gongbao.publish import targets
from gongbao.workshop import Failure, extensions, office, pango, quality, unread_files
from gongbao.workshop.settings import Folders, folders, values

from . import first, upgrade

# What it is for, the modules that it needs, the lock that brings them.
_PARTS = (
    (N_("reading PDF"), ("pypdfium2", "pypdf"), "pdf"),
    (N_("recognising scans (OCR)"), ("rapidocr", "onnxruntime", "cv2"), "ocr"),
    (N_("books (EPUB)"), ("ebooklib",), "epub"),
    (N_("PDF of issues"), ("weasyprint",), "typeset"),
    (N_("the archive for Kiwix (ZIM)"), ("libzim",), "zim"),
    (
        N_("publishing to branches and storage, signatures"),
        ("ghp_import", "boto3", "brotli", "minisign"),
        "publish",
    ),
    (N_("the workbench"), ("starlette", "uvicorn"), "desk"),
    (N_("builds on several machines"), ("dask", "distributed", "cloudpickle"), "cluster"),
)
_PROGRAMS = (
    (N_("publishing to a server"), "rsync"),
    (N_("publishing to a branch"), "git"),
)


def doctor() -> None:
    """Print the state of program and archive; fail if something in the archive is not right."""
    print(_("gongbao {version}, Python {python}, {folder}", version=__version__, python=platform.python_version(),
            folder=places.PACKAGE))  # fmt: skip
    for line in _installed():
        print(line)
    home = places.archive()
    if not (home / places.SETTINGS).is_file():
        print(_("{folder} is no archive; gongbao new NAME makes one.", folder=home))
        return
    print(_("archive: {folder}", folder=home))
    found = list(faults(home))
    for line in found:
        print(f"✗ {line}")
    if found:
        raise Failure(
            ngettext(
                "{count} thing in the archive is not right",
                "{count} things in the archive are not right",
                len(found),
            )
        )
    quality.tell_missed(places.SETTINGS)
    print(_("✓ the archive is in order"))


def _installed() -> Iterator[str]:
    """Yield a line for each optional part: there, or what brings it."""
    for what, modules, lock in _PARTS:
        missing = [name for name in modules if importlib.util.find_spec(name) is None]
        yield _part(_(what), _("run: {command}", command=places.install(lock)) if missing else "")
    for what, program in _PROGRAMS:
        yield _part(_(what), "" if shutil.which(program) else _("install {program}", program=program))
    try:
        office.find()
        problem = ""
    except office.OfficeMissing as error:
        problem = str(error)
    yield _part(_("reading old office files (LibreOffice)"), problem)
    if importlib.util.find_spec("weasyprint") and pango.missing():
        yield _part(_("the Pango libraries for PDF of issues"), pango.advice())


def _part(what: str, remedy: str) -> str:
    return f"– {what}: {remedy}" if remedy else f"✓ {what}"


def faults(home: Path) -> Iterator[str]:
    """Yield what is not right in an archive, a line each, with what to do."""
    if first.is_of(home):
        yield _("it is an archive of version 0.1 — run: gongbao upgrade")
        return
    try:
        place = folders(places.SETTINGS)
        published = values("publishconf.py") if (home / "publishconf.py").is_file() else {}
    except Failure as failure:
        yield str(failure)
        return
    kept_by = upgrade.version(home)
    if home != places.clone() and kept_by != __version__:
        yield _("it was kept by version {before}, and this is {now} — run: gongbao upgrade",
                before=kept_by or "?", now=__version__)  # fmt: skip
    yield from upgrade.idle(home) if home != places.clone() else ()
    yield from _of_content(place)
    yield from _of_extensions()
    yield from _of_publishing(published)


def _of_content(place: Folders) -> Iterator[str]:
    if not place.content.is_dir():
        yield _("{folder} is not there — make it, or correct PATH", folder=place.content)
        return
    sources = place.content.parent / "sources"
    if not sources.is_dir():
        yield _("{folder} is not there — make it: files as received belong there", folder=sources)
    try:
        own = article.own_fields(values(places.SETTINGS).get("FIELDS"))
    except ValueError as error:
        yield str(error)
        return
    files = str(values(places.SETTINGS).get("FILES_PATH") or "")
    beside = [place.content.parent / files] if files else []
    if unread := list(unread_files.unreadable(place.content, *beside)):
        yield from unread  # before anything is read: it may have no end
        return
    for path in archive.files(place.content, "*.md"):
        name = path.relative_to(place.content)
        if path.name == "issue.md" or name.parts[0] == "pages":
            continue
        try:
            article.load(path.read_text(encoding="utf-8"), own)
        except (article_fields.MetadataError, UnicodeDecodeError, OSError) as error:
            yield f"{place.content.name}/{name.as_posix()}: {in_words(error)}"
    yield from unread_files.warnings(place.content, values(places.SETTINGS).get("IGNORE_FILES", ()))


def _of_publishing(published: dict[str, object]) -> Iterator[str]:
    address = str(published.get("SITEURL") or "")
    if address and not address.startswith(("https://", "http://")):
        yield _(
            "SITEURL in publishconf.py is {address} — write all of it: https://www.example.gov.cn/gongbao",
            address=address,
        )
    given = published.get("PUBLISH")
    for name in given if isinstance(given, dict) else ():
        try:
            targets.find(published, str(name))
        except Failure as failure:
            yield str(failure)


_REGISTRIES = ("noise", "heads", "openings", "foot", "endings")


def _of_extensions() -> Iterator[str]:
    """Yield what others add to the program and cannot be used: what does not load, rules that fail their own examples."""
    for group in extensions.GROUPS:
        try:
            added = extensions.found(group)
        except Failure as failure:
            yield str(failure)
            continue
        wrong: Callable[[Any], list[str]] = noise.wrong_examples if group == "noise" else examples
        for name, rule in added.items() if group in _REGISTRIES else ():
            for text in wrong(rule):
                yield _("the rule {name} does not do as its example says: {text!r}", name=name, text=text)
