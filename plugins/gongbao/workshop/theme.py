"""The theme's files in the site: copied and made small once, and left as they are while nothing of them changes."""

import hashlib
from pathlib import Path
from typing import Any

from pelican.generators import Generator, StaticGenerator

from gongbao.cache import files, keys

# What the copies are made by besides the theme.
_MADE_BY = ("PLUGINS", "DEFAULT_LANG", "THEME_STATIC_DIR", "SCRIPTS_BUNDLED", "SERVICE_WORKER")


class KeptTheme(StaticGenerator):  # type: ignore[misc]
    """Pelican's generator of static files; does not copy the theme's where the output has them."""

    def generate_output(self, writer: Any) -> None:
        """Copy what changed."""
        self._key = _key(self.settings)
        super().generate_output(writer)

    def _copy_paths(self, paths: Any, source: Any, destination: Any, output_path: Any, *more: Any) -> None:
        site = files.of(self.settings)
        there = [name for name in site.known if name.startswith(f"{destination}/")]
        # All or none: scripts are put together of several. What was kept before one was missing is copied, too, and noted anew.
        if there and all(site.keep(name, self._key) for name in there):
            return
        super()._copy_paths(paths, source, destination, output_path, *more)


class NotedTheme(Generator):  # type: ignore[misc]
    """The generator after those that work on the copies: notes under which key they were made."""

    def generate_output(self, writer: Any) -> None:
        """Note the files of the theme."""
        site, key = files.of(self.settings), _key(self.settings)
        for path in (site.folder / self.settings["THEME_STATIC_DIR"]).rglob("*"):
            if path.is_file():
                data, name = path.read_bytes(), path.relative_to(site.folder).as_posix()
                site.take(name, files.Entry(key, hashlib.sha256(data).hexdigest(), len(data)))


def _key(settings: Any) -> str:
    """Return the key of what the copies are made of, "" where that cannot be told."""
    # Nobody knows what a plugin from elsewhere does to them.
    if not all(str(plugin).startswith("gongbao.") for plugin in settings.get("PLUGINS", ())):
        return ""
    parts = []
    for path in settings["THEME_STATIC_PATHS"]:
        root = Path(settings["THEME"], path)
        for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if file.is_file():
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                parts += [file.relative_to(root).as_posix(), content]
    made_by = {name: settings.get(name) for name in _MADE_BY}
    try:
        return keys.digest("theme", keys.own_program(), keys.settings(made_by), parts)
    except keys.NoKey:
        return ""
