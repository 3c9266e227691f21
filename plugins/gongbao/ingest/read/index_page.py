"""The page of an issue among its pages: it lists the texts that lie beside it, each entry a link to the file of one."""

import codecs
import re
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

from gongbao.bulletin import dates

from .members import Member, is_attached
from .sniff import HTML
from .web.charset import decode_page

_LINK = re.compile(rb"<a\b(?P<attributes>[^>]*)>(?P<words>.*?)</a\s*>", re.I | re.S)
_ADDRESS = re.compile(rb"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
# Pages that lead to the one before and the next are no index.
_LEAST, _MOST_OF_PAGES = 2, 0.6
_HEADINGS = re.compile(r"<(title|h[1-3])\b[^>]*>(.*?)</\1", re.I | re.S)
_ISSUE = re.compile(rf"第\s*{dates.NUMBER}\s*[期号辑]")


def are_an_issue(members: Sequence[Member]) -> bool:
    """Tell whether files that lie together are pages of one issue: one of them lists the others under its number."""
    index, _documents = with_index_first(members)
    if index is None:
        return False
    page, _codec = decode_page(index.data, index.name, None)
    return any(_ISSUE.search(heading[2]) for heading in _HEADINGS.finditer(page))


def with_index_first(members: Sequence[Member]) -> tuple[Member | None, list[Member]]:
    """Return the index page of a bundle's documents, None without one, and the documents as it lists them, itself first."""
    found: tuple[Member | None, list[Member]] = (None, [])
    texts = [one for one in members if not is_attached(one)]
    find = _finder(texts)
    for member in texts if len(texts) > _LEAST else ():
        if member.suffix in HTML:
            listed = _listed(member, find)
            if len(listed) > len(found[1]):
                found = member, listed
    index, listed = found
    if index is None or len(listed) < max(_LEAST, _MOST_OF_PAGES * (len(texts) - 1)):
        return None, list(members)
    first = [index, *listed]
    return index, [*first, *(one for one in members if one not in first)]


def as_text(member: Member, members: Sequence[Member]) -> bytes:
    """Return the bytes of an index page in which the links to the files beside it are plain words: its contents."""
    find = _finder(members)

    def plain(link: re.Match[bytes]) -> bytes:
        return b"<span>" + link["words"] + b"</span>" if _target(link, member, find) else link[0]

    return _LINK.sub(plain, _bytes(member))


def _bytes(page: Member) -> bytes:
    """Return the bytes of a page; of one in UTF-16, as office programs save pages, those of the same page in UTF-8."""
    if not page.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return page.data
    return codecs.BOM_UTF8 + page.data.decode("utf-16", "replace").encode()


def _finder(members: Sequence[Member]) -> Callable[[str, str], Member | None]:
    """Return what finds the one file of a path, or, where none has that, of a name; pages have thousands of links."""
    of_path: dict[str, list[Member]] = {}
    of_name: dict[str, list[Member]] = {}
    for member in members:
        of_path.setdefault(member.path, []).append(member)
        of_name.setdefault(member.name, []).append(member)

    def find(path: str, name: str) -> Member | None:
        found = of_path.get(path) or of_name.get(name) or []
        return found[0] if len(found) == 1 else None

    return find


def _listed(page: Member, find: Callable[[str, str], Member | None]) -> list[Member]:
    """Return the files that a page's links lead to, each once, in their order."""
    targets = (_target(link, page, find) for link in _LINK.finditer(_bytes(page)))
    return list(dict.fromkeys(one for one in targets if one is not None and one is not page))


def _target(link: re.Match[bytes], page: Member, find: Callable[[str, str], Member | None]) -> Member | None:
    """Return the file that a link names: by its path from the page, or as the last part of an address on the site."""
    said = _ADDRESS.search(link["attributes"])
    address = unescape(next(filter(None, said.groups()), b"").decode("utf-8", "replace")) if said else ""
    path = unquote(re.split(r"[?#]", address)[0]).replace("\\", "/")
    if not path or path.endswith("/"):
        return None
    beside = (PurePosixPath(page.path).parent / path.lstrip("/")).as_posix()
    return find(beside, path.rsplit("/", 1)[-1])
