"""Articles kept from build to build: of one whose file did not change, nothing is read but what it is called.

Its text (HTML, outline, blocks) is read when something asks for it, which is when its page, its data or its part of the
index is made anew.
"""

import fnmatch
import logging
import os
import pickle
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.settings import DEFAULT_CONFIG
from pelican.urlwrappers import URLWrapper

from gongbao.bulletin import archive
from gongbao.cache import articles, keys, stamps, store
from gongbao.cache.derived import Derived
from gongbao.messages import _

from . import facts
from .lazy_article import LISTS, TEXT, WRAPPED, LazyArticle, OwnArticle, Texts
from .reader import BulletinReader

logger = logging.getLogger(__name__)

# What belongs to this run; the text, which is read late; what Pelican sorts by, which is made anew.
_PASSED = {"settings", "_context", "metadata", "source_path", "translations", *TEXT}
# Settings that say where things lie, or what is done after reading.
_PLACES = {"OUTPUT_PATH", "PATH", "THEME", "CACHE_PATH", "OWN_THEME", "SEARCH", articles.GENERATOR}
_OF_THIS_RUN = ("JINJA_", "SITE_", "BUILD_")
_MARKED = DEFAULT_CONFIG["INTRASITE_LINK_REGEX"]


class KeptArticles(ArticlesGenerator):  # type: ignore[misc]
    """Pelican's generator of articles, with those that it read before in place of their files."""

    def __init__(self, *args: Any, **given: Any) -> None:
        self._found: dict[str, list[str]] = {}
        self._wrappers: dict[tuple[type[URLWrapper], str], URLWrapper] = {}
        self._texts = Texts(self._text)
        super().__init__(*args, **given)

    def get_files(
        self, paths: Any, exclude: list[str] | None = None, extensions: Iterable[str] | None = None
    ) -> list[str]:
        """Return Pelican's list of files, made once, in the order in which their bodies are rendered."""
        known = repr((paths, exclude, extensions))
        if known not in self._found:
            self._found[known] = sorted(super().get_files(paths, exclude, extensions))
        return list(self._found[known])

    def _include_path(self, path: str, extensions: Any = None) -> bool:
        """Do as Pelican does, with patterns that are put together once: it is asked of each file of the archive."""
        name = os.path.basename(path)  # noqa: PTH119 - of thousands
        if self._ignored(name):
            return False
        known = self._extensions if extensions is None else extensions
        return known is False or os.path.splitext(name)[1][1:] in known  # noqa: PTH122 - of thousands

    @cached_property
    def _below(self) -> str:
        """Return what stands before the names of the archive's files: as Pelican does, links not followed."""
        return os.path.join(os.path.abspath(self.path), "")  # noqa: PTH100, PTH118

    @cached_property
    def _ignored(self) -> Callable[[str], object]:
        given = [fnmatch.translate(os.path.normcase(pattern)) for pattern in self.settings["IGNORE_FILES"]]
        match = re.compile("|".join(given) or "(?!)").match
        return lambda name: match(os.path.normcase(name))

    @cached_property
    def _extensions(self) -> frozenset[str]:
        return frozenset(self.readers.extensions)

    def add_static_links(self, content: Any) -> None:
        """Look for links into the archive's files where there can be one; Pelican follows them to any file there is."""
        if isinstance(content, LazyArticle) or not self._leads_inside(content):
            return
        for path in sorted(content.get_static_links()):
            file = Path(self.path, path)
            if not file.resolve().is_relative_to(Path(self.path).resolve()):
                fault = _(
                    "the link to {path} leads out of content/ — put the file there, and name that", path=path
                )
            elif not file.is_file():
                fault = _(
                    "there is no file at {path}, where a link leads — put it there, or correct the link",
                    path=path,
                )
            else:
                continue
            shown = archive.shown(Path(content.get_relative_source_path()))
            logger.error(_("{file}: {error}", file=shown, error=fault))
            return
        super().add_static_links(content)

    def _leads_inside(self, article: Any) -> bool:
        if not getattr(article, "text_key", "") or self.settings["INTRASITE_LINK_REGEX"] != _MARKED:
            return True
        return facts.leads_inside(article._content)

    def check_disabled_readers(self) -> None:
        """Look for files of disabled readers only where there is such a reader."""
        if self.readers.disabled_extensions:
            super().check_disabled_readers()

    def generate_context(self) -> None:
        """Read what is not kept, with the bodies of all these at once: one by one only one processor would work."""
        self._results = store.of(self.settings)
        self._states = Derived(self._results, "articles")
        self._stamps = Stamps(self._results, Path(self.path))
        self._surroundings = _surroundings(self.settings)
        reader: Any = self.readers.readers.get("md")
        self._reader: BulletinReader | None = reader if isinstance(reader, BulletinReader) else None
        files = self.get_files(self.settings["ARTICLE_PATHS"], exclude=self.settings["ARTICLE_EXCLUDES"])
        self._known = {path: state for path in files if (state := self._state(path))}
        if self._reader:
            missing = (Path(self.path, path) for path in files if path not in self._known)
            self._reader.bodies.prepare(missing, self._stamps.texts)
            marked = self.settings["INTRASITE_LINK_REGEX"]
            self._reader.late = bool(self._surroundings) and self._results.keeps and marked == _MARKED
        self._stamps.texts.clear()
        super().generate_context()
        if self._reader:
            self._reader.late = False
            self._reader.bodies.finish()
        self._results.use(getattr(article, "body_key", "") for article in self.articles)

    def get_cached_data(self, filename: str, default: Any = None) -> Any:
        """Return an article that was read before."""
        state = self._known.get(filename)
        if state is None:
            return default
        return LazyArticle.of(state, f"{self._below}{filename}", self._texts, self)

    def cache_data(self, filename: str, data: Any) -> None:
        """Keep an article that was read, if it is made of its file and the settings alone."""
        if type(data) is Article and hasattr(data, "text_key"):
            data.__class__ = OwnArticle
            data.url, data.save_as = data.override_url, data.override_save_as
        if filename in self._known or not self._surroundings or not self._plain(data):
            return
        key = self._key(filename, data.text_key)
        own = {name: value for name, value in vars(data).items() if name not in _PASSED}
        state = own | {name: own[name].name for name in WRAPPED.keys() & own.keys()}
        state |= {name: [one.name for one in own[name]] for name in LISTS.keys() & own.keys()}
        state["metadata_names"] = tuple(name for name in data.metadata if name in own)
        state[articles.READ_KEY] = key
        self._states.put(key, state)
        setattr(data, articles.READ_KEY, key)
        data.read = own
        if self._results.keeps:
            data.keep(self._texts)

    def save_cache(self) -> None:
        """Write what is new."""
        self._states.save()
        self._stamps.save()

    def wrapped(self, kind: type[URLWrapper], name: str) -> URLWrapper:
        """Return Pelican's object for a category, an author, a tag."""
        if (kind, name) not in self._wrappers:
            self._wrappers[kind, name] = kind(name, self.settings)
        return self._wrappers[kind, name]

    def _text(self, article: LazyArticle) -> tuple[str, dict[str, Any]]:
        """Return the HTML of an article, and what else is known of its text."""
        assert self._reader  # noqa: S101 - it yielded what was kept
        rendered = self._reader.bodies.kept(article.body_key)
        if rendered is None:
            return self._reader.read(article.source_path)
        return rendered.html, {"blocks": rendered.blocks, "outline": rendered.outline}

    def _state(self, path: str) -> dict[str, Any] | None:
        if not self._surroundings or not path.endswith(".md") or not self._reader:
            return None
        text_key = self._stamps.text_key(path)
        found: dict[str, Any] | None = self._states.get(self._key(path, text_key)) if text_key else None
        return found

    def _key(self, path: str, text_key: str) -> str:
        # Two digests and a path, one behind the other: a digest of them for each of thousands takes longer.
        return f"{text_key}{self._surroundings}{path}"

    def _plain(self, article: Any) -> bool:
        """Tell whether an article is of our reader and has neither pictures nor warnings nor inner links."""
        return bool(
            type(article) is OwnArticle
            and bool(article.body_key)
            and not (article.pictures or article.warned)
            # One without its text was found to lead nowhere inside.
            and ("blocks" not in vars(article) or not self._leads_inside(article))
        )


