"""An album as a IIIF Presentation 3 manifest: what viewers of libraries open, its pictures as they are (no image service)."""

from collections.abc import Iterator, Sequence
from typing import Any

from gongbao.messages import site
from gongbao.messages.site import words

from . import alto
from .album import Album, Page

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
_WEBP = "image/webp"


def manifest(
    album: Album,
    root: str,
    home: str,
    facts: Sequence[tuple[str, str]],
    articles: Sequence[tuple[str, str, Sequence[int]]],
    keeper: str,
    data: Sequence[str],
) -> dict[str, Any]:
    """Return the manifest of an album.

    root: the site's address without a slash at its end; home: the page that shows the album's text; facts: labels and
    values; articles: title, address and pages of each; keeper: who answers for the archive, or ""; data: which data lie
    beside each page ("alto", "text").
    """
    own = f"{root}/{album.manifest}"
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "id": own,
        "type": "Manifest",
        "label": _zh(album.title),
        "metadata": [{"label": _said(label), "value": _zh(value)} for label, value in facts],
        "homepage": [_page(f"{root}/{home}", album.title)],
        "thumbnail": [_small(root, album.cover)],
        "items": [_canvas(own, root, page, data) for page in album.pages],
    }
    if keeper:
        found["requiredStatement"] = {"label": _said(words("整理")), "value": _zh(keeper)}
    if len(album.pages) > 1 and all(page.height >= page.width for page in album.pages):
        found["behavior"] = ["paged"]
    if ranges := list(_ranges(own, articles)):
        found["structures"] = [
            {"id": _range(own, 0), "type": "Range", "label": _said(words("目录")), "items": ranges}
        ]
    return found


def _canvas(own: str, root: str, page: Page, data: Sequence[str]) -> dict[str, Any]:
    identity = _id(own, page.number)
    stem = f"{root}/{page.url}".removesuffix(".webp")
    found: dict[str, Any] = {
        "id": identity,
        "type": "Canvas",
        "label": _said(page.label),
        "width": page.width,
        "height": page.height,
        "thumbnail": [_small(root, page)],
        "items": [
            {
                "id": f"{identity}/pictures",
                "type": "AnnotationPage",
                "items": [
                    {
                        "id": f"{identity}/picture",
                        "type": "Annotation",
                        "motivation": "painting",
                        "body": _picture(f"{root}/{page.url}", page.width, page.height),
                        "target": identity,
                    }
                ],
            }
        ],
    }
    if "alto" in data:
        found["seeAlso"] = [
            {
                "id": f"{stem}.alto.xml",
                "type": "Dataset",
                "format": "application/xml",
                "profile": alto.NAMESPACE,
                "label": _said(words("文字与位置（ALTO）")),
            }
        ]
    if "text" in data:
        found["rendering"] = [
            {"id": f"{stem}.txt", "type": "Text", "format": "text/plain", "label": _said(words("本页文字"))}
        ]
    return found


def _ranges(own: str, articles: Sequence[tuple[str, str, Sequence[int]]]) -> Iterator[dict[str, Any]]:
    for at, (title, address, pages) in enumerate(articles, start=1):
        yield {
            "id": _range(own, at),
            "type": "Range",
            "label": _zh(title),
            "homepage": [_page(address, title)],
            "items": [{"id": _id(own, number), "type": "Canvas"} for number in pages],
        }


def _range(own: str, at: int) -> str:
    return f"{own.removesuffix('manifest.json')}range/{at}"


def _id(own: str, number: int) -> str:
    return f"{own.removesuffix('manifest.json')}canvas/{number}"


def _picture(address: str, width: int, height: int) -> dict[str, Any]:
    return {"id": address, "type": "Image", "format": _WEBP, "width": width, "height": height}


def _small(root: str, page: Page) -> dict[str, Any]:
    return _picture(f"{root}/{page.small_url}", page.small_width, page.small_height)


def _page(address: str, title: str) -> dict[str, Any]:
    return {"id": address, "type": "Text", "format": "text/html", "label": _zh(title)}


def _zh(text: str) -> dict[str, list[str]]:
    return {"zh": [text]}


def _said(text: str) -> dict[str, list[str]]:
    """Return words of the site, which are in its own language."""
    return {site.language(): [text]}
