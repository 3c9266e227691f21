"""Where the things of an archive lie that the workbench works on."""

from dataclasses import dataclass
from pathlib import Path

from gongbao.bulletin import article
from gongbao.bulletin.own_fields import Fields
from gongbao.limit import NONE, Limits
from gongbao.workshop.settings import folders, values

LOCAL, PUBLIC = "pelicanconf.py", "publishconf.py"


@dataclass(frozen=True)
class Place:
    """The folders of an archive: root, content, sources, output, theme; cache is for what can be deleted at any time.

    own: the fields that the archive adds. limits: when a source is given up.
    """

    root: Path
    content: Path
    sources: Path
    output: Path
    theme: Path
    name: str = ""
    own: Fields = ()
    limits: Limits = NONE

    @property
    def cache(self) -> Path:
        """Return where the workbench keeps what it can make again, and files that are not taken yet."""
        return self.root / ".cache" / "desk"


def of_settings() -> Place:
    """Return the place that the settings of the archive name."""
    found, settings = folders(LOCAL), values(LOCAL)
    sources = found.content.parent / str(settings.get("SOURCES_PATH") or "sources")
    return Place(
        found.home,
        found.content,
        sources,
        found.output,
        found.theme,
        str(settings.get("SITENAME") or ""),
        article.own_fields(settings.get("FIELDS")),
        Limits.of_ingest(settings),
    )
