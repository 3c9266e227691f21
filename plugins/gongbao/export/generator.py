"""Pelican's side of the data: catalogue, files beside pages, feeds, meta tags, redirects, sitemap."""

import json
import logging
import pickle
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.utils import sanitised_join

from gongbao.bulletin.handwritten import HandwrittenError
from gongbao.cache import articles as keys_of
from gongbao.cache import files as made
from gongbao.cache import keys, store
from gongbao.cache.derived import Derived
from gongbao.export import addresses, bulk, catalogue, cite, feeds, files, jsonld, record, sitemap, tags
from gongbao.messages.site import words

from . import feeds_generator
from .feeds_generator import CHANGES_FEED, ISSUES_FEED, SITE_FEED, FeedsGenerator
from .records import Records
from .vanished import find as find_vanished

log = logging.getLogger(__name__)
DATA = f"{bulk.FOLDER}/index.html"
# So many of what became known last are looked through for what to show on the home page, and for examples of searches.
_NEWLY = 300


class ExportGenerator(Generator):  # type: ignore[misc]
    """Sets `downloads` on every article, `article_head`, `issue_head` and `gbt7714` for templates; writes the files."""

    def generate_context(self) -> None:
        """Tell templates what there will be."""
        self.formats = tuple(self.settings.get("EXPORT_FORMATS", files.FORMATS))
        self.root = str(self.settings["SITEURL"]).rstrip("/")
        self.files = made.of(self.settings)
        for article in self.context["articles"]:
            article.downloads = files.downloads(article, self.formats)
        self.years = bulk.years(self.context["articles"])
        foot = self.context.get("FOOT_MENUITEMS") or []
        self.context["FOOT_MENUITEMS"] = [*foot, (words("数据下载"), DATA)]
        self.context["article_head"] = self._article_head
        self.context["cite_data"] = self._cite_data
        self.context["issue_head"] = self._issue_head
        # What became known last, for the home page, when all that is known of the articles is.
        self.context["newly_added"] = lambda: list(islice(self._dated(), _NEWLY))
        self.context["lately_changed"] = lambda: self._changes
        self.context["gbt7714"] = record.gbt7714
        self.context["reference_parts"] = record.reference_parts
        self.context["site_address"] = self.root
        self.context["site_feed"] = SITE_FEED
        self.context["site_feeds"] = (
            (words("文件"), SITE_FEED), (words("新出公报"), ISSUES_FEED), (words("更正与效力变动"), CHANGES_FEED),
        )  # fmt: skip

    def generate_output(self, writer: Any) -> None:
        """Write everything; sitemap and redirects follow when all pages are there."""
        self._records = Records(self.context, self.settings)
        self._beside = keys.digest("beside", self._records.about)
        self._write_catalogue(sorted(self.context["articles"], key=lambda a: a.url))
        for year in self.years:
            self._write_year(year)
        relative = self.settings["RELATIVE_URLS"]
        writer.write_file(
            DATA, self.get_template("data"), self.context, relative, url=DATA, years=self._sizes()
        )
        self._write_redirects(writer)
        find_vanished(self.files, self.context, self.settings)

    def _write_catalogue(self, articles: Sequence[Any]) -> None:
        """Write the catalogue in both forms, with the lines of articles of which nothing changed as they were."""
        own = [field.name for field in self._records.own]
        groups = catalogue.grouped(articles)

        def made_of(at: int) -> tuple[str, str]:
            data = [self._records.of(article) for article in groups[at]]
            return catalogue.lines(map(record.brief, data)), "".join(catalogue.row(one, own) for one in data)

        kept = Derived(store.of(self.settings), "catalogue")
        parts = kept.all([self._records.name(group) for group in groups], made_of)
        kept.save()
        also = self.context.get("event_data", ())
        texts = {
            "catalogue.json": catalogue.to_catalogue(
                self.settings["SITENAME"], len(articles), [lines for lines, _ in parts], also
            ),
            "catalogue.csv": catalogue.to_csv([rows for _, rows in parts], own),
            catalogue.SCHEMA.name: catalogue.schema(self._records.own),
        }
        for address, text in texts.items():
            self.files.put(address, text.encode())

    def _write_beside(self, article: Any) -> dict[str, Any] | None:
        """Write the files beside an article's page, unless nothing that they hold changed; return what its JSON tells."""
        known = keys_of.key(article)
        names = [download.url for download in article.downloads]
        key = f"{self._beside}{known}" if known else ""
        if key and all(self.files.keep(name, key) for name in names):
            return None
        detail = self._detail(article)
        for name, text in files.of_article(article, detail, self.formats, self._work(article)):
            self.files.put(name, text.encode(), key)
        return detail

    def _write_year(self, year: bulk.Year) -> None:
        """Write the files beside the pages of a year and its bulk data: a text is read once for both.

        What holds nothing that changed is left as it is; of the bulk data, only what changed is packed.
        """
        parts = [year.articles[at : at + bulk.TOGETHER] for at in range(0, len(year.articles), bulk.TOGETHER)]
        names = [self._records.name(part) for part in parts]
        key = keys.digest("bulk", names) if all(names) else ""
        results = store.of(self.settings)
        results.use(filter(None, names))
        stays = self.files.keep(year.url, key)
        kept = {} if stays else results.get(filter(None, names))
        pieces: list[bulk.Piece] = []
        for name, part in zip(names, parts, strict=True):
            details = map(self._write_beside, part)
            if stays or name in kept:
                list(details)
            if name in kept:
                pieces.append(pickle.loads(kept[name]))  # noqa: S301 - our own store
            elif not stays:
                pieces.append(bulk.piece(map(self._line, part, details)))
                if name:
                    results.put({name: pickle.dumps(pieces[-1])}, deflated=True)
        if not stays:
            self.files.put(year.url, bulk.pack(pieces), key)

    def _line(self, article: Any, detail: dict[str, Any] | None) -> dict[str, Any]:
        """Return an article's line of the bulk data; detail: what its JSON tells, where that is known."""
        known = self._detail(article) if detail is None else detail
        return bulk.line(known, files.markdown(article), article.blocks, self._work(article))

    def _detail(self, article: Any) -> dict[str, Any]:
        return record.brief(record.detail(article, self._records.of(article)))

    def _sizes(self) -> list[tuple[bulk.Year, int]]:
        return [(year, self.files.entries[year.url].size) for year in self.years]

    def _work(self, article: Any) -> cite.Work:
        return record.work(article, f"{self.root}/{article.url}" if self.root else None)

    def _cite_data(self, article: Any) -> list[tuple[str, str]]:
        """Return what the page's script needs for BibTeX and RIS besides the meta tags."""
        return cite.beyond_meta_tags(self._work(article))

    def _dated(self) -> Iterator[tuple[Any, str]]:
        return ((article, day) for article in self._latest if (day := feeds.day(article)))

    @cached_property
    def _latest(self) -> list[Any]:
        return feeds.latest(self.context["articles"])

    @cached_property
    def _changes(self) -> list[feeds.Entry]:
        return feeds.changes(self.context["articles"])

    def _write_redirects(self, writer: Any) -> None:
        try:
            redirects = addresses.load_redirects(Path(self.settings["PATH"]))
        except HandwrittenError as error:
            log.error("%s", error)
            return
        self.context["redirects"] = redirects
        taken = {*self.files.entries, *feeds_generator.addresses(self.context)}
        for old, new in redirects.items():
            if old in taken or sanitised_join(self.output_path, old) in writer._written_files:
                continue  # finish() says so
            up = "../" * old.count("/")
            writer.write_file(
                old, self.get_template("redirect"), self.context, self.settings["RELATIVE_URLS"],
                url=old, target=new, relative_target=up + new,
            )  # fmt: skip

    def _article_head(self, article: Any) -> dict[str, Any]:
        """Return the meta tags and the JSON-LD of an article."""
        address = f"{self.root}/{article.url}" if self.root else ""
        issue = article.issue_page
        # Without an address, as the page itself would link: an issue's articles lie in its folder.
        issue_url = (f"{self.root}/{issue.url}" if self.root else "index.html") if issue else None
        data = jsonld.of_article(article, address or article.url.rpartition("/")[2], issue_url)
        return {"tags": tags.of(article, address), "jsonld": jsonld.script(data)}

    def _issue_head(self, issue: Any) -> str:
        """Return the JSON-LD of an issue."""
        base = f"{self.root}/" if self.root else "../" * issue.url.count("/")
        return jsonld.script(jsonld.of_issue(issue, base + issue.url, [base + a.url for a in issue.articles]))


