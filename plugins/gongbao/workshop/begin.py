"""Build with the process that makes the pages begun before this one has loaded what it needs itself."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from gongbao import places

from .begun import begun

if TYPE_CHECKING:
    from .mirror import Changes


def build(settings: str, **how: Any) -> "Changes":
    """Build as `workshop.build.build` does."""
    file = places.archive() / settings
    # Where there are no settings, that says so.
    with begun(file.parent) if file.is_file() else nullcontext() as process:
        from .build import build as made  # noqa: PLC0415 - see above

        return made(settings, process=process, **how)
