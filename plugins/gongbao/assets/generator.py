"""Pelican's side of it: make small what was copied of the theme."""

from pathlib import Path
from typing import Any

from pelican import signals

from gongbao.assets import small
from gongbao.search.theme_copies import after_copying


def _add(generators: list[Any]) -> None:
    saving = any(getattr(g, "settings", {}).get("SERVICE_WORKER") for g in generators)

    def make_small(copies: Path) -> None:
        small.scripts(copies / "js", saving)
        small.style_sheets(copies / "css")

    after_copying(generators, make_small)


def _tell(pelican: Any) -> None:
    # An archive that lists its plugins itself, without this one, loads each part by its own name.
    pelican.settings["SCRIPTS_BUNDLED"] = True


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(_tell)
    signals.all_generators_finalized.connect(_add)
