"""Pelican's side of the facsimile: page pictures beside articles and issues, and where each paragraph stands on them."""

import json
import logging
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator, Generator

from gongbao import limit, places, workers
from gongbao.bulletin.archive import shown
from gongbao.bulletin.ledger import LedgerError
from gongbao.cache import articles as keys_of
from gongbao.cache import files, keys, store
from gongbao.ingest.model.source import SourceError
from gongbao.messages import _, ngettext
from gongbao.messages.site import words

from . import ledger, sources, units
from .album import Album, Facsimile, Page, printed_numbers
from .placing import Placed, Reading, packed, whole
from .shelf import Drawn, Shelf, Wanted

logger = logging.getLogger(__name__)

_SHELF, _DATA = "facsimile_shelf", "facsimile_data"


def tie(generator: ArticlesGenerator) -> None:
    """Set `facsimile` on every article, and `album` on every issue: None where there is none."""
    context: dict[str, Any] = generator.context
    settings: dict[str, Any] = generator.settings
    members: dict[str, list[Any]] = {}
    for article in generator.articles:
        article.facsimile = None
        members.setdefault(os.path.dirname(article.source_path), []).append(article)  # noqa: PTH120 - of thousands
    folders = {Path(folder): members_of for folder, members_of in members.items()}
    for issue in context.get("issues", ()):
        issue.album = None
    context["albums"] = context[_DATA] = ()
    forms = tuple(settings.get("FACSIMILE") or ())
    if not forms:
        return
    shelf = context[_SHELF] = _shelf(settings)
    context["cover_of"] = partial(_cover, shelf)
    tied = {
        folder: found
        for folder, articles in sorted(folders.items())
        if (found := _tie_folder(folder, articles, forms, settings, shelf))
    }
    made = [album for album, _ in tied.values()]
    context["albums"] = tuple(made)
    context[_DATA] = tuple(
        (album, members_of, folders[folder]) for folder, (album, members_of) in tied.items()
    )
    shelf.tidy()
    if made:
        logger.info(
            ngettext(
                "{count} page picture beside texts, {size:.1f} MB of the site (FACSIMILE in pelicanconf.py)",
                "{count} page pictures beside texts, {size:.1f} MB of the site (FACSIMILE in pelicanconf.py)",
                sum(len(album.pages) for album in made),
                size=sum(album.size for album in made) / 1_000_000,
            )
        )


def _tie_folder(
    folder: Path, articles: Sequence[Any], forms: Sequence[str], settings: dict[str, Any], shelf: Shelf
) -> tuple[Album, ledger.Ledger] | None:
    """Draw the pages of the source that a folder was made of, and tie its articles to them."""
    # What was withdrawn or blacked out in any article of its folder stands on these pages.
    if not all(article.keeps_source for article in articles):
        return None
    try:
        record = ledger.read(folder)
        if record is None or _kind(record) not in forms:
            return None
        kept = store.of(settings)
        path = sources.found(
            record, Path(settings["PATH"]).parent / settings.get("SOURCES_PATH", "sources"), kept
        )
        drawn = _drawn(record, path, settings, shelf) if path else []
    except (LedgerError, SourceError) as error:
        logger.warning(_("{file}: {error}", file=shown(folder.relative_to(settings["PATH"])), error=error))
        return None
    if not drawn:
        return None
    album = _album(record, drawn, folder, articles, _has_manifest(settings))
    for article in articles:
        article.facsimile = _facsimile(record, album, article, is_only=len(articles) == 1)
    if articles[0].issue_page:
        articles[0].issue_page.album = album
    return album, record


def _has_manifest(settings: dict[str, Any]) -> bool:
    """Tell whether there are manifests: their addresses must be absolute."""
    return bool(settings.get("SITEURL")) and "iiif" in (settings.get("FACSIMILE_DATA") or ())


def _kind(record: ledger.Ledger) -> str:
    return "scan" if record.is_scan else record.form


def _drawn(record: ledger.Ledger, path: Path, settings: dict[str, Any], shelf: Shelf) -> list[Drawn]:
    limits = limit.Limits.of_build(settings)
    wanted = [
        Wanted(number, record.turned.get(number, 0), record.type_share(number))
        for number in range(1, shelf.count(path, record.sha256, limits) + 1)
    ]
    return shelf.drawn(path, record.sha256, wanted, workers.of(settings), limits)


def _album(
    record: ledger.Ledger, drawn: Sequence[Drawn], folder: Path, articles: Sequence[Any], has_manifest: bool
) -> Album:
    issue = articles[0].issue_page
    place = articles[0].url.rpartition("/")[0]
    base = f"{place}/pages/" if issue else f"{place}/{folder.name}.pages/"
    starts = [
        (record.pages[name][0], article.bulletin.page)
        for article in articles
        if (name := Path(article.source_path).name) in record.pages
    ]
    printed = printed_numbers(starts, len(drawn))
    pages = tuple(
        Page(
            one.number,
            f"{base}{one.number}.webp",
            one.width,
            one.height,
            f"{base}{one.number}.small.webp",
            one.small_width,
            one.small_height,
            printed.get(one.number),
            one,
        )
        for one in drawn
    )
    title = issue.title if issue else articles[0].bulletin.title
    return Album(
        base,
        _kind(record),
        title,
        pages,
        f"{base}index.html" if issue else "",
        f"{base}manifest.json" if has_manifest else "",
    )