def finish(pelican: Any) -> None:
    """Check published addresses and write the sitemap, now that every page is there."""
    content = Path(pelican.settings["PATH"])
    try:
        redirects = addresses.load_redirects(content)
    except HandwrittenError:
        return  # told already
    try:
        published = addresses.load_published(content)
    except HandwrittenError as error:
        log.error("%s", error)
        return
    root = str(pelican.settings["SITEURL"]).rstrip("/")
    if not (published or redirects or root):
        return
    site = made.of(pelican.settings)
    site.adopt()
    redirected = {old for old in redirects if _is_redirect(site.place(old))}
    pages = {page for page in site.entries if page.endswith(".html")} - redirected
    for problem in addresses.problems(published, redirects, pages):
        log.error("%s", problem)
    if root:
        records = json.loads(site.place("catalogue.json").read_text(encoding="utf-8"))["articles"]
        unlisted = {r["url"] for r in records if "robots" in r}
        days = ("withdrawn", "published", "date")
        changed = {r["url"]: day for r in records if (day := next(filter(None, map(r.get, days)), ""))}
        changed |= {r["issue_url"]: r["published"] for r in records if "issue_url" in r and "published" in r}
        for name, text in sitemap.files(addresses.permanent(pages - unlisted), changed, root).items():
            site.put(name, text.encode())


def _is_redirect(path: Path) -> bool:
    return path.is_file() and 'http-equiv="refresh"' in path.read_text(encoding="utf-8")[:2000]


def get_generators(_: Any) -> Sequence[type[Generator]]:
    """Name the generators of this plugin."""
    return ExportGenerator, FeedsGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(get_generators)
    signals.finalized.connect(finish)
