"""Addresses in ASCII for codes, agencies, sections: readable, and never two names at one address."""

import hashlib
from collections.abc import Callable, Iterable, Mapping

from gongbao.bulletin.handwritten import is_reserved
from gongbao.bulletin.number import DocumentNumber

_LIST = "index"


def assign(
    names: Iterable[str], make: Callable[[str], str], fixed: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Give every name its own slug. Names come in order of precedence: where two sound alike, the first keeps it.

    The others get a suffix that depends on the name alone, so that it stays when more names come; so does a name that
    Windows has no file of, and one that the list of all of them has.
    fixed: slugs that a person decided; they win over all others.
    """
    fixed = dict(fixed or {})
    taken = {slug: name for name, slug in fixed.items()}
    slugs: dict[str, str] = {}
    for name in names:
        if name in slugs:
            continue
        slug = fixed.get(name) or make(name)
        if is_reserved(slug) or slug == _LIST or taken.get(slug, name) != name:
            slug = f"{slug}-{fingerprint(name)}"
        taken[slug] = name
        slugs[name] = slug
    return slugs


def fingerprint(name: str) -> str:
    """Return six hexadecimal digits that belong to a name."""
    return hashlib.sha256(name.encode()).hexdigest()[:6]


def number_url(number: DocumentNumber, code_slug: str) -> str:
    """Return the address of a number's page; orders count on across years, and stand under year 0."""
    return f"number/{code_slug}/{number.year or 0}/{number.serial}.html"
