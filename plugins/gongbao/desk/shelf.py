"""What the archive holds, folder by folder: each ledger and each article read again only when its file changed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongbao.bulletin import archive, article
from gongbao.bulletin import issue as issues
from gongbao.bulletin import ledger as ledgers
from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.article_fields import MetadataError
from gongbao.bulletin.own_fields import Fields
from gongbao.ingest.model import decisions

LEDGER, ISSUE = ledgers.FILE, "issue.md"
# In billionths of a second: sticks and cards tell times no finer.
_STEP = 2_000_000_000


@dataclass(frozen=True)
class Article:
    """An article's file as it stands: text, metadata and body; where the header breaks the contract, fault says how."""

    path: Path
    text: str
    meta: ArticleMeta | None
    body: str
    fault: str = ""

    @property
    def slug(self) -> str:
        """Return its name without the ending."""
        return self.path.stem

    @property
    def title(self) -> str:
        """Return what it is called, or its file's name where that cannot be read."""
        return self.meta.title if self.meta else self.path.name


@dataclass(frozen=True)
class Folder:
    """A folder of the archive: its name below content/, its ledger, its articles in their order, its issue if it is one."""

    name: str
    path: Path
    ledger: dict[str, Any]
    articles: tuple[Article, ...]
    issue: issues.IssueMeta | None = None
    fault: str = ""

    @property
    def source(self) -> str:
        """Return the name of the source that filled it."""
        return str(self.ledger.get("source", {}).get("name", ""))

    @property
    def title(self) -> str:
        """Return what a person calls it: the issue, else its one document, else the source."""
        if self.issue:
            return f"{self.issue.title} {self.issue.label}"
        return self.articles[0].title if len(self.articles) == 1 else self.source or self.name

    @property
    def rules(self) -> Path:
        """Return where the rules of its bulletin are kept."""
        return self.path.parent / decisions.RULES

    def article(self, slug: str) -> Article | None:
        """Return an article by its slug."""
        return next((one for one in self.articles if one.slug == slug), None)

    def holding(self, line: int) -> Article | None:
        """Return the article that holds a line of the source."""
        for place in self.ledger.get("places", ()):
            if any(span.first <= line <= span.last for span in ledgers.lines_in(place.get("spans", ()))):
                return self.article(str(place["name"]).removesuffix(".md"))
        return None


@dataclass
class Shelf:
    """The folders of an archive; what did not change on the disk is read once."""

    content: Path
    own: Fields = ()
    _kept: dict[Path, tuple[tuple[int, ...], Any]] = field(default_factory=dict)

    def folders(self) -> list[Folder]:
        """Return all folders that hold an article or a ledger, in the order of their names."""
        paths = (
            {path.parent for path in archive.files(self.content, "*.md")} if self.content.is_dir() else set()
        )
        paths |= {path.parent for path in archive.files(self.content, LEDGER)} if paths else set()
        # content/pages holds pages of the keeper's own.
        inside = (path for path in paths if len(path.relative_to(self.content).parts) == 2)
        return [self._folder(path) for path in sorted(inside)]

    def folder(self, name: str) -> Folder | None:
        """Return a folder by its name below content/; None where there is none, or where a name climbs out."""
        parts = name.split("/")
        if len(parts) != 2 or any(
            part in {"", ".", ".."} or part.startswith(".") or "\\" in part for part in parts
        ):
            return None
        path = self.content.joinpath(*parts)
        try:
            if not path.is_dir() or not path.resolve().is_relative_to(self.content.resolve()):
                return None
        except OSError:  # a name that no folder can have, or one that may not be looked at
            return None
        return self._folder(path)

    def _folder(self, path: Path) -> Folder:
        fault = ""
        try:
            ledger = self._read(path / LEDGER, lambda text: ledgers.parse(text, path / LEDGER)) or {}
        except ValueError as error:
            ledger, fault = {}, str(error)
        try:
            meta = self._read(path / ISSUE, issues.load)
        except ValueError as error:
            meta, fault = None, str(error)
        order = {entry["slug"]: entry["order"] for entry in ledger.get("articles", ())}
        files = sorted(
            (one for one in path.glob("*.md") if one.name != ISSUE and not one.name.startswith(".")),
            key=lambda one: (order.get(one.stem, len(order) + 1), one.name),
        )
        articles = tuple(self.read_article(one) for one in files)
        return Folder(path.relative_to(self.content).as_posix(), path, ledger, articles, meta, fault)

    def read_article(self, path: Path) -> Article:
        """Read an article's file, whole or not."""
        found: Article = self._read(path, lambda text: _article(path, text, self.own))
        return found

    def _read(self, path: Path, parse: Callable[[str], Any]) -> Any:
        try:
            state = path.stat()
        except FileNotFoundError:
            self._kept.pop(path, None)
            return None
        stamp = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
        entry = self._kept.get(path)
        if entry is None or entry[0] != stamp:
            with path.open(encoding="utf-8", newline="") as file:
                entry = (stamp, parse(file.read()))
            # One that changed just now could change once more without its times telling, in steps of up to two seconds.
            if max(state.st_mtime_ns, state.st_ctime_ns) + _STEP < time.time_ns():
                self._kept[path] = entry
            else:
                self._kept.pop(path, None)
        return entry[1]


def _article(path: Path, text: str, own: Fields) -> Article:
    try:
        meta, body = article.load(text, own)
    except MetadataError as error:
        return Article(path, text, None, "", str(error))
    return Article(path, text, meta, body)
