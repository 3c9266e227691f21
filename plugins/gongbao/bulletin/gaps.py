"""What is missing: serials within a year, issues within a year, issues within the running count."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """Consecutive missing numbers, first to last, both missing."""

    first: int
    last: int

    def __str__(self) -> str:
        """Return 29–33, or 37 for one number."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    def __len__(self) -> int:
        return self.last - self.first + 1


def between(serials: Iterable[int]) -> tuple[Span, ...]:
    """Return what is missing between the smallest and the largest of the numbers held."""
    numbers = sorted(set(serials))
    return tuple(Span(a + 1, b - 1) for a, b in itertools.pairwise(numbers) if b > a + 1)


def issue_numbers(text: str | None) -> tuple[int, ...]:
    """Return the numbers that an issue's number covers: 5 → 5; 5-6 → 5, 6; a supplement (z1) covers none."""
    if not text or not (match := re.fullmatch(r"(\d+)(?:-(\d+))?", text)):
        return ()
    first, last = int(match[1]), int(match[2] or match[1])
    return tuple(range(first, last + 1)) if first <= last < first + 12 else (first,)


@dataclass(frozen=True)
class IssueGaps:
    """Gaps of a publication: by year in the issue numbers, and in the running count (总期)."""

    by_year: tuple[tuple[int, tuple[Span, ...]], ...]
    total: tuple[Span, ...]

    @property
    def missing(self) -> int:
        """Return how many issues are known to be missing."""
        return max(sum(len(s) for s in self.total), sum(len(s) for _, spans in self.by_year for s in spans))


def of_issues(issues: Sequence[tuple[int, str, str | None]]) -> IssueGaps:
    """Return the gaps among issues, each given as (year, issue, total).

    The numbers of a year begin with 1, so what is missing before the first issue held counts, unless that year is
    the first one held: the archive may begin there, and the bulletin too.
    """
    years: dict[int, set[int]] = {}
    for year, issue, _ in issues:
        years.setdefault(year, set()).update(issue_numbers(issue))
    by_year = []
    for at, (year, numbers) in enumerate(sorted(years.items())):
        spans = between(numbers | {0} if at and numbers else numbers)
        if spans:
            by_year.append((year, spans))
    totals = [n for _, _, total in issues for n in issue_numbers(total)]
    return IssueGaps(tuple(by_year), between(totals))
