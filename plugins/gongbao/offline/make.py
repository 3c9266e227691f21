"""Make the packages: the archive as zip and ZIM, each year as a book, each issue as zip, book and PDF."""

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao.messages import _
from gongbao.messages import site as site_words
from gongbao.workshop import Failure, checksums, extensions, state
from gongbao.workshop.build import BuildError, build, pelican
from gongbao.workshop.lock import exclusive
from gongbao.workshop.mirror import mirror
from gongbao.workshop.settings import Folders, folders, values

from . import extras, inputs, packages, pdf, pool, site, zim, zips
from .form import Form
from .packages import Package
from .site import IssueFolder
from .unfinished import PLACE, Unfinished

DIST = "dist"
WHOLE = "archive.zip"
KIWIX = "archive.zim"
_WORK = "packing-"
_FORMS = ("EPUB", "PDF", "ZIM")


@dataclass(frozen=True)
class Before:
    """What an earlier run made, and from what."""

    folder: Path
    packages: Mapping[str, Package]
    sums: Mapping[str, str]

    def has(self, name: str, made_from: str) -> bool:
        """Tell whether a package of the same inputs is there, undamaged."""
        package = self.packages.get(name)
        return (
            package is not None
            and self.sums.get(name) == made_from
            and checksums.of_file(self.folder / name) == package.sha256
        )


def offline(settings: str) -> None:
    """Make every package that is not there already into dist/, then build the site that offers them."""
    place = folders(settings)
    dist = place.content.parent / DIST
    with exclusive(dist):
        _make(settings, place, dist)
    build(settings)


def _make(settings: str, place: Folders, dist: Path) -> None:
    began = time.monotonic()
    forms = frozenset(_forms())
    program = inputs.of_program(settings)
    before = _before(dist)
    sources = place.content.parent / str(values(settings).get("SOURCES_PATH") or "sources")
    seen = state.as_seen(place.content, sources)
    of_content = packages.fingerprint(place.content)
    added = map(_sum, extensions.found("offline").values())
    made_from = inputs.total(
        program,
        of_content,
        inputs.of_folder(sources) if sources.is_dir() else "",
        *sorted(forms),
        *added,
    )
    if (
        all(before.has(name, before.sums[name]) for name in before.sums)
        and before.sums.get(WHOLE) == made_from
    ):
        print(_("{dist}/: nothing changed since its packages were made", dist=dist.name))
    else:
        with _work_folder(dist.parent / PLACE.parent) as temporary:
            unfinished = Unfinished(dist.parent / PLACE)
            maker = _Maker(settings, place, forms, program, before, unfinished, Path(temporary))
            found, sums = maker.make(made_from)
            same = state.as_seen(place.content, sources) == seen
            packages.write(maker.made, of_content, found)
            # What was made of one state is not to be taken for that of another, should it come back.
            inputs.write(maker.made, sums if same else {})
            dist.mkdir(parents=True, exist_ok=True)
            ours = {*packages.listed(dist), *before.sums, *inputs.read(dist), packages.LIST, inputs.LIST}
            # What a person put there stays.
            changes = mirror(maker.made, dist, keep={path.name for path in dist.iterdir()} - ours, move=True)
            unfinished.forget()
        if not same:
            text = _("the archive changed while {dist}/ was made of it — make it again", dist=dist.name)
            print(_("warning: {text}", text=text), file=sys.stderr)
        for package in found:
            print(f"{dist.name}/{package.name}  {package.size_label}  {package.label}")
        print(
            _(
                "{dist}/: {count} packages, {written} files written, in {seconds:.1f} s",
                dist=dist.name,
                count=len(found),
                written=len(changes.written),
                seconds=time.monotonic() - began,
            )
        )


def _work_folder(beside: Path) -> "tempfile.TemporaryDirectory[str]":
    """Return a folder to make packages in, and remove those of runs that were killed: they hold the whole site."""
    beside.mkdir(parents=True, exist_ok=True)
    for left in beside.glob(f"{_WORK}*"):
        shutil.rmtree(left, ignore_errors=True)
    return tempfile.TemporaryDirectory(prefix=_WORK, dir=beside)


def _sum(form: Form) -> str:
    return extensions.digest(form.write)


def _forms() -> Iterator[str]:
    """Yield the forms that this machine can make; of the others say what brings them."""
    for form in _FORMS:
        if missing := extras.missing(form):
            print(missing)
        else:
            yield form


def _before(dist: Path) -> Before:
    listed = packages.read(dist)
    return (
        Before(dist, {p.name: p for p in listed.packages}, inputs.read(dist))
        if listed
        else Before(dist, {}, {})
    )


