"""The pages of numbers: what each of them shows."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from gongbao.cache import articles, keys
from gongbao.messages.site import words
from gongbao.numbers.frame import Frame
from gongbao.numbers.register import NumberEntry, Register


class NumberPages:
    """Render the page of every number; context is Pelican's, with or without gongbao.citations' part."""

    def __init__(self, frame: Frame, body: Any, context: Mapping[str, Any]) -> None:
        self._frame, self._body, self._context = frame, body, context
        self._register: Register = context["numbers"]
        self._graph = context.get("citations")
        self._agency_urls = {listing.name: listing.url for listing in context["agencies"]}

    def known(self, entry: NumberEntry) -> str:
        """Return the key of what register, lists and citations know of a number, "" where it cannot be told."""
        code = self._register.code(entry.number.base)
        near = [(e.url, e.number, e.held) for e in self._register.around(entry) if e]
        try:
            return keys.digest(
                (entry, near, self._cited(entry)),
                code and (code.url, code.code, code.agency, self._agency_urls.get(code.agency or "")),
            )
        except keys.NoKey:
            return ""

    def key(self, entry: NumberEntry, known: str, site: str) -> str:
        """Return the key of a number's page, "" where it cannot be told; site: that of what any page may show."""
        printings = [articles.key(text) for text in entry.printings]
        if not (site and known and all(printings)):
            return ""
        return keys.digest("number", site, self._frame.key, known, *printings)

    def page(self, entry: NumberEntry) -> str:
        """Return the page of a number."""
        before, after = self._register.around(entry)
        body = self._body.render(
            root=self._frame.root,
            entry=entry,
            code=self._register.code(entry.number.base),
            before=before,
            after=after,
            numbers=self._register,
            agency_urls=self._agency_urls,
            **self._cited(entry),
        )
        about = (
            words("：{title}", title=entry.title) if entry.title else words("：本库未收录，被下列文件引用")
        )
        return self._frame.fill(
            url=entry.url,
            title=f"{entry.number} {entry.title}" if entry.title else str(entry.number),
            description=f"{entry.number}{about}",
            body=Markup(body),  # noqa: S704 - rendered by a template that escapes
        )

    def _cited(self, entry: NumberEntry) -> dict[str, Any]:
        """Return what citations know of a number."""
        printing = entry.printings[0] if entry.held else None
        shown: dict[str, Any] = {"printing": printing, "labels": self._context.get("relation_labels", {})}
        if self._graph is None:
            return shown
        key = entry.number.key
        references = [g for g in printing.references if not g.first.own] if printing else []
        return shown | {
            "status": printing.validity if printing else self._context["status_of"](entry.number),
            "cited_title": self._graph.title_of(key),
            "cited_by": self._graph.cited_by(key),
            "references": references,
        }
