"""Open an e-book (.epub): its pages in their order as one page, and the pictures that they show."""

import posixpath
import re
from collections.abc import Iterator
from html.entities import html5
from urllib.parse import unquote, urlsplit

from lxml import etree

from gongbao.messages import N_, _

from ..model.source import SourceError
from .container import Container

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_CIPHER = "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
_PAGES = ("application/xhtml+xml", "text/html")
_PICTURES = re.compile(r"image/(?!svg)")
# <!DOCTYPE html>, and of older books the names of a definition on the net; one that defines something itself is refused.
_KIND = re.compile(rb"<!DOCTYPE\s[^>\[]*>", re.I)
_NAMED = re.compile(rb"&(\w{2,31});")
_ADVICE = N_("open it in a reader, save its pages as .html and ingest those")


class _Book(Container):
    """The parts of an e-book."""

    def as_usual(self, content: bytes) -> bytes:
        """Return XML without the line that names its kind, and the signs that this would have explained."""
        return _NAMED.sub(_meant, _KIND.sub(b"", content, count=1))


def _meant(found: re.Match[bytes]) -> bytes:
    sign = html5.get(found[1].decode() + ";", "")
    return sign.encode("ascii", "xmlcharrefreplace") if sign and sign not in "&<>\"'" else found[0]


def open_epub(data: bytes, name: str) -> tuple[str, dict[str, bytes]]:
    """Return the pages of a book as one, and its pictures by the addresses that this page has for them."""
    book = _Book(data, name, ".epub", _(_ADVICE))
    package = _package(book)
    root = book.xml(package)
    if root is None:
        raise _damaged(name)
    folder = posixpath.dirname(package)
    items = {item.get("id"): item for item in root.iter(f"{_OPF}item")}
    spine = [items[key] for ref in root.iter(f"{_OPF}itemref") if (key := ref.get("idref")) in items]
    # Its contents are made by the program that made the book, and say nothing that the pages do not.
    found = [
        _resolved(folder, item)
        for item in spine
        if item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split()
    ]
    # A page may stand there once; a small book that names one a million times would be as many documents.
    pages = list(dict.fromkeys(found))
    locked = _locked(book)
    if any(page in locked for page in pages):
        raise SourceError(
            _("{name}: an e-book that is locked for its buyer; get the text from its publisher", name=name)
        )
    bodies = [body for page in pages for body in _body(book, page)]
    if not bodies:
        raise _damaged(name)
    pictures = {
        part: content
        for item in items.values()
        if _PICTURES.match(item.get("media-type", ""))
        and (content := book.read(part := _resolved(folder, item))) is not None
    }
    return "<!DOCTYPE html><html><body>" + "".join(bodies) + "</body></html>", pictures


def _package(book: Container) -> str:
    """Return the part that lists the others."""
    root = book.xml("META-INF/container.xml")
    places = [] if root is None else [one.get("full-path", "") for one in root.iter(f"{_CONTAINER}rootfile")]
    return places[0] if places else ""


def _locked(book: Container) -> set[str]:
    root = book.xml("META-INF/encryption.xml")
    return set() if root is None else {unquote(one.get("URI", "")) for one in root.iter(_CIPHER)}


def _resolved(folder: str, item: etree._Element) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(urlsplit(item.get("href", "")).path)))


def _body(book: Container, part: str) -> Iterator[str]:
    """Give what stands on a page, the addresses of its pictures said from the root of the book."""
    root = book.xml(part)
    body = None if root is None else root.find(f"{_XHTML}body")
    if body is None:
        return
    for image in body.iter(f"{_XHTML}img"):
        address = unquote(urlsplit(image.get("src", "")).path)
        image.set("src", posixpath.normpath(posixpath.join(posixpath.dirname(part), address)))
    body.tag = f"{_XHTML}div"
    for one in body.iter(etree.Element):
        one.tag = one.tag.removeprefix(_XHTML)
    etree.cleanup_namespaces(body)
    yield str(etree.tostring(body, encoding="unicode", method="html", with_tail=False))


def _damaged(name: str) -> SourceError:
    return SourceError(_("{name}: an e-book without a page in it; {advice}", name=name, advice=_(_ADVICE)))
