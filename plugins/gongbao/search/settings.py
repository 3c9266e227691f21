"""Read the SEARCH setting: which values of an article become fields, filters, sort keys, and what results show.

A value is named by an attribute path (`title`, `bulletin.doc_number`) or by a function (`package.module:function`) that
is given the article. What is missing on the way is no value.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from typing import Any

from gongbao.messages import _

from . import kinds
from .direct import Direct
from .document import Document, Field, Filter, Paragraph, Schema, Sort, Tuning
from .kinds import SettingError
from .lookup import Lookup
from .paragraphs import clean, from_html, from_pairs, with_room

Value = Callable[[Any], Any]
# The address of a document, what results show of it, the values of its filters, the keys that it is sorted by.
Shown = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...], tuple[str, ...]]
_SETTINGS = {
    "fields", "filters", "sorts", "display", "lookup", "direct", "synonyms", "range", "last", "tuning", "pages",
    "order",
}  # fmt: skip


@dataclass(frozen=True)
class Config:
    """The schema of an index, and how to get its values from an article."""

    schema: Schema
    fields: tuple[tuple[Value, bool], ...]
    filters: tuple[Value, ...]
    sorts: tuple[Value, ...]
    display: tuple[Value, ...]
    lookup: Lookup | None
    direct: Direct | None
    synonyms: str
    # What the client is told as it is: the sort whose key dates are chosen by, what stands last among equals.
    client: Mapping[str, object]
    pages: bool
    order: Value | None
    # How all values that a document is made of are named.
    names: tuple[str, ...] = ()

    def place(self, article: Any) -> str:
        """Return what an article's place in the index follows from; "" if settings name nothing or it has none."""
        return natural(next(iter(texts(self.order(article))), "")) if self.order else ""

    def document(self, article: Any) -> Document:
        """Return what the index is told of an article."""
        url, display, filters, sorts = self.shown(article)
        return Document(url, self.paragraphs(article), display, filters, sorts)

    def paragraphs(self, article: Any) -> tuple[Paragraph, ...]:
        """Return the paragraphs of an article that are searched."""
        paragraphs: list[Paragraph] = []
        for number, (value, rendered) in enumerate(self.fields):
            found = value(article)
            if rendered:
                cut = from_html(found or "") if isinstance(found, str | None) else from_pairs(found)
                paragraphs.extend(Paragraph(number, anchor, text) for anchor, text in cut)
            else:
                paragraphs.extend(Paragraph(number, "", text) for text in texts(found))
        return with_room(paragraphs, str(article.url))

    def shown(self, article: Any) -> Shown:
        """Return the rest that the index is told of an article, for which its text is not read."""
        return (
            str(article.url),
            tuple("；".join(texts(value(article))) for value in self.display),
            tuple(
                tuple(dict.fromkeys(texts(value(article)) or texts(given.missing)))
                for value, given in zip(self.filters, self.schema.filters, strict=True)
            ),
            tuple(natural(next(iter(texts(value(article))), "")) for value in self.sorts),
        )

    def titles(self, article: Any) -> list[str]:
        """Return the texts of an article that results show anyway: its title, its agency."""
        shown = zip(self.fields, self.schema.fields, strict=True)
        return [
            text
            for (value, html), field in shown
            if not (html or field.snippets)
            for text in texts(value(article))
        ]


def natural(key: str) -> str:
    """Return a sort key in which numbers count by value, so that 第9号 comes before 第10号."""
    return re.sub("[0-9]+", lambda digits: digits[0].zfill(6), key)


def texts(found: Any) -> list[str]:
    """Return a value as texts: none, one, or several."""
    if found is None or found == "":
        return []
    parts: Iterable[Any] = found if isinstance(found, list | tuple | set | frozenset) else (found,)
    return [text for part in parts if (text := clean(str(part)))]


def read(setting: Mapping[str, Any]) -> Config:
    """Read the setting."""
    _known("SEARCH", setting, _SETTINGS)
    kinds.check(setting)
    setting = _said(setting)
    if not setting.get("fields"):
        raise SettingError(
            _(
                "SEARCH has no fields — name at least one, as in {{'title': {{'value': 'title'}}}}",
            )
        )
    fields, filters, sorts = (_table(setting, name) for name in ("fields", "filters", "sorts"))
    for name, row in fields.items():
        _known(f"SEARCH['fields'][{name!r}]", row, {"value", "boost", "label", "snippets", "html"})
    for name, row in filters.items():
        _known(f"SEARCH['filters'][{name!r}]", row, {"value", "first", "names", "label", "hidden", "missing"})
    for name, row in sorts.items():
        _known(f"SEARCH['sorts'][{name!r}]", row, {"value", "label", "descending"})
    # Fields that results show anyway come first: then a document's packs begin behind all of them.
    order = sorted(fields, key=lambda name: fields[name].get("snippets", True))
    display = dict(setting.get("display") or {"title": "title"})
    return Config(
        schema=Schema(
            fields=tuple(
                Field(n, float(r.get("boost", 1)), r.get("label", ""), r.get("snippets", True))
                for n, r in ((n, fields[n]) for n in order)
            ),
            filters=tuple(
                Filter(n, r.get("label", n), r.get("hidden", False), r.get("missing", ""))
                for n, r in filters.items()
            ),
            sorts=tuple(Sort(n, r.get("label", n), r.get("descending", False)) for n, r in sorts.items()),
            display=tuple(display),
            tuning=_tuning(setting.get("tuning") or {}),
        ),
        fields=tuple((_value(fields[n]["value"]), fields[n].get("html", False)) for n in order),
        filters=tuple(
            _shaped(_value(r["value"]), r.get("first"), r.get("names") or {}) for r in filters.values()
        ),
        sorts=tuple(_value(r["value"]) for r in sorts.values()),
        display=tuple(_value(name) for name in display.values()),
        lookup=_lookup(setting.get("lookup")),
        direct=_direct(setting.get("direct")),
        synonyms=str(setting.get("synonyms") or ""),
        client=_client(setting, filters, sorts),
        pages=bool(setting.get("pages", False)),
        names=tuple(str(r["value"]) for t in (fields, filters, sorts) for r in t.values())
        + tuple(display.values())
        + ((str(setting["order"]),) if setting.get("order") else ()),
        order=_value(setting["order"]) if setting.get("order") else None,
    )


