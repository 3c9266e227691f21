"""Check the links of a built site: every address leads somewhere, in the site, from any place it is put."""

import os
import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from gongbao.below import files_below
from gongbao.messages import _, ngettext

# (element, attribute): what a browser loads by itself. These may never leave the site.
_LOADED = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href",),
    "img": ("src", "srcset"),
    "input": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href",),
    "video": ("src", "poster"),
}
# What a reader follows. An <a> may lead to another site.
_FOLLOWED = {"a": ("href",), "area": ("href",), "form": ("action",)}
_LOADING_RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "modulepreload",
    "manifest",
    "apple-touch-icon",
}
# So many faults are shown.
_MOST = 50
_XLINK = "{http://www.w3.org/1999/xlink}href"


@dataclass
class Page:
    """What the check needs to know of a page: its ids and where it points."""

    ids: Counter[str] = field(default_factory=Counter)
    links: list[tuple[str, bool]] = field(default_factory=list)  # address, loaded by the browser itself


def check(folder: Path, at_root: Collection[str] = ()) -> list[str]:
    """Return what is wrong with the links of the site in a folder, a line each: page, address, fault.

    at_root: pages whose links may begin at the root of the host.
    """
    files = {path.relative_to(folder).as_posix() for path in files_below(folder) if path.is_file()}
    pages = {name: _read(folder / name) for name in sorted(files) if name.endswith(".html")}
    found = []
    for name, page in pages.items():
        found += [
            _("{page}: the id {id!r} stands {times} times", page=name, id=each, times=times)
            for each, times in page.ids.items()
            if times > 1
        ]
        for address, loaded in dict.fromkeys(page.links):
            if name in at_root and address.startswith("/"):
                continue
            if fault := _fault(name, address, loaded, files, pages):
                found.append(_("{file}: {error}", file=name, error=fault))
    return found


def summary(found: Sequence[str], folder: Path) -> str:
    """Say what a check found: how much, and the first faults."""
    count = ngettext(
        "{count} broken link in {folder}/",
        "{count} broken links in {folder}/",
        len(found),
        folder=folder.name,
    )
    more = [_("… and {count} more", count=len(found) - _MOST)] if len(found) > _MOST else []
    return "\n".join([count, *found[:_MOST], *more])


def _read(path: Path) -> Page:
    page = Page()
    tree = html.document_fromstring(
        path.read_bytes() or b"<html></html>", parser=html.HTMLParser(encoding="utf-8")
    )
    for element in tree.iter(etree.Element):
        if identity := element.get("id"):
            page.ids[identity] += 1
        page.links += _addresses(element)
    return page


def _addresses(element: "html.HtmlElement") -> Iterator[tuple[str, bool]]:
    tag = str(element.tag)
    if tag == "link":
        loading = bool(_LOADING_RELATIONS & set((element.get("rel") or "").lower().split()))
        yield element.get("href", ""), loading
        return
    if tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
        yield (element.get("content") or "").partition("url=")[2].strip(" '\""), True
        return
    for attribute in _LOADED.get(tag, ()) + _FOLLOWED.get(tag, ()):
        value = element.get(attribute) or (element.get(_XLINK) if attribute == "href" else None)
        if value is None:
            continue
        if attribute == "srcset":
            yield from ((candidate.split()[0], True) for candidate in value.split(",") if candidate.strip())
        else:
            yield value.strip(), tag in _LOADED


def _fault(name: str, address: str, loaded: bool, files: set[str], pages: dict[str, Page]) -> str:
    """Return what is wrong with an address on a page, or nothing."""
    parts = urlsplit(address)
    if parts.scheme in ("http", "https") or parts.netloc:
        return _("{address!r} is loaded from another site", address=address) if loaded else ""
    if parts.scheme in ("mailto", "tel") or (parts.scheme == "data" and loaded):
        return ""
    if parts.scheme:
        return _("{address!r} begins with {scheme}:, which no page may", address=address, scheme=parts.scheme)
    if parts.path.startswith("/"):
        return _(
            "{address!r} begins at the root of the host, so it breaks below a sub-path and on the disk",
            address=address,
        )
    target = name
    if parts.path:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
        if target.startswith(".."):
            return _("{address!r} leaves the folder of the site", address=address)
        if target not in files:
            if _is_folder(target, files):
                return _("{address!r} leads to a folder: name its index.html", address=address)
            return _("{address!r} leads to no file", address=address)
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
        return _("{address!r} leads to no id in {page}", address=address, page=target)
    return ""


def _is_folder(target: str, files: set[str]) -> bool:
    prefix = "" if target == os.curdir else target + "/"
    return any(name.startswith(prefix) for name in files)
