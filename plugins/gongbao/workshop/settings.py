"""The few settings that the tasks themselves need, read as plain Python, without starting Pelican."""

import contextlib
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao import places
from gongbao.messages import _, in_words, prefer

from . import Failure, setting_kinds

# What settings files import.
_IMPORTED = ("publishconf", "pelicanconf", "gongbao.defaults")


@dataclass(frozen=True)
class Folders:
    """Where a settings file says that things lie; home is the folder of the file itself."""

    settings: Path
    content: Path
    output: Path
    theme: Path
    kept: tuple[str, ...]
    own_theme: Path | None = None

    @property
    def home(self) -> Path:
        """Return the folder of the archive."""
        return self.settings.parent


def path(name: str) -> Path:
    """Return a settings file of the archive that one stands in."""
    found = places.archive() / name
    if not found.is_file() and (found.parent / places.SETTINGS).is_file():
        raise Failure(_("{folder} holds no {file}", folder=found.parent, file=name))
    if not found.is_file():
        raise Failure(
            _(
                "{folder} holds no {file}, so it is no archive — go to the folder of one, or make one: gongbao new NAME",
                folder=found.parent,
                file=found.name,
            )
        )
    return found


# Reading a settings file changes what the process imports: two threads at once would take it from each other.
_READING = threading.Lock()


def values(name: str) -> dict[str, Any]:
    """Read a settings file of the archive, name → value."""
    with _READING:
        return _read(name)


def _read(name: str) -> dict[str, Any]:
    file = path(name)
    home = str(file.parent)
    found: dict[str, Any] = {"__file__": str(file)}
    # publishconf.py imports pelicanconf, that of this archive as it stands now; and what a settings file does to a list
    # of the defaults is done to this run's own.
    sys.path.insert(0, home)
    imported = {name: sys.modules.pop(name) for name in _IMPORTED if name in sys.modules}
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        exec(compile(file.read_text(encoding="utf-8"), str(file), "exec"), found)  # noqa: S102 - the keeper's own settings
    except Exception as error:
        raise Failure(_("{name} cannot be read: {error}", name=name, error=in_words(error))) from error
    finally:
        sys.dont_write_bytecode = written
        sys.path.remove(home)
        for module in _IMPORTED:
            sys.modules.pop(module, None)
        sys.modules.update(imported)
    setting_kinds.check(name, found)
    if not {"PATH", "OUTPUT_PATH", "THEME"} <= found.keys():
        raise Failure(
            _("{name} does not begin from the program's settings — let its first line be: {line}",
              name=name, line="from gongbao.defaults import *")
        )  # fmt: skip
    return found


def content(name: str) -> Path:
    """Return the folder of the articles, as short as it can be said from the working directory."""
    found = folders(name).content
    here = Path.cwd().resolve()
    return found.relative_to(here) if found.is_relative_to(here) else found


def prefer_language(name: str) -> None:
    """Speak the language that a settings file asks for; one that cannot be read is told of by the task that needs it."""
    with contextlib.suppress(Failure):
        prefer(values(name).get("MESSAGES_LANGUAGE", ""))


def folders(name: str) -> Folders:
    """Read where things lie; refuse an output folder that holds the archive itself."""
    found, file = values(name), path(name)
    home = file.parent
    if any(str(plugin).startswith("plugins.") for plugin in found.get("PLUGINS", ())):
        raise Failure(_("{name} is of version 0.1 of the program — run: gongbao upgrade", name=name))
    content, output, theme = ((home / found[key]).resolve() for key in ("PATH", "OUTPUT_PATH", "THEME"))
    own = (home / own_theme).resolve() if (own_theme := found.get("OWN_THEME")) else None
    beside = [content.parent / str(found[key]) for key in ("SOURCES_PATH", "FILES_PATH") if found.get(key)]
    kept_by_people = [content, theme, *([own] if own else []), *(path.resolve() for path in beside)]
    if any(place.is_relative_to(output) for place in (home, *kept_by_people)):
        raise Failure(
            _(
                "OUTPUT_PATH in {name} is {output}, which holds the archive — give it a folder of its own",
                name=name,
                output=output,
            )
        )
    named = [found["PATH"], found["THEME"], *([own_theme] if own else []), *(path.name for path in beside)]
    for place, as_named in zip(kept_by_people, named, strict=True):
        if output.is_relative_to(place):
            raise Failure(
                _(
                    "OUTPUT_PATH in {name} is {output}, within {kept}, in which you keep files — give it a folder of its own",
                    name=name,
                    output=output,
                    kept=as_named,
                )
            )
    _check_cache(name, home, found, kept_by_people)
    _check_articles(name, content, found)
    if theme.exists() and not (theme / "templates").is_dir():
        raise Failure(_("THEME in {name} is {theme}, which holds no templates/", name=name, theme=theme))
    own = own if own and own.is_dir() and own != theme else None
    return Folders(file, content, output, theme, tuple(found["OUTPUT_RETENTION"]), own)


def _check_articles(name: str, content: Path, found: dict[str, Any]) -> None:
    """Refuse ARTICLE_PATHS that lead to nothing: Pelican passes over them, and the site would lose its pages."""
    for given in found.get("ARTICLE_PATHS") or ():
        if content.is_dir() and not (content / str(given)).exists():
            raise Failure(
                _(
                    "ARTICLE_PATHS in {name} names {path}, which is not in {content}/ — correct it",
                    name=name,
                    path=repr(str(given)[:100]),
                    content=content.name,
                )
            )


def _check_cache(name: str, home: Path, found: dict[str, Any], kept_by_people: list[Path]) -> None:
    """Refuse a BUILD_CACHE that may be somebody's file: one that cannot be read as a cache is removed."""
    given = str(found.get("BUILD_CACHE") or "")
    cache = (home / given).resolve()
    if given and (cache.suffix != ".sqlite" or any(cache.is_relative_to(place) for place in kept_by_people)):
        raise Failure(
            _(
                "BUILD_CACHE in {name} is {path} — name a file that ends in .sqlite, outside of what you keep; a build "
                "writes it, and may remove it",
                name=name,
                path=given,
            )
        )
