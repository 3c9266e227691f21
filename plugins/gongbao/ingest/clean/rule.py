"""What a noise rule is: a name, what it drops, an example that it fires on and one that it leaves alone."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..model.lines import Drop, Line

Span = tuple[int, int]


@dataclass(frozen=True)
class Example:
    """Lines of text (parted by line ends) before a rule, and what it leaves of them; the same where it does not fire."""

    text: str
    left: str


@dataclass(frozen=True)
class Rule:
    """A rule that drops what is no content. `name` is what the ledger calls it; several rules may have one name.

    fires: examples of what it drops something of; leaves: texts that look alike and stay whole.
    Just one of these does the work:
    characters: text of a line → the spans of it to drop, whatever lines are around.
    form: lines → lines in their unified form, and what was dropped for it.
    lines: lines, and what was already told of them (index → rule) → indexes of lines that are dropped whole.
    parts: whether a line of which nothing is left parts what stands above it from what stands below.
    """

    name: str
    what: str
    fires: tuple[Example, ...]
    leaves: tuple[str, ...]
    characters: Callable[[str], Iterable[Span]] | None = None
    form: Callable[[list[Line]], tuple[list[Line], list[Drop]]] | None = None
    lines: Callable[[list[Line], Mapping[int, str]], Iterable[int]] | None = None
    parts: bool = False

    @property
    def scope(self) -> str:
        """Return what the rule looks at: "characters", "form" or "lines"."""
        return "characters" if self.characters else "form" if self.form else "lines"


def matches(pattern: str) -> Callable[[str], list[Span]]:
    """Return a function that finds the spans of a pattern."""
    compiled = re.compile(pattern)
    return lambda text: [match.span() for match in compiled.finditer(text)]


def drop_characters(rule: Rule, lines: list[Line]) -> tuple[list[Line], list[Drop]]:
    """Apply a rule of scope "characters" to every line."""
    assert rule.characters is not None  # noqa: S101 - the caller asks for the scope
    out: list[Line] = []
    drops: list[Drop] = []
    for line in lines:
        spans = list(rule.characters(line.text))
        drops += [Drop(rule.name, line.cut(*span)) for span in spans]
        out.append(line.without(spans) if spans else line)
    return out, drops
