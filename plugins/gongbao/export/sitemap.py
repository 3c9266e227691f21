"""sitemap.xml and robots.txt: every page with its full address. Without the site's address there is nothing to write."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

MOST = 50_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def files(pages: Iterable[str], changed: Mapping[str, str], root: str) -> dict[str, str]:
    """Return the files, name → text: one sitemap, or an index of several where there are too many pages for one.

    changed: address → day of the last change, where it is known.
    """
    entries = [_entry(page, changed.get(page), root) for page in sorted(pages)]
    parts = [entries[at : at + MOST] for at in range(0, len(entries), MOST)] or [[]]
    robots = f"User-agent: *\nAllow: /\nSitemap: {root}/sitemap.xml\n"
    if len(parts) == 1:
        return {"sitemap.xml": _urlset(parts[0]), "robots.txt": robots}
    made = {f"sitemap-{n}.xml": _urlset(part) for n, part in enumerate(parts, 1)}
    index = "".join(f"<sitemap><loc>{escape(root)}/{name}</loc></sitemap>\n" for name in made)
    made["sitemap.xml"] = f"{_HEAD}<sitemapindex {_SPACE}>\n{index}</sitemapindex>\n"
    return {**made, "robots.txt": robots}


def _entry(page: str, day: str | None, root: str) -> str:
    # A folder is known to search engines by its own address.
    address = (
        page.removesuffix("index.html") if page.endswith("/index.html") or page == "index.html" else page
    )
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(f'{root}/{address}')}</loc>{changed}</url>\n"


def _urlset(entries: Iterable[str]) -> str:
    return f"{_HEAD}<urlset {_SPACE}>\n{''.join(entries)}</urlset>\n"
