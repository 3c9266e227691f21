"""What lies where a path leads that is not there: it was mistyped, or it is in another folder."""

import difflib
from pathlib import Path

from gongbao.messages import _, few

_MOST = 8


def lies_there(path: Path) -> str:
    """Say which name the missing one may have meant, or what lies in the nearest folder that is there."""
    part, folder = path.name, path.parent
    while not folder.is_dir() and folder != folder.parent:
        part, folder = folder.name, folder.parent
    names = _names(folder)
    if near := difflib.get_close_matches(part, names, 1, 0.6):
        return _("did you mean {name}?", name=folder / near[0])
    folder = folder if folder.name else folder.resolve()
    if not names:
        return _("{folder} is empty", folder=folder)
    shown = few(names, _MOST)
    return _("in {folder} there are: {names}", folder=folder, names=shown)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(
            entry.name + ("/" if entry.is_dir() else "")
            for entry in folder.iterdir()
            if not entry.name.startswith((".", "~$"))
        )
    except OSError:
        return []
