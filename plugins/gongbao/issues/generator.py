"""Tie articles to their issues and write the pages of issues, publications, single documents and originals."""

import logging
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from pelican import signals
from pelican.generators import ArticlesGenerator, Generator
from pelican.readers import Readers
from pelican.writers import Writer

from gongbao.bulletin.archive import shown
from gongbao.cache import articles, files, keys, store
from gongbao.messages import _, site

from . import (
    addresses,
    contents,
    disambiguation,
    localised_settings,
    mastheads,
    menu,
    own,
    provenance,
    timeline,
)
from .article_cache import KeptArticles
from .constant_words import SaidOnce
from .ledger_cache import KeptLedgers
from .links import ShortTemplate
from .reader import BulletinReader
from .wording import FILTERS, gettext

logger = logging.getLogger(__name__)


def tie(generator: ArticlesGenerator) -> None:
    """Set issue_page, previous, next and original on every article, and what all pages are told of the archive."""
    context: dict[str, Any] = generator.context
    articles: list[Any] = generator.articles
    for article in articles:
        article.issue_page = article.previous = article.next = None
    content = Path(generator.settings["PATH"])
    wrong: set[Path] = set()
    results = store.of(generator.settings)
    publications, orphans = contents.build(mastheads.read(content, wrong, results), articles)
    orphan: Any
    for orphan in orphans:
        if Path(orphan.relative_source_path).parent in wrong:
            continue
        b = orphan.bulletin
        logger.error(
            _(
                "{file}: it belongs to {publication} {year}年第{number}期, but no issue.md says so — "
                "put one beside it (see `inv manual metadata`)",
                file=shown(Path(orphan.relative_source_path)),
                publication=b.publication,
                year=b.year,
                number=b.issue,
            )
        )
    issues = contents.newest_first(publications)
    for page in issues:
        members: tuple[Any, ...] = page.articles
        # Not strict: an issue may have no article yet.
        for before, article, after in zip((None, *members[:-1]), members, (*members[1:], None), strict=False):
            article.issue_page, article.previous, article.next = page, before, after
    documents = [a for a in articles if a.bulletin.publication == addresses.DOCUMENTS]
    # Latest first, undated last.
    documents.sort(key=lambda a: a.url)
    documents.sort(key=lambda a: a.bulletin.date or "", reverse=True)
    sources = content.parent / generator.settings.get("SOURCES_PATH", "sources")
    ledgers = KeptLedgers(sources, results)
    disambiguation.tell(articles)
    provenance.find(articles, content, ledgers, generator.settings)
    ledgers.save()
    context["publications"] = publications
    context["issues"] = issues
    context["documents"] = tuple(documents)
    context["timeline"] = timeline.draw(articles)
    context["MENUITEMS"] = menu.fitting(context.get("MENUITEMS") or (), publications, documents)


class IssuesGenerator(Generator):  # type: ignore[misc]
    """Write what is not an article: publications, issues, their print pages, originals, the list of documents."""

    def generate_context(self) -> None:
        """Read the keeper's own pages: the foot of every page leads to them."""
        try:
            found = tuple(own.pages(Path(self.settings["PATH"]), self.settings.get("OWN_PAGES", "pages")))
        except own.OwnError as error:
            logger.error("%s", error)
            found = ()
        self.context["own_pages"] = found

    def generate_output(self, writer: Writer) -> None:
        """Write the pages."""
        for publication in self.context["publications"]:
            self._write(
                writer,
                publication.url,
                "publication",
                publication=publication,
                key=self._shelf_key(publication),
            )
        for page in self.context["issues"]:
            key = self._key(page)
            self._write(writer, page.url, "issue", issue=page, key=key)
            self._write(writer, page.print_url, "issue_print", issue=page, key=key)
        self._write(writer, addresses.DOCUMENTS_URL, "documents")
        for article in self.context["articles"]:
            if article.original:
                self._write(writer, article.original_url, "original", article=article)
        self._write_pictures()
        self._copy_received()
        for own_page in self.context["own_pages"]:
            self._write(writer, own_page.url, "own", page=own_page)
        self._write_missing(writer)

    @staticmethod
    def _key(page: contents.IssuePage) -> str:
        """Return the key of an issue's pages: its masthead, the issues beside it, and the whole of its articles."""
        known = [articles.key(article) for article in page.articles]
        return keys.digest(page.card, page.previous, page.next, known) if all(known) else ""

    def _shelf_key(self, publication: contents.Publication) -> str:
        """Return the key of a publication's page: each issue with its pages, and how many articles it has."""
        packages = self.context.get("packages")
        bound = packages and [packages.of_year(publication.id, year.year) for year in publication.years]
        shown = [
            (issue.card, getattr(issue, "album", None), len(issue.articles)) for issue in publication.issues
        ]
        try:
            return keys.digest("publication", publication, shown, bound)
        except keys.NoKey:
            return ""

    def _write_pictures(self) -> None:
        """Put each article's pictures beside its page."""
        for article in self.context["articles"]:
            for picture in article.pictures:
                place = article.url.rpartition("/")[0]
                files.of(self.settings).put(f"{place}/{picture.name}", picture.data)

    def _copy_received(self) -> None:
        """Put the files as received beside the pages that offer them."""
        files = {one.url: one for article in self.context["articles"] for one in article.received}
        for url, one in files.items():
            place = Path(self.output_path, url)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(one.path, place)

    def _write_missing(self, writer: Writer) -> None:
        """Write 404.html: hosts show it at any depth, so its links begin at the root of the published site."""
        root = self.settings["SITEURL"]
        self._write(
            writer, "404.html", "404", **({"SITEURL": urlsplit(root).path.rstrip("/")} if root else {})
        )

    def _write(self, writer: Writer, url: str, template: str, **shown: Any) -> None:
        writer.write_file(
            url,
            self.get_template(template),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            page_url=url,
            **shown,
        )