class _Maker:
    """One run: the whole archive is built once, and everything is made from that or kept from runs before."""

    def __init__(
        self,
        settings: str,
        place: Folders,
        forms: frozenset[str],
        program: str,
        before: Before,
        unfinished: Unfinished,
        work: Path,
    ) -> None:
        self.settings, self.place, self.forms = place.settings, place, forms
        self.program, self.before, self.unfinished, self.work = program, before, unfinished, work
        self.known = values(settings)
        site_words.speak(str(self.known["DEFAULT_LANG"]))
        self.root = str(self.known.get("SITEURL") or "").rstrip("/")
        self.made, self.site, self.books = work / DIST, work / "site", work / "books"
        self.added = extensions.found("offline")
        self.sums: dict[str, str] = {}
        self.jobs: list[pool.Job] = []

    def make(self, made_from: str) -> tuple[list[Package], dict[str, str]]:
        """Make all packages; return them in the order of the page that offers them, and what each was made from."""
        for folder in (self.made, self.books, self.work / "log"):
            folder.mkdir()
        self._build_whole()
        issue_folders = site.issues(self.place.content)
        self._plan(made_from, pool.Job(WHOLE, zips.of_folder, (self.site, self.made / WHOLE)))
        if "ZIM" in self.forms:
            arguments = (self.site, self._about(), self.made / KIWIX)
            self._plan(made_from, pool.Job(KIWIX, zim.write, arguments))
        for ending, form in self.added.items():
            of_form = inputs.total(made_from, form.label, _sum(form))
            name = f"archive.{ending}"
            given = (self.site, str(self.known["SITENAME"]), self.made / name)
            self._plan(of_form, pool.Job(name, form.write, given))
        fonts = inputs.of_fonts() if "PDF" in self.forms else ""
        for issue_folder in issue_folders:
            self._plan_zip(issue_folder)
            if "PDF" in self.forms:
                self._plan_pdf(issue_folder, fonts)
        self._work_off()
        return list(self._found(issue_folders)), self.sums

    def _build_whole(self) -> None:
        print(_("the whole archive …"), flush=True)
        overrides: dict[str, Any] = dict(site.OVERRIDES)
        if "EPUB" in self.forms:
            overrides["BOOKS_TO"] = str(self.books)
        run = pelican(self.settings, self.site, overrides, capture=True)
        if run.returncode:
            print(run.stderr.strip(), file=sys.stderr)
            raise BuildError(
                _(
                    "{whole} was not made, and {dist}/ is as it was — mend what is named above",
                    whole=WHOLE,
                    dist=DIST,
                )
            )
        site.finish(self.site)

    def _plan_zip(self, issue_folder: IssueFolder) -> None:
        name = f"{issue_folder.name}.zip"
        made_from = inputs.total(
            self.program, issue_folder.title, inputs.of_files(issue_folder.files(self.place))
        )
        arguments = (
            self.settings,
            issue_folder,
            self.place,
            site_words.words(site.NOTICE),
            self.work,
            self.made / name,
        )
        self._plan(made_from, pool.Job(name, site.zip_only, arguments))

    def _plan_pdf(self, issue_folder: IssueFolder, fonts: str) -> None:
        name, url = f"{issue_folder.name}.pdf", f"{issue_folder.folder_url}/print.html"
        page = self.site / url
        made_from = inputs.total(self.program, fonts, issue_folder.title, page.read_bytes())
        address = f"{self.root}/{url}" if self.root else ""
        self._plan(
            made_from,
            pool.Job(
                name,
                pdf.write,
                (page, issue_folder.title, address, site_words.words(pdf.NOTE), self.made / name),
            ),
        )

    def _plan(self, made_from: str, job: pool.Job) -> None:
        """Take the package of a job from a run before, else have it made; the job has the package's name."""
        name = job.label
        self.sums[name] = made_from
        if self.before.has(name, made_from):
            shutil.copyfile(self.before.folder / name, self.made / name)
        elif not self.unfinished.take(self.made / name, made_from):
            self.jobs.append(job)

    def _work_off(self) -> None:
        preload = [*site.PRELOAD, "gongbao.offline.pdf", *(["weasyprint"] if "PDF" in self.forms else [])]
        try:
            for number, (job, warnings) in enumerate(pool.run(self.jobs, self.work / "log", preload), 1):
                self.unfinished.keep(self.made / job.label, self.sums[job.label])
                print("\n".join([f"{number}/{len(self.jobs)} {job.label}", *warnings]), flush=True)
        except Failure as failure:
            raise BuildError(
                _("{failure}\n{dist}/ is as it was — mend what is named above", failure=failure, dist=DIST)
            ) from failure

    def _found(self, issue_folders: list[IssueFolder]) -> Iterator[Package]:
        yield self._package(WHOLE, packages.ARCHIVE, "", site_words.words("全库"))
        if "ZIM" in self.forms:
            yield self._package(KIWIX, packages.ARCHIVE, "", site_words.words("全库"))
        for ending, form in self.added.items():
            yield self._package(
                f"archive.{ending}", packages.ARCHIVE, "", site_words.words("全库"), form.label
            )
        years = {
            (issue_folder.meta.publication, issue_folder.meta.year): issue_folder.meta.title
            for issue_folder in issue_folders
        }
        for (publication, year), title in sorted(years.items()):
            name = f"{packages.year_name(publication, year)}.epub"
            if (self.books / name).is_file():
                shutil.copyfile(self.books / name, self.made / name)
                page, label = packages.year_page(publication, year), packages.year_title(title, year)
                yield self._package(name, packages.YEAR, page, label)
        for issue_folder in issue_folders:
            if (book := self.books / f"{issue_folder.name}.epub").is_file():
                shutil.copyfile(book, self.made / book.name)
            for kind in packages.KINDS:
                name = f"{issue_folder.name}.{kind}"
                if (self.made / name).is_file():
                    yield self._package(name, packages.ISSUE, issue_folder.url, issue_folder.title)

    def _package(self, name: str, span: str, page: str, label: str, form: str = "") -> Package:
        path = self.made / name
        size, total = path.stat().st_size, checksums.of_file(path)
        return Package(name, path.suffix[1:], span, page, label, size, total, form)

    def _about(self) -> zim.About:
        return zim.About(
            title=str(self.known["SITENAME"]),
            description=str(self.known.get("ARCHIVE_DESCRIPTION") or self.known["SITENAME"]),
            creator=str(self.known.get("ARCHIVE_KEEPER") or self.known["SITENAME"]),
            source=self.root,
            name=re.sub(r"[^a-z0-9.]+", "-", self.root.partition("://")[2].lower() or "gongbao") + "_zho_all",
        )
