"""Pelican's side of it: work on the copies after the theme was copied, and before a later generator notes all files."""

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import StaticGenerator

from gongbao.assets import small


class Assets:
    """Makes small what Pelican copied of the theme."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._copies = Path(settings["OUTPUT_PATH"], settings["THEME_STATIC_DIR"])

    def generate_output(self, _: Any) -> None:
        """Work on the copies."""
        small.scripts(self._copies / "js")
        small.style_sheets(self._copies / "css")


def _add(generators: list[Any]) -> None:
    for place, generator in enumerate(generators):
        if isinstance(generator, StaticGenerator):
            generators.insert(place + 1, Assets(generator.settings))
            return


def _tell(pelican: Any) -> None:
    # An archive that lists its plugins itself, without this one, loads each part by its own name.
    pelican.settings["SCRIPTS_BUNDLED"] = True


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(_tell)
    signals.all_generators_finalized.connect(_add)
