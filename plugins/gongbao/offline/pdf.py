"""Set an issue as PDF, from its page for printing. Needs WeasyPrint, the Pango libraries and a Chinese font."""

import logging
import posixpath
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from gongbao.messages import _
from gongbao.messages.site import W_

CSS = Path(__file__).with_name("pdf.css")
NOTE = W_("本文件依公报文字重新排版，页码与印刷件不同；文字以原公报印刷件为准。")


def write(page: Path, title: str, address: str, note: str, target: Path) -> None:
    """Write the PDF of a page for printing; address is that of the page on the site, "" if there is none.

    note: NOTE in the language of the site, which a process of its own does not know.
    """
    import weasyprint  # noqa: PLC0415 - an extra
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    # It tells of every rule for screens that paper has no use for.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    text = prepared(page.read_bytes(), title, address, note)
    fetcher = URLFetcher(
        allowed_protocols={"file", "data"}
    )  # whatever a text says, nothing comes from the net
    document = weasyprint.HTML(string=text, base_url=page.resolve().as_uri(), url_fetcher=fetcher).render()
    if lacking := _set(document, target):
        boxes = _(
            "{target}: no font of this machine has {lacking}, which come out as boxes",
            target=target.name,
            lacking=lacking,
        )
        print(_("warning: {text}", text=boxes))


def prepared(page: bytes, title: str, address: str, note: str) -> str:
    """Return a page for printing as it is set: its own title, links that lead to the site or nowhere, our style."""
    tree = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    head = tree.find("head")
    head.find("title").text = title
    for gone in [
        *tree.iter("script"),
        *tree.xpath("//header[@class='site-head']|//footer[@class='site-foot']"),
    ]:
        gone.drop_tree()
    for heading in tree.xpath("//header[@class='issue-head']/h1"):
        heading.set("data-title", title)
        below = etree.SubElement(heading.getparent(), "p", {"class": "reset-note"})
        below.text = note
    for link in list(tree.iter("a")):
        target = link.get("href", "")
        parts = urlsplit(target)
        if parts.scheme or target.startswith("#"):
            continue
        if address and target:
            folder, _sign, _name = address.rpartition("/")
            link.set("href", _joined(folder, target))
        else:
            link.attrib.pop("href", None)
    style = etree.SubElement(head, "style")
    style.text = CSS.read_text(encoding="utf-8")
    return "<!DOCTYPE html>" + str(html.tostring(tree, encoding="unicode"))


def _joined(folder: str, target: str) -> str:
    parts = urlsplit(folder)
    path, _sign, fragment = target.partition("#")
    whole = posixpath.normpath(posixpath.join(parts.path or "/", path))
    return f"{parts.scheme}://{parts.netloc}{whole}" + (f"#{fragment}" if fragment else "")


def _set(document: Any, target: Path) -> str:
    """Write a PDF and return the characters that no font has."""
    found: set[int] = set()

    def look(document: Any, _pdf: Any) -> None:
        for font in document.fonts.values():
            found.update(font.missing)

    document.write_pdf(target, finisher=look, pdf_tags=True)
    return "".join(map(chr, sorted(found)))