def _copy_files(pelican: Any) -> None:
    """Copy the keeper's files when all pages are there, so that none takes the place of one."""
    content = Path(pelican.settings["PATH"])
    try:
        taken = files.of(pelican.settings).entries.keys()
        own.copy(
            content.parent / pelican.settings.get("FILES_PATH", "files"), Path(pelican.output_path), taken
        )
    except own.OwnError as error:
        logger.error("%s", error)


def _choose_language(pelican: Any) -> None:
    """Write the site in the language of DEFAULT_LANG: its menus, the labels of search, then whatever is worded later."""
    settings = pelican.settings
    language = str(settings.get("DEFAULT_LANG") or site.SOURCE)
    if not site.known(language):
        logger.error(
            _(
                "DEFAULT_LANG: the site has no words in {language!r} — write zh-CN or en",
                language=language,
            )
        )
    for edition in settings.get("EDITIONS", ()):
        if len(edition) != 3 or "://" not in edition[2] or edition[2].endswith("/"):
            logger.error(
                _(
                    "EDITIONS: {edition} names no site — write "
                    '("en", "English", "https://www.example.gov.cn/en"), without a slash at the end',
                    edition=edition,
                )
            )
    site.speak(language)
    if not site.is_chinese():
        localised_settings.put(settings)


def _prepare_templates(pelican: Any) -> None:
    """Hand the filters to Jinja, and let it escape what templates print; name our generator of articles."""
    pelican.settings[articles.GENERATOR] = KeptArticles
    # Titles and names are data, and Pelican escapes nothing unless told; in pelicanconf.py it could get lost.
    pelican.settings["JINJA_FILTERS"] = {**FILTERS, **pelican.settings["JINJA_FILTERS"]}
    # A build is one process: no template changes under it, so none is looked after at each of a thousand uses.
    given = pelican.settings["JINJA_ENVIRONMENT"]
    ours = {"autoescape": True, "auto_reload": False}
    extensions = [
        *given.get("extensions", ()),
        "jinja2.ext.i18n",
        f"{SaidOnce.__module__}.{SaidOnce.__name__}",
    ]
    pelican.settings["JINJA_ENVIRONMENT"] = {**given, **ours, "extensions": list(dict.fromkeys(extensions))}


def _shorten_links(generator: Generator) -> None:
    if env := getattr(generator, "env", None):
        env.template_class = ShortTemplate
        env.install_gettext_translations(site.translations(), newstyle=True)
        env.globals["gettext"] = env.globals["_"] = gettext
        # Pelican makes small letters of its tag.
        env.globals["site_lang"] = "zh-CN" if site.is_chinese() else site.language()
        # Where the site speaks another language than its texts, they say which is theirs.
        env.globals["text_lang"] = Markup("" if site.is_chinese() else ' lang="zh-CN"')  # noqa: S704


def _use_reader(readers: Readers) -> None:
    readers.reader_classes["md"] = BulletinReader


def _read_ahead(generator: ArticlesGenerator) -> None:
    """Render all bodies at once where the generator is Pelican's own, which asks for them one by one."""
    if isinstance(generator, KeptArticles):
        return
    reader = generator.readers.readers.get("md")
    if isinstance(reader, BulletinReader):
        paths = generator.get_files(
            generator.settings["ARTICLE_PATHS"], exclude=generator.settings["ARTICLE_EXCLUDES"]
        )
        reader.bodies.prepare(Path(generator.path, path) for path in sorted(paths))


def _generators(pelican: Any) -> type[Generator]:
    return IssuesGenerator


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(_choose_language)
    signals.initialized.connect(_prepare_templates)
    signals.generator_init.connect(_shorten_links)
    signals.readers_init.connect(_use_reader)
    signals.article_generator_init.connect(_read_ahead)
    signals.article_generator_finalized.connect(tie)
    signals.get_generators.connect(_generators)
    signals.finalized.connect(_copy_files)
