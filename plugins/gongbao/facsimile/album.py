"""The facsimile of a source and of an article, as templates and data are given them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from gongbao.cache import keys
from gongbao.messages.site import words

from .shelf import Drawn


@dataclass(frozen=True)
class Page:
    """A page of a source: its number, its pictures for reading and for lists, what is printed on it (第8页), if known."""

    number: int
    url: str
    width: int
    height: int
    small_url: str
    small_width: int
    small_height: int
    printed: int | None
    drawn: Drawn

    @property
    def label(self) -> str:
        """Return what people call the page."""
        return (
            words("第{page}页", page=self.printed)
            if self.printed
            else words("影像{number}", number=self.number)
        )


@dataclass(frozen=True)
class Album:
    """The pages of a source, in their order.

    base: the folder of their pictures on the site, ending in a slash; form: scan or pdf; url: the page that shows
    them all, "" where there is none; manifest: the address of the IIIF manifest, "" where there is none.
    """

    base: str
    form: str
    title: str
    pages: tuple[Page, ...]
    url: str = ""
    manifest: str = ""

    @cached_property
    def card(self) -> str:
        """Return the key of all that pages show of it."""
        rows = [[page.drawn.key, page.url, page.printed] for page in self.pages]
        return keys.digest(self.base, self.form, self.title, rows, self.url, self.manifest)

    @property
    def cover(self) -> Page:
        """Return the first page."""
        return self.pages[0]

    @property
    def shapes(self) -> str:
        """Return number, width, height and printed number of each page, as pages of the site hold them."""
        return shapes(self.pages)

    @property
    def size(self) -> int:
        """Return how many bytes the pictures have."""
        return sum(page.drawn.size + page.drawn.small_size for page in self.pages)

    def page(self, number: int) -> Page | None:
        """Return the page of a number."""
        return next((page for page in self.pages if page.number == number), None)


@dataclass(frozen=True)
class Facsimile:
    """An article's part of an album: the pages that it stands on, and where on them its paragraphs stand.

    places: row by row; areas: each paragraph's as a whole, cells of tables aside (see placing.packed).
    """

    album: Album
    pages: tuple[Page, ...]
    places: str
    areas: str

    @property
    def first(self) -> int:
        """Return the number of the page that it begins on."""
        return self.pages[0].number

    @property
    def shapes(self) -> str:
        """Return number, width, height and printed number of each of its pages."""
        return shapes(self.pages)

    @property
    def label(self) -> str:
        """Return which pages they are."""
        first, last = self.pages[0], self.pages[-1]
        if first is last:
            return first.label
        if first.printed and last.printed:
            return words("第{first}—{last}页", first=first.printed, last=last.printed)
        return words("影像{first}—{last}", first=first.number, last=last.number)


def shapes(pages: Sequence[Page]) -> str:
    """Return `3:1240x1754:8 4:…`: number, width, height, and the printed number where it is known."""
    return " ".join(
        f"{page.number}:{page.width}x{page.height}{f':{page.printed}' if page.printed else ''}"
        for page in pages
    )


def printed_numbers(starts: Sequence[tuple[int, str | None]], count: int) -> dict[int, int]:
    """Return the printed number of each page of a source whose pages are numbered through.

    starts: of articles, the page that each begins on and the printed page that the contents name. Where they do not
    agree on one difference (two pages in a picture, numbers that begin anew), no number is known but theirs.
    """
    known = {page: int(printed) for page, printed in starts if printed and printed.isdecimal()}
    differences = {printed - page for page, printed in known.items()}
    if len(differences) != 1:
        return known if len(differences) > 1 else {}
    (difference,) = differences
    # What stands before the first article (cover, contents) is mostly not numbered.
    first = min(page for page, _ in starts)
    return {page: page + difference for page in range(first, count + 1) if page + difference > 0}
