"""What building the package does beyond taking files: make of each catalogue (.po) what gettext reads (.mo)."""

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface[Any]):
    """Compile the catalogues of messages; the wheel carries the results alone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the .mo beside each .po; git ignores them."""
        for path in sorted(Path(self.root, "plugins", "gongbao").rglob("*.po")):
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
