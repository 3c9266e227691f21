"""What readers may know and this build has not any more, though nobody was told: pages of texts, and of their sources.

A published address stops the build (`addresses`). Before that, or where an archive is copied to its host without
`inv publish --sent`, nothing records what readers know; the last build does.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gongbao.bulletin.archive import shown
from gongbao.bulletin.handwritten import HandwrittenError
from gongbao.cache.files import Files
from gongbao.messages import Message

from .addresses import REDIRECTS, load_published, pages

# Pages of an article, an issue, the keeper's own; lists and numbers come and go with what stands in them.
_TEXT = re.compile(r"(?:documents/(?!index\.)|pages/|(?!number/)[^/]+/\d{4}/[^/]+/(?!print\.))[^/.]+\.html")
# How what is shown of a source ends: its lines, its pages, the file itself. Before it stands the article, its issue, or its
# folder in documents/.
_OF_SOURCE = re.compile(
    r"(?:\.source\.html|[./]original(?:-\d+)?\.[^./]+|[./]pages/(?:index\.html|1\.webp))\Z"
)


def find(files: Files, context: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
    """Put into files.missed what an earlier build had and this one has not: address → what is said of it."""
    articles, content = context["articles"], Path(settings["PATH"])
    texts = {page.url for page in (*articles, *context["issues"], *context.get("own_pages", ()))}
    # Where what was noted of the last build is lost, its output is there.
    before = {*(files.known or (pages(files.before) if files.before else ())), *files.missed}
    # Nearly all are there still, and to look them up is quicker than to read their names.
    gone = sorted(path for path in before - texts if _TEXT.fullmatch(path))
    # Those that lead on are well; those that were published stop the build.
    settled = {*context.get("redirects", ()), *(_published(content) if gone else ())}
    files.missed = {path: _page(path) for path in gone if path not in settled}
    sources = content.parent / str(settings.get("SOURCES_PATH") or "sources")
    files.missed |= _of_sources(before, articles, sources)


def _published(content: Path) -> list[str]:
    try:
        return load_published(content)
    except HandwrittenError:
        return []  # told when the build ends


def _page(address: str) -> Message:
    return Message(
        "{address} was a page of the site, and is none any more: its file was taken away, or has another Slug — if readers "
        "may know it, bring the file back (Withdrawn takes its text down), or write into {file}: {address} its/new/address.html",
        address=address,
        file=shown(Path(REDIRECTS)),
    )


def _of_sources(before: Iterable[str], articles: Iterable[Any], sources: Path) -> dict[str, Message]:
    """Return what went with the files of sources that are not there any more, once for each file."""
    showed: dict[str, str] = {}
    ends = ((path, found.start()) for path in before if (found := _OF_SOURCE.search(path, 1)))
    # Sorted here, since of thousands of files few are of sources.
    for path, end in sorted(ends):
        showed.setdefault(path[:end], path)
    missed: dict[str, Message] = {}
    looked: set[str] = set()
    for article in articles if showed else ():
        name, folder = article.bulletin.source, Path(article.relative_source_path).parent
        places = (
            article.url.removesuffix(".html"),
            article.url.rpartition("/")[0],
            f"documents/{folder.name}",
        )
        address = next(filter(None, map(showed.get, places)), "")
        # A source that is withheld, since a text was taken down or blacked out, is nobody's loss.
        if not (name and address and article.keeps_source) or name in looked:
            continue
        looked.add(name)
        if not (sources / Path(name).name).exists():
            missed[address] = Message(
                "{source} is not there any more, of which {folder} was made: what the site showed of it went with it "
                "({address}) — bring the file back",
                source=f"{sources.name}/{name}",
                folder=shown(folder),
                address=address,
            )
    return missed
