"""Two columns for a terminal: what is typed, and what it does. A Chinese character is as wide as two others."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

# A terminal that says it is narrower, or has no width, would show no name whole.
_LEAST = 60


def columns(rows: Iterable[tuple[str, str]]) -> str:
    """Return rows as lines of the terminal's width, 60 signs at least, without blanks at their ends."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, overflow="fold")
    table.add_column(overflow="fold")
    for name, words in rows:
        table.add_row(f"  {name}", words)
    width = max(Console().width, _LEAST)
    console = Console(markup=False, highlight=False, emoji=False, color_system=None, width=width)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())
