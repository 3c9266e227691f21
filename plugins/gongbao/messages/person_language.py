"""Which language the person at the keyboard reads."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

# What the program speaks. English stands in the code; each other one has a folder of that name in locale/.
LANGUAGES = ("en", "zh_CN")
VARIABLE = "GONGBAO_LANG"
# The variables of POSIX, the strongest first. LANGUAGE is GNU's: a list, which counts unless the locale is C.
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_CHINESE = 0x04  # Windows: the primary language of a language identifier

_spoken: ContextVar[str | None] = ContextVar("language", default=None)


def language() -> str:
    """Return the language to speak: what `speaking` says, else what the environment says, else the system's own."""
    return _spoken.get() or _of_environment(*(os.environ.get(name, "") for name in _variables()))


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak a language within a block, whatever the environment says: a request to a server has its own."""
    token = _spoken.set(known(name) or LANGUAGES[0])
    try:
        yield
    finally:
        _spoken.reset(token)


def prefer(name: str) -> None:
    """Speak the language of a setting, here and in processes that are started, unless GONGBAO_LANG names one."""
    if name and not os.environ.get(VARIABLE):
        os.environ[VARIABLE] = name


def known(name: str) -> str | None:
    """Return the language of ours that a name such as zh_CN.UTF-8, zh-Hans, Chinese_China.936 or en means."""
    start = name.replace("-", "_").split(".")[0].split("_")[0].lower()
    if start in ("zh", "chinese"):
        return "zh_CN"
    return "en" if start in ("en", "english", "c", "posix") else None


def _variables() -> tuple[str, ...]:
    return (VARIABLE, "LANGUAGE", *_LOCALE)


@lru_cache
def _of_environment(*values: str) -> str:
    environment: Mapping[str, str] = dict(zip(_variables(), values, strict=True))
    if environment[VARIABLE]:
        return known(environment[VARIABLE]) or LANGUAGES[0]
    locale = next(filter(None, (environment[name] for name in _LOCALE)), "")
    if locale.split(".")[0] not in ("C", "POSIX"):
        for name in filter(None, environment["LANGUAGE"].split(":")):
            if found := known(name):
                return found
    if locale:
        return known(locale) or LANGUAGES[0]
    return known(_of_system()) or LANGUAGES[0]


def _of_system() -> str:
    """Return the language that the desktop is set to, where the environment does not say; empty if unknown."""
    # Each of these modules would take longer to load than all else here, on every system.
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415

        identifier = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return "zh" if identifier & 0x3FF == _CHINESE else "en"
    if sys.platform == "darwin":
        import plistlib  # noqa: PLC0415

        try:
            with (Path.home() / "Library/Preferences/.GlobalPreferences.plist").open("rb") as stream:
                return str(plistlib.load(stream).get("AppleLanguages", [""])[0])
        except (OSError, ValueError, IndexError, plistlib.InvalidFileException):
            return ""
    return ""
