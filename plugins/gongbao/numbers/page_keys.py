"""Keys of what the pages of codes, numbers and lists show: of all that register, lists and citations know."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from gongbao.cache import keys
from gongbao.numbers.lists import Listing, Part
from gongbao.numbers.register import CodeEntry, NumberEntry, Register

CODES = "number/index.html"


class ListsOfKind(NamedTuple):
    """The lists by one property of articles: agency, say; label: its name for people."""

    kind: str
    label: str
    listings: tuple[Listing, ...]

    @property
    def url(self) -> str:
        """Return the address of the page that names them."""
        return f"{self.kind}/index.html"


def codes_by_agency(register: Register) -> Mapping[str | None, list[CodeEntry]]:
    """Return the codes of each agency, in their order."""
    found: defaultdict[str | None, list[CodeEntry]] = defaultdict(list)
    for code in register.codes:
        found[code.agency].append(code)
    return found


def notices(entry: NumberEntry, context: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what a reader must know first of a number, held or not; nothing without gongbao.citations."""
    if entry.held:
        return getattr(entry.printings[0], "notices", ())
    status_of = context.get("status_of")
    return status_of(entry.number).notices if status_of else ()


class PageKeys:
    """The key of each page by its address, "" where it cannot be told.

    context: Pelican's; number: gives the key of what is known of one; parts_independent: the page of a part of a list shows nothing
    of the other parts but the names of those beside it.
    """

    def __init__(
        self,
        context: Mapping[str, Any],
        number: Callable[[NumberEntry], str],
        lists: Sequence[ListsOfKind],
        parts_independent: bool,
    ) -> None:
        self._context, self._number, self._lists = context, number, lists
        self._parts_independent = parts_independent
        self._register: Register = context["numbers"]
        self._codes = codes_by_agency(self._register)
        self._rows: dict[str, str] = {}

    def all(self) -> dict[str, str]:
        """Return all keys."""
        codes = {code.url: self._code(code) for code in self._register.codes}
        index = keys.digest(list(codes.values())) if all(codes.values()) else ""
        numbers = ((entry.url, self._number(entry)) for entry in self._register.entries.values())
        return {CODES: index, **codes, **dict(numbers), **dict(chain(*map(self._of_kind, self._lists)))}

    def _code(self, code: CodeEntry) -> str:
        try:
            notes = [notices(entry, self._context) for year in code.years for entry in year.entries]
            return keys.digest("code", code, notes, self._context["list_url"]("agency", code.agency))
        except keys.NoKey:
            return ""

    def _of_kind(self, lists: ListsOfKind) -> Iterator[tuple[str, str]]:
        kind, label, listings = lists
        yield lists.url, keys.digest(kind, label, [listing.key for listing in listings])
        for listing in listings:
            codes = self._codes[listing.name] if kind == "agency" else []
            about = (kind, label, *listing.key, [(c.url, c.code, c.held) for c in codes])
            yield listing.url, self._rows_key(listing.shown, *about)
            said = listing.named if self._parts_independent else listing.key
            for before, part, after in beside(listing.parts):
                sides = [near and (near.name, near.url) for near in (before, after)]
                yield part.url, self._rows_key(part.articles, kind, label, *said, part.name, sides)

    def _rows_key(self, articles: Iterable[Any], *about: Any) -> str:
        """Return the key of a list's page: what it says of itself, and its rows."""
        try:
            return keys.digest("list", about, [self._row(article) for article in articles])
        except keys.NoKey:
            return ""

    def _row(self, article: Any) -> str:
        """Return the key of what a list shows of an article."""
        known = self._rows.get(article.url)
        if known is None:
            if not hasattr(article, "card"):
                raise keys.NoKey(type(article).__name__)  # read by a reader of others
            entry, issue, notes = article.number_entry, article.issue_page, getattr(article, "notices", ())
            more = keys.digest(notes, entry and (entry.url, entry.sort_text)) if entry or notes else ""
            # Cards are digests: one behind the other they are as good as a digest of them, for most articles at once.
            place = f"{issue.card} {issue.title_short}" if issue else ""
            known = self._rows[article.url] = f"{article.card} {more} {place}"
        return known


def beside(parts: Sequence[Part]) -> Iterator[tuple[Part | None, Part, Part | None]]:
    """Yield each part of a list with the one before it and the one after it."""
    return zip((None, *parts), parts, (*parts[1:], None), strict=False)
