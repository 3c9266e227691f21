"""Pages written side by side, and only those of which something changed.

Pelican renders one page after another. Here the pages are collected while generators ask for them, and rendered when
all are known: by copies of this process, which have all that templates look at, and write the files themselves.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.utils import get_relative_path, path_to_url, sanitised_join
from pelican.writers import FileOverwriteFailedError, Writer

from gongbao import limit, workers
from gongbao.cache import articles, files, keys, previous_build, store, templates
from gongbao.messages import _

from .problems import template_place

_AT_ONCE = 24
# For fewer groups of pages no process is begun.
_LEAST = 4
# The setting that holds what is done beside the pages.
BESIDE = "SITE_BESIDE"
# Settings that say where things lie on this machine, or hold this build's own tools; no page shows them.
_PLACES = {"PATH", "OUTPUT_PATH", "THEME", "CACHE_PATH", "JINJA_FILTERS", "JINJA_ENVIRONMENT", "PLUGINS"}
_PLACES |= {
    "DEFAULT_CONFIG_FILE",
    "PELICAN_CLASS",
    "OWN_THEME",
    "THEME_STATIC_PATHS",
    "PLUGIN_PATHS",
    "THEME_TEMPLATES_OVERRIDES",
    "BUILD_CACHE",
}
_PLACES |= {
    BESIDE,
    files.SETTING,
    store.SETTING,
    workers.PROCESSES,
    workers.SETTING,
    articles.GENERATOR,
    previous_build.SETTING,
}

# A page may show something of every text; it is given so many times what a text is given.
_PATIENCE = 5


class PageTooLong(ValueError):
    """A page whose template does not end; str() says which, and where."""


# Of names without dots in folders, of which nothing is to be cleared up; elsewhere paths are written in another way.
_PLAIN_NAME = re.compile(r"(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)+" if os.sep == "/" else "(?!)")

Page = tuple[str, Any, dict[str, Any], dict[str, Any], str]


class CollectingWriter(Writer):  # type: ignore[misc]
    """Pelican's writer: takes pages, leaves those that are as they were, and renders the others in `flush`."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self._files = files.of(settings)
        self._workers = workers.of(settings)
        self._pages: dict[str, Page] = {}
        self._site: str | None = None
        self._template_keys: dict[str, str] = {}
        self._below = os.path.join(os.path.abspath(output_path), "")  # noqa: PTH100, PTH118 - as Pelican does
        # Names a setting of which nobody can tell whether it changed.
        self.unkeyed: keys.NoKey | None = None

    def write_file(  # noqa: PLR0913, PLR0917 - Pelican's own
        self,
        name: Any,
        template: Any,
        context: dict[str, Any],
        relative_urls: bool = False,
        paginated: Any = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        key: str = "",
        **shown: Any,
    ) -> None:
        """Take a page. key: of all that it shows besides settings and templates; "" where nobody can tell."""
        if not name:
            return
        if template_name in self.settings["PAGINATED_TEMPLATES"] and (paginated or "articles" in shown):
            super().write_file(
                name,
                template,
                context,
                relative_urls,
                paginated,
                template_name,
                override_output,
                url,
                **shown,
            )
            return
        if not self._wanted(self._path(name), override_output):
            return
        if not key and (article := shown.get("article")) is not None:
            key = articles.key(article)
        site = self.site_key(context)
        # The name need not be in it: what a file was made under is noted by its name.
        whole = f"{self._template_key(template.name, site)}{key}" if key and site else ""
        if self._files.keep(name, whole):
            return
        local = {"localsiteurl": context.get("localsiteurl"), "output_file": name}
        if relative_urls:
            local["SITEURL"] = local["localsiteurl"] = path_to_url(get_relative_path(name))
        # A page that says where its links begin, as 404.html does, is right.
        local |= shown
        self._pages[name] = (name, template, context, local, whole)

    def _path(self, name: str) -> str:
        """Return where a page is written, as Pelican does; nearly all names are plain."""
        if _PLAIN_NAME.fullmatch(name):
            return f"{self._below}{name}"
        joined: str = sanitised_join(self.output_path, name)
        return joined

    def _template_key(self, name: str, site: str) -> str:
        """Return the key of a template and all that any page may show."""
        if name not in self._template_keys:
            self._template_keys[name] = keys.digest(name, site)
        return self._template_keys[name]

    def _wanted(self, path: str, override: bool) -> bool:
        """Keep Pelican's rule of two pages at one address: one may override one other."""
        # As readers know it, and not within the folder of this build.
        name = path.removeprefix(self._below)
        if path in self._overridden_files:
            if override:
                raise FileOverwriteFailedError(_('Failed to overwrite "{path}" a second time', path=name))
            return False
        if path in self._written_files and not override:
            raise FileOverwriteFailedError(_('"{path}" was written before', path=name))
        self._written_files.add(path)
        if override:
            self._overridden_files.add(path)
        return True

    @property
    def spreads(self) -> bool:
        """Tell whether the pages taken so far are so many that copies of this process render them."""
        return len(self._pages) > _AT_ONCE * (_LEAST - 1) or self._workers.away

    def begin(self) -> Iterator[list[files.Made]]:
        """Begin to render the pages taken so far; return what `end` takes."""
        pages, self._pages = list(self._pages.values()), {}
        groups = [pages[at : at + _AT_ONCE] for at in range(0, len(pages), _AT_ONCE)]

        site, seconds = self._files, _PATIENCE * float(self.settings.get("BUILD_SECONDS", 0))

        def write(item: Item) -> list[files.Made | str]:
            at, texts = item
            return [_made_of(site, page, seconds, texts.get(page[0])) for page in groups[at]]

        begun = self._workers.spread(write, _Items(groups, self._workers.away), least=_LEAST)
        by_name = {page[0]: page for page in pages}
        return (
            [_made(site, by_name[made], seconds) if isinstance(made, str) else made for made in group]
            for group in begun
        )

    def end(self, begun: Iterator[list[files.Made]]) -> None:
        """Wait until these pages are rendered and written."""
        for done in begun:
            for made in done:
                signals.content_written.send(self._files.receive(made), context=None)

    def flush(self) -> None:
        """Render and write the pages taken so far."""
        self.end(self.begin())

    def site_key(self, context: Mapping[str, Any]) -> str:
        """Return the key of what any page may show: settings, templates, head and foot; "" where that cannot be told."""
        if self._site is None:
            try:
                surroundings = templates.surroundings(self.settings)
            except keys.NoKey:
                # A filter of the keeper's own: nobody knows what it makes of a text today.
                self._site = ""
                return ""
            own = {name: context[name] for name in self.settings if name.isupper() and name not in _PLACES}
            templates_of = [Path(self.settings["THEME"], "templates")]
            templates_of += map(Path, self.settings["THEME_TEMPLATES_OVERRIDES"])
            theme = keys.program(*templates_of, suffixes=(".html",))
            foot = (context.get("packages"), context.get("own_pages"), context.get("event_pages"))
            try:
                self._site = keys.digest(
                    theme, keys.own_program(), surroundings, keys.settings(own), keys.digest(foot)
                )
            except keys.NoKey as error:
                self._site = ""
                self.unkeyed = error
        return self._site