def _facsimile(record: ledger.Ledger, album: Album, article: Any, is_only: bool) -> Facsimile:
    name = Path(article.source_path).name
    placed: list[Placed] = Reading(record, name).find(list(units.of_article(article)))
    pages = album.pages
    if not is_only and name in record.pages:
        first, last = record.pages[name]
        pages = tuple(page for page in album.pages if first <= page.number <= last) or album.pages
    areas = packed(whole(one) for one in placed if "~" not in one.name)
    return Facsimile(album, pages, packed(placed), areas)


def _cover(shelf: Shelf, issue: Any) -> bytes | None:
    """Return the picture of an issue's first page, None where it has no pages."""
    return shelf.reading(issue.album.cover.drawn) if issue.album else None


def _shelf(settings: dict[str, Any]) -> Shelf:
    """Return where page pictures are kept; where nothing is kept, a folder that goes with this run."""
    if given := settings.get("BUILD_CACHE"):
        return Shelf((places.archive() / given).parent / "facsimile")
    return Shelf(None)


class FacsimileGenerator(Generator):  # type: ignore[misc]
    """Writes the page pictures, and for each issue the page that shows all of its pages."""

    def generate_output(self, writer: Any) -> None:
        """Write what is not there yet."""
        site = files.of(self.settings)
        for album in self.context["albums"]:
            shelf: Shelf = self.context[_SHELF]
            for page in album.pages:
                for url, key, read in (
                    (page.url, f"{page.drawn.key}r", shelf.reading),
                    (page.small_url, f"{page.drawn.key}s", shelf.small),
                ):
                    if not site.keep(url, key):
                        site.put(url, read(page.drawn), key)
        self._write_data(site)
        for issue in self.context.get("issues", ()):
            if issue.album:
                known = [keys_of.key(article) for article in issue.articles]
                writer.write_file(
                    issue.album.url,
                    self.get_template("pages"),
                    self.context,
                    relative_urls=self.settings["RELATIVE_URLS"],
                    page_url=issue.album.url,
                    issue=issue,
                    album=issue.album,
                    key=keys.digest("pages", issue.card, issue.album.card, known) if all(known) else "",
                )

    def _write_data(self, site: files.Files) -> None:
        """Write ALTO and text of each page, and the manifest of each album."""
        wanted = tuple(self.settings.get("FACSIMILE_DATA") or ())
        root = str(self.settings["SITEURL"]).rstrip("/")
        if not self.context[_DATA]:
            return
        from . import alto, iiif  # noqa: PLC0415 - lxml, which takes long to load and an archive without scans never uses

        for album, record, articles in self.context[_DATA]:
            for page in album.pages:
                stem = page.url.removesuffix(".webp")
                if "alto" in wanted:
                    site.put(f"{stem}.alto.xml", alto.document(record, page))
                if "text" in wanted:
                    site.put(f"{stem}.txt", alto.text(record, page).encode())
            if album.manifest:
                keeper = str(self.settings.get("ARCHIVE_KEEPER") or "")
                found = iiif.manifest(album, root, *_manifest_facts(articles, root), keeper, wanted)
                site.put(album.manifest, f"{json.dumps(found, ensure_ascii=False, indent=1)}\n".encode())


def _manifest_facts(
    articles: Sequence[Any], root: str
) -> tuple[str, list[tuple[str, str]], list[tuple[str, str, list[int]]]]:
    """Return what a manifest says of the text: its page, facts, and the pages of each article."""
    first, issue = articles[0], articles[0].issue_page
    b = first.bulletin
    facts = (
        [(words("刊名"), issue.meta.title), (words("期号"), issue.label), (words("出版日期"), issue.date)]
        if issue
        else [
            (words("发文字号"), b.doc_number),
            (words("发文机关"), "、".join(b.agency or ())),
            (words("日期"), b.date),
        ]
    )
    ordered = issue.articles if issue else articles
    parts = [
        (one.bulletin.title, f"{root}/{one.url}", [page.number for page in one.facsimile.pages])
        for one in ordered
        if one.facsimile
    ]
    return (issue or first).url, [(label, str(value)) for label, value in facts if value], parts


def get_generators(_: Any) -> type[Generator]:
    """Name the generator of this plugin."""
    return FacsimileGenerator


def connect() -> None:
    """Connect to Pelican."""
    signals.article_generator_finalized.connect(tie)
    signals.get_generators.connect(get_generators)
