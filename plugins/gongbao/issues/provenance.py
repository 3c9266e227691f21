"""Set on every article where it came from: its day of arrival, its lines in the source, doubts there, files as received."""

import logging
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from gongbao.bulletin import added
from gongbao.bulletin.archive import shown
from gongbao.bulletin.ledger import LedgerError
from gongbao.messages import _

from . import addresses, doubts, source_downloads
from .ledger_cache import KeptLedgers
from .originals import OriginalError

logger = logging.getLogger(__name__)

# What a keeper may hide from readers: numbers and issues that are missing, what is cited and not held, doubts.
INTERNAL = ("gaps", "cited-not-held", "doubts")


def find(articles: list[Any], content: Path, ledgers: KeptLedgers, settings: Any) -> None:
    """Set added, original, original_url, doubts and received on every article."""
    _days(articles, content)
    _originals(articles, ledgers)
    _doubts(articles, ledgers, _internal(settings))
    _received(articles, ledgers, settings.get("ORIGINAL_FILES", ()))


def _days(articles: list[Any], content: Path) -> None:
    """Set on every article the day on which it came into the archive, None if nobody wrote it down."""
    try:
        days = added.load(content)
    except added.AddedError as error:
        logger.error(
            "%s",
            _(
                "{file}:{line}: {found!r} — write a day and a path: 2026-11-27 some-gongbao/2018-05/x.md",
                file=shown(Path(added.NAME)),
                line=error.line,
                found=error.found,
            ),
        )
        days = {}
    for article in articles:
        article.added = days.get(article.relative_source_path.replace(os.sep, "/")) or None if days else None


def _originals(articles: list[Any], ledgers: KeptLedgers) -> None:
    for article in articles:
        article.original = article.original_url = None
        if not article.keeps_source or not ledgers.has_ledger(_folder(article)):
            continue
        try:
            article.original = ledgers.original(Path(article.source_path))
        except (OriginalError, LedgerError) as error:
            logger.warning(_("{file}: {error}", file=shown(Path(article.relative_source_path)), error=error))
        if article.original:
            article.original_url = addresses.original_url(article.url)


def _internal(settings: Any) -> tuple[str, ...]:
    """Return the lists that are for the keeper alone; say which of them there is not."""
    chosen = tuple(settings.get("INTERNAL_LISTS", ()))
    for name in chosen:
        if name not in INTERNAL:
            logger.error(
                _(
                    "INTERNAL_LISTS: there is no list {name!r} — write {names}",
                    name=name,
                    names=", ".join(INTERNAL),
                )
            )
    return chosen


def _doubts(articles: list[Any], ledgers: KeptLedgers, internal: Collection[str]) -> None:
    """Set on every article what is doubtful in its source."""
    right: dict[Path, set[tuple[str, int, str]]] = {}
    for article in articles:
        article.doubts = ()
        if not article.original or "doubts" in internal:
            continue
        folder = Path(article.source_path).parent
        if folder not in right:
            right[folder] = doubts.decided(folder)
        article.doubts = ledgers.doubts(article, article.original, right[folder])


def _folder(article: Any) -> str:
    path: str = article.source_path
    return path[: path.rfind(os.sep)]


def _received(articles: list[Any], ledgers: KeptLedgers, kinds: Collection[str]) -> None:
    """Set on every article the files as received that are offered with it."""
    # A file as received holds what was withdrawn or blacked out in any article of its folder.
    known: dict[str, tuple[source_downloads.Received, ...]] = {
        _folder(article): () for article in articles if not article.keeps_source
    }
    for article in articles:
        folder = _folder(article)
        if folder not in known:
            known[folder] = ()
            try:
                source = ledgers.received(Path(article.source_path)) if kinds else None
            except (OriginalError, LedgerError) as error:
                logger.warning(
                    _("{file}: {error}", file=shown(Path(article.relative_source_path)), error=error)
                )
                source = None
            if source:
                known[folder] = source_downloads.offered(source, Path(folder).name, article.url, kinds)
        article.received = known[folder]
