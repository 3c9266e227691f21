"""Every page that is no document, with the names that people call it by: what the search box offers above its list."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from gongbao.messages.site import words

# 重庆市綦江区人民政府 is also called 綦江区人民政府: what stands before the last place may be left out.
_PLACE = re.compile("^.{1,7}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|盟|区|县|旗|州)(?=.{5})")

# What its people call it by its level alone: 县教育局.
_LEVEL = re.compile("^.{1,7}?(省|市|盟|区|县|旗|州)(?=.{3})")

# No year has as many issues: a larger number is a running one, also without 总.
_ISSUES_A_YEAR = 60


class Entry(NamedTuple):
    """A page: its names, what it is, what it is called, its address, and that of its feed ("" if it has none)."""

    names: tuple[str, ...]
    kind: str
    title: str
    url: str
    feed: str = ""


def entries(context: Mapping[str, Any]) -> Iterator[Entry]:
    """Yield the pages of bulletins, issues, agencies and sections; context is Pelican's when output is written."""
    for publication in context.get("publications") or ():
        yield Entry(tuple(said(publication.title)), words("公报"), publication.title, publication.url)
    for issue in context.get("issues") or ():
        yield Entry(tuple(_issue_names(issue)), words("期"), issue.title, issue.url)
    for kind, label in (("agencies", words("机关")), ("sections", words("栏目"))):
        for listing in context.get(kind) or ():
            title = words("{name}（{count} 篇）", name=listing.label, count=len(listing.articles))
            yield Entry(tuple(said(listing.name)), label, title, listing.url, listing.feed)


def called(name: str) -> Iterator[str]:
    """Yield a name, and what is left of it without the places that it begins with."""
    yield name
    while found := _PLACE.match(name):
        name = name[found.end() :]
        yield name


def said(name: str) -> Iterator[str]:
    """Yield the same, and what people say for it: 县教育局, 綦江区政府, 县政府办."""
    forms = list(called(name))
    forms += [f"{level[1]}{form[level.end() :]}" for form in forms if (level := _LEVEL.match(form))]
    for form in dict.fromkeys(forms):
        yield form
        plain = form.replace("人民政府", "政府")
        if plain != form:
            yield plain
            if plain.endswith(("政府办公室", "政府办公厅")):
                yield plain[:-2]


def _issue_names(issue: Any) -> Iterator[str]:
    """Yield what an issue is called: with and without its bulletin and its year, and by its running number."""
    meta = issue.meta
    number = meta.label.removeprefix(f"{meta.year}年").partition("（")[0]
    running = f"总第{meta.total}期" if meta.total else ""
    for publication in ("", *called(meta.title)):
        yield f"{publication}{meta.year}年{number}"
        yield f"{publication}{number}"
        if running:
            yield f"{publication}{running}"
            if meta.total.isdecimal() and int(meta.total) > _ISSUES_A_YEAR:
                yield f"{publication}{running.removeprefix('总')}"
            yield f"{publication}{meta.year}年{number}{running}"