def _said(setting: Mapping[str, Any]) -> dict[str, Any]:
    """Leave options and columns out that are None, as if nothing had been written."""

    def said(part: Any) -> Any:
        return {n: v for n, v in part.items() if v is not None} if isinstance(part, Mapping) else part

    rows = ("fields", "filters", "sorts")
    tables = {n: {row: said(v) for row, v in t.items()} for n, t in setting.items() if n in rows and t}
    return {**setting, **{n: said(setting.get(n)) for n in ("lookup", "direct", "last")}, **tables}


def _known(where: str, given: Mapping[str, Any], known: set[str]) -> None:
    if unknown := set(given) - known:
        raise SettingError(
            _(
                "{where} has no {unknown} — it takes {known}",
                where=where,
                unknown=", ".join(sorted(unknown)),
                known=", ".join(sorted(known)),
            )
        )


def _table(setting: Mapping[str, Any], name: str) -> dict[str, Mapping[str, Any]]:
    rows = dict(setting.get(name) or {})
    for key, row in rows.items():
        if not isinstance(row, Mapping) or "value" not in row:
            raise SettingError(
                _(
                    "SEARCH[{name!r}][{key!r}] has no value — name an attribute or a package.module:function",
                    name=name,
                    key=key,
                )
            )
    return rows


def _tuning(given: Mapping[str, int]) -> Tuning:
    _known("SEARCH['tuning']", given, set(Tuning.__slots__))
    for name, number in given.items():
        if not isinstance(number, int) or number < 1:
            raise SettingError(
                _(
                    "SEARCH['tuning'][{name!r}] is {number!r} — write a whole number above 0",
                    name=name,
                    number=number,
                )
            )
    return Tuning(**given)


def _lookup(given: Mapping[str, Any] | None) -> Lookup | None:
    if not given:
        return None
    _known("SEARCH['lookup']", given, {"entries", "drop", "drop_last"})
    return Lookup(_entries("lookup", given), tuple(given.get("drop", ())), tuple(given.get("drop_last", ())))


def _direct(given: Mapping[str, Any] | None) -> Direct | None:
    if not given:
        return None
    _known("SEARCH['direct']", given, {"entries", "drop"})
    return Direct(_entries("direct", given), tuple(given.get("drop", ())))


def _entries(name: str, given: Mapping[str, Any]) -> Callable[..., Any]:
    if not given.get("entries"):
        raise SettingError(_("SEARCH[{name!r}] has no entries — name a package.module:function", name=name))
    return function(given["entries"])


def _client(
    setting: Mapping[str, Any], filters: Mapping[str, Any], sorts: Mapping[str, Any]
) -> dict[str, object]:
    """Return `range` and `last`, after a look at what they name."""
    found: dict[str, object] = {}
    if name := setting.get("range"):
        if name not in sorts:
            raise SettingError(
                _(
                    "SEARCH['range'] is {name!r} — name one of the sorts: {sorts}",
                    name=name,
                    sorts=", ".join(sorts),
                )
            )
        found["range"] = name
    if last := setting.get("last"):
        _known("SEARCH['last']", last, {"filter", "values"})
        if last.get("filter") not in filters or not last.get("values"):
            raise SettingError(
                _(
                    "SEARCH['last'] is {last!r} — write {{'filter': one of {filters}, 'values': […]}}",
                    last=dict(last),
                    filters=", ".join(filters),
                )
            )
        found["last"] = {"filter": last["filter"], "values": list(last["values"])}
    return found


def function(name: str) -> Callable[..., Any]:
    """Return the function of a package.module:function name."""
    module, _sign, attribute = name.partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:  # ValueError: a name of no module
        raise SettingError(
            _("SEARCH: {name}: no such function — write package.module:function", name=name)
        ) from error
    if not callable(found):
        raise SettingError(_("SEARCH: {name}: no such function — write package.module:function", name=name))
    return found  # type: ignore[no-any-return]


def _shaped(value: Value, first: int | None, names: Mapping[str, str]) -> Value:
    """Keep the first characters of each text only (the year of a date), and call values by the names given."""
    if not first and not names:
        return value
    return lambda article: [names.get(text[:first], text[:first]) for text in texts(value(article))]


def _value(name: str) -> Value:
    if ":" in name:
        return function(name)
    path = name.split(".")

    def get(article: Any) -> Any:
        return reduce(_part, path, article)

    return get


def _part(found: Any, name: str) -> Any:
    return found.get(name) if isinstance(found, Mapping) else getattr(found, name, None)
