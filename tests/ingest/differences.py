"""Collect everything in which a result differs from its record, so that one wrong field hides no other."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


class Differences(list[str]):
    """What differs, a line each."""

    @contextmanager
    def noted(self, what: str) -> Iterator[None]:
        """Note a comparison that fails, and go on; what: the words that name it."""
        try:
            yield
        except (AssertionError, pytest.fail.Exception) as error:
            self.append(f"{what}: {error}")

    def none(self) -> None:
        """Fail if there are any."""
        if self:
            pytest.fail(f"{len(self)} differences\n" + "\n".join(self), pytrace=False)
