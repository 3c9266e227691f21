"""What a web server must say with each file, and in which order files may replace each other in place."""

import re
from pathlib import PurePosixPath

from gongbao.workshop import checksums, signature

# Named by their content: another content has another name, so a browser may keep them for good.
_HASHED = re.compile(
    r"search/(?:[a-z2-7]{10}|s\d+/[0-9a-f]+-[a-z2-7]{5}(?:p\d+)?|[a-z2-7]{8}/\d+)\.js|offline/[0-9a-f]{32}\.json"
)
FOR_GOOD = "public, max-age=31536000, immutable"
# Kept, but asked for again each time (a few bytes if nothing changed): a correction is seen at once.
ASK_AGAIN = "no-cache"

_TYPES = {
    ".bib": "application/x-bibtex; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".epub": "application/epub+zip",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
    ".zim": "application/octet-stream",
    ".zip": "application/zip",
}
_LISTS = ("catalogue.json", "catalogue.csv", "sitemap.xml", "robots.txt", "search/manifest.js")
# What tells readers that there is something new comes after all that it tells of; the sums name everything.
_LAST = ("service-worker.js", "offline/build.json", signature.NAME, checksums.NAME)
STEPS = 4 + len(_LAST)


def hashed(name: str) -> bool:
    """Tell whether a file is named by its content."""
    return _HASHED.fullmatch(name) is not None


def cache_control(name: str) -> str:
    """Return how long a browser may keep a file."""
    return FOR_GOOD if hashed(name) else ASK_AGAIN


def content_type(name: str) -> str:
    """Return the type of a file; not the machine's own idea of it, which differs from one to the next."""
    if name.startswith("feeds/") and name.endswith(".xml"):
        return "application/atom+xml; charset=utf-8"
    if name in (checksums.NAME, signature.NAME, "SOURCES-SHA256SUMS"):
        return "text/plain; charset=utf-8"
    return _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def step(name: str, new: bool) -> int:
    """Return when a file is sent, so that at every moment what readers can reach leads only to what is there.

    0 what pages load; 1 pages that are new, which nothing leads to yet, though they to each other; 2 pages that changed;
    3 lists, feeds and the manifest of the search; then, one by one, the service worker, its list, and the sums.
    """
    if name in _LAST:
        return 4 + _LAST.index(name)
    if name in _LISTS or name.startswith("feeds/"):
        return 3
    if name.endswith(".html"):
        return 1 if new else 2
    return 0