# Which group of pages is to be written, and the texts of its articles by the names of the pages, where they have to be sent.
Item = tuple[int, dict[str, Any]]


class _Items(Sequence[Item]):
    """The items of groups of pages; each is made when it is asked for, so that not all texts are in memory at once."""

    def __init__(self, groups: Sequence[Sequence[Page]], away: bool) -> None:
        self._groups, self._away = groups, away

    def __len__(self) -> int:
        return len(self._groups)

    def __getitem__(self, at: Any) -> Any:
        if at >= len(self._groups):
            raise IndexError(at)
        shown = [(page[0], page[3].get("article")) for page in self._groups[at]] if self._away else []
        return at, {name: article.text for name, article in shown if hasattr(type(article), "text")}


def _made_of(site: files.Files, page: Page, seconds: float, text: Any) -> files.Made | str:
    """Make a page, with the text of its article where that was sent; return its name if it needs others' texts."""
    if text is None:
        try:
            return _made(site, page, seconds)
        except articles.TextElsewhere:
            return page[0]
    article = page[3]["article"]
    article.text = text
    try:
        return _made(site, page, seconds)
    except articles.TextElsewhere:
        return page[0]
    finally:
        del article.text


def _made(site: files.Files, page: Page, seconds: float) -> files.Made:
    name, template, context, local, key = page
    # What Pelican leaves in the context for its own contents' links; this process writes one page after another.
    context["localsiteurl"] = local["localsiteurl"]
    try:
        with limit.within(seconds):
            text = template.render({**context, **local})
    except limit.TooLongError as error:
        raise PageTooLong(
            _(
                "{page}: was not put together within {seconds:.0f} s, at template {place} — mend what repeats there, or "
                "set BUILD_SECONDS higher",
                page=name,
                seconds=seconds,
                place=template_place(error),
            )
        ) from None
    return site.made(name, text.encode(), key)
