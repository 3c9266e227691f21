"""Work on what Pelican copied of the theme."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pelican.generators import StaticGenerator


class Work:
    """What is done to the copies, where Pelican asks its generators for their output."""

    def __init__(self, settings: dict[str, Any], do: Callable[[Path], None]) -> None:
        self._copies = Path(settings["OUTPUT_PATH"], settings["THEME_STATIC_DIR"])
        self._do = do

    def generate_output(self, _: Any) -> None:
        """Work on the copies."""
        self._do(self._copies)


def after_copying(generators: list[Any], do: Callable[[Path], None]) -> None:
    """Have something done to the copies: after the theme was copied, and before a later generator notes all files."""
    for place, generator in enumerate(generators):
        if isinstance(generator, StaticGenerator):
            generators.insert(place + 1, Work(generator.settings, do))
            return
