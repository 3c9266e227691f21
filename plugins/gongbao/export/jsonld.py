"""JSON-LD of articles and issues in the words of schema.org: Legislation, NewsArticle, Article, PublicationIssue."""

import json
from typing import Any

from gongbao.export.record import work

CONTEXT = "https://schema.org"
# A notice that binds is legislation in schema.org's wide sense; speeches, digests and news are not.
_TYPES = {"document": "Legislation", "news": "NewsArticle"}
_RELATIONS = {
    "repeals": "legislationRepeals",
    "amends": "legislationAmends",
    "corrects": "legislationCorrects",
}


def of_article(article: Any, url: str, issue_url: str | None) -> dict[str, Any]:
    """Return an article as JSON-LD; url: where the page is, absolute if the site's address is known."""
    b = article.bulletin
    kind = _TYPES.get(b.kind, "Article")
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": kind,
        "@id": url,
        "url": url,
        "name": b.title,
        "headline": b.title if kind != "Legislation" else None,
        "alternativeHeadline": b.subtitle,
        "inLanguage": "zh-CN",
        "datePublished": b.published or b.date,
        "articleSection": b.section if kind != "Legislation" else None,
        "pagination": b.page if kind != "Legislation" else None,
        "author": [{"@type": "Person", "name": n} for n in work(article).authors] if not b.agency else None,
        "isPartOf": _part_of(article.issue_page, issue_url) if article.issue_page else None,
    }
    if kind == "Legislation":
        data |= {
            "legislationIdentifier": b.doc_number,
            "legislationType": b.genre,
            "legislationDate": b.issued,
            "legislationPassedBy": [{"@type": "GovernmentOrganization", "name": n} for n in b.agency] or None,
        }
        data |= _relations(article)
        validity = getattr(article, "validity", None)
        if validity and validity.kind in ("repealed", "lapsed"):
            data["legislationLegalForce"] = "https://schema.org/NotInForce"
    elif b.agency:
        data["author"] = [{"@type": "GovernmentOrganization", "name": n} for n in b.agency]
    return _filled(data)


def of_issue(issue: Any, url: str, parts: list[str]) -> dict[str, Any]:
    """Return an issue as JSON-LD; parts: where its articles are."""
    masthead = dict(issue.meta.masthead)
    publisher = masthead.get("主办单位") or masthead.get("主管单位")
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "PublicationIssue",
            "@id": url,
            "url": url,
            "name": issue.title,
            "issueNumber": issue.meta.issue,
            "datePublished": issue.date,
            "publisher": {"@type": "GovernmentOrganization", "name": publisher} if publisher else None,
            "isPartOf": {"@type": "Periodical", "name": issue.meta.title},
            "hasPart": [{"@type": "CreativeWork", "@id": part, "url": part} for part in parts],
        }
    )


def script(data: dict[str, Any]) -> str:
    """Return JSON that may stand inside a script element: nothing in it can end the element or open another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _part_of(issue: Any, url: str | None) -> dict[str, Any]:
    return _filled(
        {
            "@type": "PublicationIssue",
            "@id": url,
            "issueNumber": issue.meta.issue,
            "datePublished": issue.date,
            "isPartOf": {"@type": "Periodical", "name": issue.meta.title},
        }
    )


def _relations(article: Any) -> dict[str, Any]:
    """Return which documents this one repeals, changes or is based on, by number or title."""
    related: dict[str, list[dict[str, str] | str]] = {}
    for group in getattr(article, "references", ()):
        first = group.first
        title = str(first.number) if first.number else first.reference.title
        if first.own or not title:
            continue
        if name := _RELATIONS.get(first.relation):
            related.setdefault(name, []).append({"@type": "Legislation", "name": title})
        else:  # a citation may be a text alone
            related.setdefault("citation", []).append(title)
    return dict(related)


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in (None, "", [])}
