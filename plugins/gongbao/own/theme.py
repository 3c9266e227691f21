"""An archive's own theme/: its templates go before the program's, its files over them, its style sheets onto every page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican import signals

from gongbao import places


def folder(settings: Mapping[str, Any]) -> Path | None:
    """Return the folder of an archive's own theme; None where there is none."""
    given = settings.get("OWN_THEME")
    found = places.archive() / str(given) if given else None
    if found is None or not found.is_dir() or found.resolve() == Path(settings["THEME"]).resolve():
        return None
    return found


def styles(own: Path, theme: Path) -> list[str]:
    """Return the names of the style sheets that the program's theme does not have."""
    there = sorted((own / "static" / "css").glob("*.css"))
    return [path.name for path in there if not (theme / "static" / "css" / path.name).exists()]


def take(pelican: Any) -> None:
    """Lay the archive's own theme over the program's."""
    settings = pelican.settings
    own = folder(settings)
    settings["OWN_STYLES"] = styles(own, Path(settings["THEME"])) if own else []
    if not own:
        return
    if (templates := own / "templates").is_dir():
        settings["THEME_TEMPLATES_OVERRIDES"] = [str(templates), *settings["THEME_TEMPLATES_OVERRIDES"]]
    if (static := own / "static").is_dir():
        settings["THEME_STATIC_PATHS"] = [*settings["THEME_STATIC_PATHS"], str(static)]


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(take)
