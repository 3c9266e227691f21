"""What a rule is: a function that reads lines, with a name, a scope, and examples that a test runs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from gongbao.workshop import extensions

from ..model.lines import Line

Found = TypeVar("Found")


@dataclass(frozen=True)
class Rule(Generic[Found]):
    """A rule of a registry.

    scope: where it is asked, in words. read: what it makes of the lines from an index on, None if it does not fire.
    fires_on, leaves_alone: texts; the rule is asked at the line that opens with `>`, else at the first one.
    """

    name: str
    scope: str
    read: Callable[[Sequence[Line], int], Found | None]
    fires_on: str
    leaves_alone: str

    def on_example(self, text: str) -> Found | None:
        """Return what the rule makes of an example."""
        return self.read(*example(text))


@cache
def added(group: str) -> tuple[Rule[Any], ...]:
    """Return the rules that others add to a registry (docs/extending.md), read once a process."""
    return tuple(extensions.found(group).values())


def wrong_examples(rule: Rule[Any]) -> list[str]:
    """Return the examples of a rule that it does not do right."""
    fired = rule.on_example(rule.fires_on) is not None
    left = rule.on_example(rule.leaves_alone) is None
    return [rule.fires_on] * (not fired) + [rule.leaves_alone] * (not left)


def first(rules: Iterable[Rule[Found]], lines: Sequence[Line], at: int) -> tuple[Rule[Found], Found] | None:
    """Return the first rule of a registry that fires at a line, and what it has read."""
    for rule in rules:
        if (found := rule.read(lines, at)) is not None:
            return rule, found
    return None


def example(text: str) -> tuple[list[Line], int]:
    """Return an example as lines, and the index of the line at which a rule is to be asked."""
    lines: list[Line] = []
    at = gap = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            gap += 1
            continue
        if line.startswith(">"):
            at, line = len(lines), line[1:]
        lines.append(Line(number, line, tuple(range(len(line))), gap))
        gap = 0
    return lines, at
