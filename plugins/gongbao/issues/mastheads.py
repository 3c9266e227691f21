"""The mastheads of an archive: every issue.md, and what is wrong with those that break the contract."""

import logging
from collections.abc import Iterator
from pathlib import Path

from gongbao.bulletin import archive, issue
from gongbao.bulletin.archive import shown
from gongbao.bulletin.article_fields import MetadataError
from gongbao.bulletin.issue import IssueMeta
from gongbao.cache import keys, stamps, store
from gongbao.cache.derived import Derived
from gongbao.messages import _

from . import addresses

logger = logging.getLogger(__name__)


def read(folder: Path, wrong: set[Path], results: store.Store | None = None) -> Iterator[IssueMeta]:
    """Read every issue.md below the content folder; tell what is wrong with those that break the contract.

    wrong: takes up the folders of these, whose articles are not to blame for having no issue. results: of earlier builds,
    so that none is read twice.
    """
    kept = Derived(results or store.Store(None), "mastheads")
    began = stamps.now()
    places_of: dict[str, Path] = {}
    for path in archive.files(folder, "issue.md"):
        place = path.relative_to(folder)
        try:
            stamp = stamps.read(str(path), began)
            key = keys.digest(str(path), stamp) if stamp else ""
            meta: IssueMeta | None = kept.get(key)
            if meta is None:
                meta = issue.load(path.read_text(encoding="utf-8"))
                kept.put(key, meta)
            url = addresses.issue_url(meta)
        except (MetadataError, UnicodeDecodeError) as error:
            in_words = isinstance(error, MetadataError)
            reason = str(error) if in_words else _("it is not UTF-8 — save the file as UTF-8 (UTF-8 编码)")
            logger.error(_("{file}: {error}", file=shown(place), error=reason))
            wrong.add(place.parent)
            continue
        if url in places_of:
            logger.error(
                _(
                    "{file}: {issue} is the issue of {other} already — give one of them another Year or Issue",
                    file=shown(place),
                    other=shown(places_of[url]),
                    issue=meta.label,
                )
            )
            continue
        places_of[url] = place
        yield meta
    kept.save()
