"""What went wrong in a build, in words for the person who keeps the archive: which file, what, what to do."""

import logging
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pelican
from pelican.settings import DEFAULT_CONFIG

from gongbao import defaults, places
from gongbao.messages import N_, _, no_right, no_room, reason

from . import Failure, unexpected_errors
from .settings import values as settings_of

# The two header fields without which Pelican takes no article.
_ADVICE = {
    "title": N_("{file}: the header has no Title — add a line 'Title: …' to its header"),
    "date": N_("{file}: the header has no Date — add a line 'Date: 2018-05-16' to its header"),
}


@dataclass(frozen=True)
class Problem:
    """A thing that stops a build; fatal to the page it stands on."""

    text: str

    def __str__(self) -> str:
        return self.text


class ProblemLog(logging.Handler):
    """Collect what Pelican and the plugins report; show warnings, and the plugins' own notes, as they come."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.problems: list[Problem] = []
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        """Show a warning, and keep it for builds of which nothing changed."""
        self.warnings.append(text)
        print(_("warning: {text}", text=text), file=sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        """Take a record: errors are kept, warnings are shown, notes are shown if they are a plugin's of ours."""
        if record.levelno >= logging.ERROR:
            self.problems.append(Problem(from_record(record)))
        elif record.levelno >= logging.WARNING:
            self.warn(_short(record.getMessage()))
        elif record.name.startswith("gongbao."):
            print(record.getMessage())


def from_record(record: logging.LogRecord) -> str:
    """Say what an error in the log means."""
    template, args = str(record.msg), record.args if isinstance(record.args, tuple) else ()
    if template.startswith("Skipping %s: could not find information about"):
        field, file = str(args[1]), _short(str(args[0]))
        if field in _ADVICE:
            return _(_ADVICE[field], file=file)
        return _("{file}: the header has no {field} — add it", file=file, field=field.capitalize())
    if template.startswith("Could not process"):
        error = sys.exc_info()[1]
        reason = from_exception(error) if error else _("cannot be read")
        return _("{file}: {error}", file=content_path(str(args[0])), error=reason)
    if template.startswith("Cannot load plugin"):
        fault = " ".join(_short(str(arg)) for arg in args[1:])
        return _(
            "PLUGINS: {name} cannot be loaded ({fault}) — mend it, or take it out", name=args[0], fault=fault
        )
    if template.startswith("Cannot register plugin"):
        error = record.exc_info[1] if record.exc_info else sys.exc_info()[1]
        fault = f"{type(error).__name__}: {error}" if error else _("cannot be read")
        return _(
            "PLUGINS: {name} cannot be registered ({fault}) — mend it, or take it out",
            name=args[0],
            fault=fault,
        )
    text = _short(record.getMessage())
    error = record.exc_info[1] if record.exc_info else None
    return _("{file}: {error}", file=text, error=from_exception(error)) if error else text


def from_exception(error: BaseException) -> str:
    """Say what an exception means; of a fault of the program, in which file its trace lies."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        return _("line {line} is not UTF-8 — save the file as UTF-8 (UTF-8 编码)", line=line)
    if type(error).__name__ == "FileOverwriteFailedError":
        return _(
            "two pages want the same address — give one of them another Slug. {error}",
            error=_short(str(error)),
        )
    if type(error).__module__.startswith("jinja2"):
        return _("template {place}: {error}", place=template_place(error), error=error)
    if isinstance(error, ZoneInfoNotFoundError):
        return _("TIMEZONE: {error} — write Asia/Shanghai, say", error=error)
    if message := no_room(error) or no_right(error):
        return message
    if isinstance(error, OSError) and error.strerror:
        return _("{file}: {error}", file=_short(str(error.filename or "")), error=reason(error))
    if isinstance(error, ValueError | Failure) and type(error).__module__.startswith("gongbao."):
        return _short(str(error))  # written for a person by the module that raised it
    if str(error).endswith("is not a valid date"):
        return _("Date: {error} — write it as 2018-05-16", error=error)
    return unexpected_errors.describe(error)


def from_run(error: BaseException, settings: Path) -> str:
    """Say what an exception means that ended a run of Pelican with these settings; where it is Pelican's own, which may be its cause."""
    frames = traceback.extract_tb(error.__traceback__)
    if frames and not Path(frames[-1].filename).is_relative_to(Path(pelican.__file__).parent):
        return from_exception(error)
    own = settings_of(str(settings))
    changed = [
        name
        for name in sorted(own.keys() & DEFAULT_CONFIG.keys())
        if name not in vars(defaults) or own[name] is not vars(defaults)[name]
    ]
    if not changed or isinstance(error, OSError):
        return from_exception(error)
    return _(
        "{name}: Pelican cannot work with one of these settings: {names} ({fault})",
        name=settings.name,
        names=", ".join(changed),
        fault=f"{type(error).__name__}: {_short(str(error))}",
    )


def template_place(error: BaseException) -> str:
    """Return file and line of the template that an error came from."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith((".html", ".xml")):
            return _("{file} line {line}", file=_short(frame.filename), line=frame.lineno)
    name = getattr(error, "filename", None) or getattr(error, "name", None) or "?"
    return _("{file} line {line}", file=_short(str(name)), line=getattr(error, "lineno", "?"))


def content_path(path: str) -> str:
    """Name an article's file as seen from the project's folder."""
    return path if Path(path).is_absolute() else f"content/{Path(path).as_posix()}"


def _short(text: str) -> str:
    """Name files as seen from the project's folder."""
    for folder in (places.archive(), places.SOURCE):
        text = text.replace(f"{folder}/", "").replace(f"{folder}\\", "")
    return text