class Stamps:
    """Which text a file holds, told by its size, times and inode as long as these are the same."""

    def __init__(self, results: store.Store, folder: Path) -> None:
        self._results, self._folder = results, str(folder)
        self._name = keys.digest("stamps", self._folder)
        kept = results.get([self._name])
        self._known: dict[str, tuple[stamps.Stamp, str]] = (
            pickle.loads(kept[self._name]) if kept else {}  # noqa: S301 - our own store
        )
        self._now: dict[str, tuple[stamps.Stamp, str]] = {}
        self._began = stamps.now()
        # Those that had to be read, with their keys, for who reads them next.
        self.texts: dict[str, tuple[str, str]] = {}

    def text_key(self, path: str) -> str:
        """Return the key of a file's text, "" if it cannot be read as one."""
        place = f"{self._folder}/{path}"
        try:
            status = os.stat(place)  # noqa: PTH116 - of thousands
            stamp = stamps.of(status)
            known = self._known.get(path)
            if known is None or known[0] != stamp:
                text = Path(place).read_text(encoding="utf-8")
                known = stamp, keys.digest(text)
                self.texts[place] = known[1], text
        except (OSError, UnicodeDecodeError):
            return ""
        if stamps.settled(status, self._began):
            self._now[path] = known
        return known[1]

    def save(self) -> None:
        """Keep what is known, if it is more or other than before."""
        if self._now != self._known:
            self._results.put({self._name: pickle.dumps(self._now, pickle.HIGHEST_PROTOCOL)})


def _surroundings(settings: dict[str, Any]) -> str:
    """Return the key of what an article depends on besides its file; "" where that cannot be told."""
    # Nobody knows what a plugin from elsewhere does to an article.
    if not all(str(plugin).startswith("gongbao.") for plugin in settings.get("PLUGINS", ())):
        return ""
    given = {
        name: value
        for name, value in settings.items()
        if name.isupper() and name not in _PLACES and not name.startswith(_OF_THIS_RUN)
    }
    try:
        return keys.digest("article", keys.own_program(), given)
    except keys.NoKey:
        return ""
