"""Make the packages of the archive: the whole of it and each issue, as zips and as books."""

import importlib.util
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.bulletin import article, issue
from plugins.workshop import ROOT, checksums, quality, signature
from plugins.workshop.build import BuildError, build, pelican
from plugins.workshop.mirror import mirror
from plugins.workshop.settings import Folders, folders

from . import packages, zips
from .packages import Package

DIST = "dist"
WHOLE = "archive.zip"
BOOKS = ".venv/bin/python -m pip install --require-hashes -r requirements/epub.txt"
# What a copy on the disk has no use for: a host's error page, and the list that a host gives to search engines.
_HOSTS_OWN = ("404.html", "sitemap.xml")
_NOTICE = "本包只收这一期。引用关系、效力提示和编号缺漏都只依据本期文字；全库情况请看网站。"


@dataclass(frozen=True)
class Held:
    """An issue of the archive: its folder, and what issue.md says."""

    folder: Path
    meta: issue.IssueMeta

    @property
    def name(self) -> str:
        """Return the name of its packages, without ending."""
        return f"{self.meta.publication}-{self.meta.year}-{self.meta.path}"

    @property
    def url(self) -> str:
        """Return the address of its page."""
        return f"{self.meta.publication}/{self.meta.year}/{self.meta.path}/index.html"

    @property
    def title(self) -> str:
        """Return its name as people write it."""
        return f"{self.meta.title}{self.meta.label}"


def offline(settings: str) -> None:
    """Make every package into dist/, then build the site that offers them."""
    began = time.monotonic()
    place = folders(settings)
    dist = place.content.parent / DIST
    with tempfile.TemporaryDirectory(prefix="gongbao-offline-") as temporary:
        work = Path(temporary)
        made = work / DIST
        made.mkdir()
        found = list(_make(settings, place, work, made))
        packages.write(made, packages.fingerprint(place.content), found)
        dist.mkdir(parents=True, exist_ok=True)
        changes = mirror(made, dist)
    for package in found:
        print(f"{dist.name}/{package.name}  {package.size_label}  {package.label}")
    print(
        f"{dist.name}/: {len(found)} packages, {len(changes.written)} files written, "
        f"in {time.monotonic() - began:.1f} s"
    )
    build(settings)


def issues(content: Path) -> list[Held]:
    """Return the issues of an archive in the order of their folders; the build has told of those that are wrong."""
    found = []
    for path in sorted(content.rglob("issue.md")):
        found.append(Held(path.parent, issue.load(path.read_text(encoding="utf-8"))))
    return found


def _make(settings: str, place: Folders, work: Path, made: Path) -> Iterator[Package]:
    print("the whole archive …", flush=True)
    site, books = work / "site", work / "books"
    overrides: dict[str, Any] = {"PACKAGES_PATH": ""}
    if importlib.util.find_spec("ebooklib"):
        books.mkdir()
        overrides["BOOKS_TO"] = str(books)
    else:
        print(f"EPUB is left out, since ebooklib is not installed — to have it, run: {BOOKS}")
    _zip(settings, site, overrides, made / WHOLE)
    yield _package(made / WHOLE, "zip", "", "全库")
    for held in issues(place.content):
        print(f"{held.title} …", flush=True)
        archive = made / f"{held.name}.zip"
        _zip(settings, work / held.name, _alone(held, place, work), archive)
        yield _package(archive, "zip", held.url, held.title)
        if (book := books / f"{held.name}.epub").is_file():
            shutil.copyfile(book, made / book.name)
            yield _package(made / book.name, "epub", held.url, held.title)


def _alone(held: Held, place: Folders, work: Path) -> dict[str, Any]:
    """Lay out an archive that holds one issue and the sources of it; return the settings that build it."""
    home = work / f"{held.name}-archive"
    content, sources = home / "content", home / "sources"
    shutil.copytree(held.folder, content / held.folder.relative_to(place.content))
    if (codes := place.content / "codes.toml").is_file():
        shutil.copyfile(codes, content / codes.name)
    sources.mkdir()
    for path in held.folder.glob("*.md"):
        header, _ = article.split(path.read_text(encoding="utf-8"))
        name = header.get("Source", "")
        source = place.content.parent / "sources" / name
        if name and Path(name).name == name and source.is_file():
            shutil.copyfile(source, sources / name)
    return {
        "PATH": str(content),
        "SOURCES_PATH": str(sources),
        "PACKAGES_PATH": "",
        "SITENAME": held.title,
        "ARCHIVE_DESCRIPTION": _NOTICE,
    }


def _zip(settings: str, site: Path, overrides: Mapping[str, Any], target: Path) -> None:
    """Build a site, check it and zip it."""
    # A copy on the disk has no use for the worker of a host.
    run = pelican(ROOT / settings, site, {**overrides, "SERVICE_WORKER": False}, capture=True)
    if run.returncode:
        print(run.stderr.strip(), file=sys.stderr)
        raise BuildError(f"{target.name} was not made, and {DIST}/ is as it was — mend what is named above")
    for name in _HOSTS_OWN:
        (site / name).unlink(missing_ok=True)
    quality.check_links(site)
    checksums.write(site)
    signature.sign(site)
    zips.of_folder(site, target)
    shutil.rmtree(site)


def _package(path: Path, kind: str, url: str, label: str) -> Package:
    return Package(path.name, kind, url, label, path.stat().st_size, checksums.of_file(path))
