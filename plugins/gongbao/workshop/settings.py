"""The few settings that the tasks themselves need, read as plain Python, without starting Pelican."""

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao.messages import prefer

from . import ROOT, Failure


@dataclass(frozen=True)
class Folders:
    """Where a settings file says that things lie."""

    content: Path
    output: Path
    theme: Path
    kept: tuple[str, ...]


def values(name: str) -> dict[str, Any]:
    """Read a settings file of the project, name → value."""
    path = ROOT / name
    found: dict[str, Any] = {"__file__": str(path)}
    sys.path.insert(0, str(ROOT))  # publishconf.py imports pelicanconf
    try:
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), found)  # noqa: S102 - our own settings
    except Exception as error:
        raise Failure(f"{name} cannot be read: {error}") from error
    finally:
        sys.path.remove(str(ROOT))
    return found


def prefer_language(name: str) -> None:
    """Speak the language that a settings file asks for; one that cannot be read is told of by the task that needs it."""
    with contextlib.suppress(Failure):
        prefer(values(name).get("MESSAGES_LANGUAGE", ""))


def folders(name: str) -> Folders:
    """Read where things lie; refuse an output folder that holds the project itself."""
    found = values(name)
    output = (ROOT / found["OUTPUT_PATH"]).resolve()
    content = (ROOT / found["PATH"]).resolve()
    if any(place.is_relative_to(output) for place in (ROOT, content, (ROOT / found["THEME"]).resolve())):
        raise Failure(
            f"OUTPUT_PATH in {name} is {output}, which holds the project — give it a folder of its own"
        )
    if output.is_relative_to(content):
        raise Failure(
            f"OUTPUT_PATH in {name} is {output}, in the archive itself — give it a folder beside {content.name}/"
        )
    return Folders(content, output, ROOT / found["THEME"], tuple(found["OUTPUT_RETENTION"]))
