"""A line of a PDF's text as it goes from the layout of its page to the reader."""

from dataclasses import dataclass, field

from ...model.source import Place
from .grids import Grid


@dataclass
class PageText:
    """A line of the text, with the page it begins on and its place there; a row of a table names its grid.

    whole: whether the place of its last printed row shows that a paragraph ends there.
    rows: where in the text each of its printed rows, or of its cells, begins, and where it stands.
    empty_rows: how many rows of a table without a word stand right below this one.
    """

    text: str
    page: int
    hint: str = ""
    drop: str = ""
    place: Place | None = None
    grid: Grid | None = None
    sure: float | None = None
    whole: bool = False
    rows: list[tuple[int, Place]] = field(default_factory=list)
    empty_rows: int = 0
