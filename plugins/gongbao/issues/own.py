"""What the keeper adds to the site: pages of its own (content/pages/*.md), and files that are copied as they are."""

import re
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from gongbao.below import files_below
from gongbao.bulletin import archive, article_header
from gongbao.bulletin.article_fields import MetadataError
from gongbao.messages import _

from .markup import Renderer

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


class OwnError(ValueError):
    """A page or file of the keeper's own that cannot be used; str() says which and what to do."""


@dataclass(frozen=True)
class OwnPage:
    """A page of the keeper's own: its title, its address, its HTML."""

    title: str
    url: str
    html: str


def pages(content: Path, folder: str) -> Iterator[OwnPage]:
    """Yield the pages of the keeper's own, by the names of their files."""
    renderer = Renderer()
    for path in archive.files(content / folder, "*.md"):
        shown = archive.shown(path.relative_to(content))
        if not _NAME.fullmatch(path.stem):
            raise OwnError(
                _(
                    "{file}: name the file with small letters, digits and hyphens, as in about.md",
                    file=shown,
                )
            )
        try:
            header, body = article_header.split(path.read_text(encoding="utf-8"))
        except (MetadataError, UnicodeDecodeError) as error:
            raise OwnError(_("{file}: {error}", file=shown, error=error)) from error
        if set(header) != {"Title"} or not header["Title"]:
            raise OwnError(
                _(
                    "{file}: the header of such a page is one line, Title: …, then a blank line",
                    file=shown,
                )
            )
        yield OwnPage(header["Title"], f"{folder}/{path.stem}.html", renderer.render(body).html)


def copy(folder: Path, output: Path, taken: Collection[str] = ()) -> None:
    """Copy the files of a folder to the root of the site, as they are; taken: files that the site has elsewhere."""
    if not folder.is_dir():
        return
    for path in files_below(folder):
        place = output / path.relative_to(folder)
        if not path.is_file() or path.name in (".DS_Store", "Thumbs.db"):
            continue
        if any(part.lower() == ".git" for part in path.relative_to(folder).parts):
            raise OwnError(
                _(
                    "{folder}/{path}: what git keeps for itself, all that was ever in it, would be published — take .git away",
                    folder=folder.name,
                    path=path.relative_to(folder).as_posix(),
                )
            )
        if place.exists() or path.relative_to(folder).as_posix() in taken:
            raise OwnError(
                _(
                    "{folder}/{path}: the site has a file of that name — rename yours",
                    folder=folder.name,
                    path=path.relative_to(folder).as_posix(),
                )
            )
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
