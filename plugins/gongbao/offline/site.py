"""Build sites to pack: the whole archive, and an archive that holds one issue alone."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao.below import files_below
from gongbao.bulletin import archive, article_header, issue
from gongbao.messages import _
from gongbao.messages.site import W_
from gongbao.workshop import Failure, checksums, quality, signature
from gongbao.workshop.settings import Folders

from . import packages, zips

# What a copy on the disk has no use for: a host's error page, and the list that a host gives to search engines.
_HOSTS_OWN = ("404.html", "sitemap.xml")
NOTICE = W_("本包只收这一期。引用关系、效力提示和编号缺漏都只依据本期文字；全库情况请看网站。")
# A copy on the disk offers no packages, and has no use for the worker of a host; PDFs are made of its whole issues.
OVERRIDES: dict[str, Any] = {"PACKAGES_PATH": "", "SERVICE_WORKER": False, "WHOLE_ISSUES": True}
# What a process that builds an issue needs, imported once before it is forked.
PRELOAD = (
    "gongbao.offline.site", "gongbao.workshop.generate", "pelican.generators", "gongbao.issues", "gongbao.numbers",
    "gongbao.citations", "gongbao.export", "gongbao.search", "gongbao.serviceworker",
)  # fmt: skip


@dataclass(frozen=True)
class IssueFolder:
    """An issue of the archive: its folder, and what issue.md says."""

    folder: Path
    meta: issue.IssueMeta

    @property
    def name(self) -> str:
        """Return the name of its packages, without ending."""
        return packages.issue_name(self.meta.publication, self.meta.year, self.meta.path)

    @property
    def folder_url(self) -> str:
        """Return the address of its folder."""
        return f"{self.meta.publication}/{self.meta.year}/{self.meta.path}"

    @property
    def url(self) -> str:
        """Return the address of its page."""
        return f"{self.folder_url}/index.html"

    @property
    def title(self) -> str:
        """Return its name as people write it."""
        return f"{self.meta.title}{self.meta.label}"

    def files(self, place: Folders) -> Iterator[tuple[str, Path]]:
        """Yield what an archive of this issue alone is made of, by its place below the archive's home."""
        for path in files_below(self.folder):
            if path.is_file():
                yield f"content/{path.relative_to(place.content).as_posix()}", path
        if (codes := place.content / "codes.toml").is_file():
            yield f"content/{codes.name}", codes
        names = set()
        for path in self.folder.glob("*.md"):
            header, _body = article_header.split(path.read_text(encoding="utf-8"))
            names.add(header.get("Source", ""))
        for name in sorted(names):
            source = place.content.parent / "sources" / name
            if name and Path(name).name == name and source.is_file():
                yield f"sources/{name}", source


def issues(content: Path) -> list[IssueFolder]:
    """Return the issues of an archive in the order of their folders; the build has told of those that are wrong."""
    return [
        IssueFolder(path.parent, issue.load(path.read_text(encoding="utf-8")))
        for path in archive.files(content, "issue.md")
    ]


def finish(site: Path) -> None:
    """Make a built site one that is carried away: without what only a host needs, checked, with its sums."""
    for name in _HOSTS_OWN:
        (site / name).unlink(missing_ok=True)
    quality.check_links(site)
    checksums.write(site)
    signature.sign(site)


def zip_only(
    settings: Path, issue_folder: IssueFolder, place: Folders, notice: str, work: Path, target: Path
) -> None:
    """Build the archive of one issue alone and zip it. To be called in a process of its own, as Pelican wants it.

    notice: NOTICE in the language of the site, which a process of its own does not know.
    """
    from gongbao.workshop.generate import generate  # noqa: PLC0415 - Pelican, which the main process does without

    home, site = work / f"{issue_folder.name}-archive", work / issue_folder.name
    for name, path in issue_folder.files(place):
        copy = home / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    overrides = {
        **OVERRIDES,
        "OUTPUT_PATH": str(site),
        "PATH": str(home / "content"),
        "SOURCES_PATH": str(home / "sources"),
        "SITENAME": issue_folder.title,
        "ARCHIVE_DESCRIPTION": notice,
    }
    if problems := generate(settings, overrides):
        for problem in problems:
            print(_("error: {problem}", problem=problem), file=sys.stderr)
        raise Failure(_("{file} was not made", file=target.name))
    finish(site)
    zips.of_folder(site, target)
    shutil.rmtree(site)
    shutil.rmtree(home)
