"""Addresses of publications, issues and articles, checked so that no metadata leads out of the output folder."""

import re

from gongbao.bulletin.article import ArticleMeta
from gongbao.bulletin.article_fields import MetadataError, parse_field
from gongbao.bulletin.issue import IssueMeta, issue_path
from gongbao.messages import _

DOCUMENTS = "documents"
# Of the page that lists what came on its own.
DOCUMENTS_URL = f"{DOCUMENTS}/index.html"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
# Folders of the site that a publication's id must not take.
RESERVED = (
    "number",
    "agency",
    "section",
    "genre",
    "appointments",
    "diary",
    "year",
    "search",
    "theme",
    "feeds",
    "topic",
    "api",
    "data",
)


def publication_url(publication: str) -> str:
    """Return the address of a publication's page."""
    return f"{_publication(publication)}/index.html"


def issue_url(issue: IssueMeta) -> str:
    """Return the address of an issue's table of contents."""
    return f"{_folder(issue.publication, issue.year, issue.issue)}/index.html"


def print_url(issue: IssueMeta) -> str:
    """Return the address of the page that holds a whole issue for printing."""
    return f"{_folder(issue.publication, issue.year, issue.issue)}/print.html"


def article_url(meta: ArticleMeta) -> str:
    """Return the address of an article."""
    if not _ID.fullmatch(meta.slug):
        raise MetadataError(_("Slug: {slug!r} — use small letters, digits and hyphens only", slug=meta.slug))
    if meta.publication == DOCUMENTS:
        return f"{DOCUMENTS}/{meta.slug}.html"
    if meta.year is None or meta.issue is None:
        raise MetadataError(
            _(
                "the header has no {key}: — an article of {publication} belongs to an issue; "
                "a document that came on its own has Publication: documents",
                key="Year" if meta.year is None else "Issue",
                publication=meta.publication,
            )
        )
    if meta.slug in ("index", "print"):
        raise MetadataError(
            _("Slug: {slug!r} is a page of the issue itself — choose another", slug=meta.slug)
        )
    return f"{_folder(meta.publication, meta.year, meta.issue)}/{meta.slug}.html"


def original_url(article_url: str) -> str:
    """Return the address of the page with an article's source lines; no slug has a full stop."""
    return article_url.removesuffix(".html") + ".source.html"


def _publication(publication: str) -> str:
    if not _ID.fullmatch(publication) or publication in RESERVED:
        raise MetadataError(
            _(
                "Publication: {publication!r} — use small letters, digits and hyphens only, and none of "
                "{reserved}",
                publication=publication,
                reserved=", ".join(RESERVED),
            )
        )
    return publication


def _folder(publication: str, year: int, issue: str) -> str:
    parse_field("issue", issue)  # refuses what is none
    return f"{_publication(publication)}/{year:04d}/{issue_path(issue)}"
