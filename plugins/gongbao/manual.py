"""The pages about the program (docs/), in the terminal: an installed program has them, and no browser need be opened."""

import difflib
import sys

from gongbao import places
from gongbao.messages import _, listed
from gongbao.workshop import Failure


def pages() -> list[str]:
    """Return the names of the pages."""
    return sorted(path.stem for path in places.manual().glob("*.md"))


def show(name: str) -> None:
    """Print a page: set for reading in a terminal, as it stands into a file or another program."""
    known = pages()
    page = name.removeprefix("docs/").removesuffix(".md")
    if page not in known:
        if near := difflib.get_close_matches(page, known, 1, 0.5):
            raise Failure(
                _(
                    "the manual has no page {name} — did you mean {near}? There are {known}",
                    name=name,
                    near=near[0],
                    known=listed(known),
                )
            )
        raise Failure(_("the manual has no page {name} — there are {known}", name=name, known=listed(known)))
    text = (places.manual() / f"{page}.md").read_text(encoding="utf-8")
    if not sys.stdout.isatty():
        print(text)
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody reads
    from rich.markdown import Markdown  # noqa: PLC0415

    Console().print(Markdown(text, hyperlinks=False))
