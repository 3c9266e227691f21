"""Lead an article's pictures from the files beside it to files beside its page: bare, named after it, with their size."""

import hashlib
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from gongbao.bulletin import pictures
from gongbao.messages import _
from gongbao.romanise import slug

from .rendered import Named
from .structure import MarkupError

_IMAGE = re.compile(
    r'<img src="(?P<src>[^"]*)" alt="(?P<alt>[^"]*)">|<img alt="(?P<alt2>[^"]*)" src="(?P<src2>[^"]*)">'
)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Picture:
    """A picture of an article: its name beside the page, what it shows, its caption, size and bytes without metadata."""

    name: str
    words: str
    caption: str
    size: tuple[int, int] | None
    data: bytes


def settle(text: str, named: Sequence[Named], folder: Path, own: str) -> tuple[str, tuple[Picture, ...]]:
    """Return an article's HTML with its pictures as they lie beside its page, and these.

    folder: where the article lies; own: its slug. Raise MarkupError for a picture that is not there or cannot be shown.
    """
    found: dict[str, Picture] = {}
    for one in named:
        if one.file not in found:
            found[one.file] = _picture(one, folder, own, {picture.name for picture in found.values()})
    if not found:
        return text, ()

    def shown(match: re.Match[str]) -> str:
        picture = found.get(html.unescape(match["src"] or match["src2"] or ""))
        if picture is None:
            return match[0]
        words = match["alt"] or match["alt2"] or ""
        size = f' width="{picture.size[0]}" height="{picture.size[1]}"' if picture.size else ""
        return f'<img src="{html.escape(picture.name)}" alt="{words}"{size} loading="lazy">'

    return _IMAGE.sub(shown, text), tuple(found.values())


def _picture(one: Named, folder: Path, own: str, taken: set[str]) -> Picture:
    path = _file(one.file, folder)
    data = path.read_bytes()
    suffix = path.suffix.lower()
    size = pictures.size(data)
    if suffix == ".svg" and not pictures.is_harmless(data):
        raise MarkupError(
            _(
                "picture {file} has scripts or fetches something — save it as PNG and name that",
                file=one.file,
            )
        )
    if suffix != ".svg" and size is None:
        raise MarkupError(
            _(
                "picture {file} is no PNG, JPEG, WebP or GIF, whatever its name says — save it as PNG",
                file=one.file,
            )
        )
    return Picture(_name(path, own, taken), one.words, one.caption, size, pictures.bare(data))


def _file(name: str, folder: Path) -> Path:
    """Return the file that a body names: beside the article, or in a folder beside it."""
    plain = unquote(name).replace("\\", "/")
    if re.match(r"[a-z][a-z0-9+.-]*:|//", plain, re.I):
        raise MarkupError(
            _(
                "picture {name} lies elsewhere, where it may vanish — save it beside the article and "
                "name the file",
                name=name[:60],
            )
        )
    path = folder / plain
    if (
        plain.startswith("/")
        or ".." in plain.split("/")
        or not path.resolve().is_relative_to(folder.resolve())
    ):
        raise MarkupError(
            _(
                "picture {name} leads out of the article's folder — put the file beside the article",
                name=name,
            )
        )
    if path.suffix.lower() not in pictures.SUFFIXES:
        raise MarkupError(
            _(
                "picture {name} is none that pages show — save it as PNG, JPEG or WebP",
                name=name,
            )
        )
    if not path.is_file():
        raise MarkupError(
            _(
                "picture {name} is not beside the article — put the file there, or correct its name",
                name=name,
            )
        )
    return path


def _name(path: Path, own: str, taken: set[str]) -> str:
    """Return the name that a picture has beside the page: it begins with the article's slug, as no other's does."""
    suffix = path.suffix.lower()
    stem = path.stem.removeprefix(f"{own}.")
    base = stem if _PLAIN.fullmatch(stem) else slug(stem) or "picture"
    name = f"{own}.{base}{suffix}"
    if name in taken:
        name = f"{own}.{base}-{hashlib.sha256(str(path).encode()).hexdigest()[:6]}{suffix}"
    return name
