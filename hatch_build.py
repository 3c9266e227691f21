"""What building the package does beyond taking files: make what gettext reads of each catalogue, take the manual along."""

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Made(BuildHookInterface[Any]):
    """Compile the catalogues of messages, of which the wheel carries the results alone; take in the pages of docs/."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the .mo beside each .po, which git ignores; name the pages, without their pictures."""
        for path in sorted(Path(self.root, "plugins", "gongbao").rglob("*.po")):
            polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
        for path in sorted(Path(self.root, "docs").glob("*.md")):
            build_data["force_include"][str(path)] = f"gongbao/docs/{path.name}"
