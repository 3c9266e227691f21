"""Builds that follow each other while files are saved: what can be shown at once is, also while a build runs."""

import threading
import time
from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import watchfiles

from gongbao import places
from gongbao.messages import _, few

from . import Failure
from .build import build
from .preview import Preview
from .settings import folders

_SUFFIXES = (".css", ".html", ".js", ".json", ".md", ".py", ".svg", ".toml", ".xml")
# How long Ctrl-C may wait, in seconds, where the system does not wake who waits for an event.
_PATIENCE = 0.5


class Screen(Protocol):
    """Where corrected pages are looked at."""

    def show(self, pages: Mapping[str, str], building: bool) -> None:
        """Show pages before the complete build; building: while another one runs, which has the output to itself."""

    def built(self, changed: Collection[str] | None, newer: Mapping[str, str]) -> None:
        """Note what a build changed, None if it failed; newer: pages that were shown since it began, and stay."""


class Saves:
    """Builds at every change, until Ctrl-C. A thread hears of the changes and shows what it can; this one builds."""

    def __init__(self, settings: str, screen: Screen) -> None:
        self._settings, self._screen = settings, screen
        self._preview = Preview(places.archive() / settings)
        # Held by who shows something, and by a build while it puts its files in place.
        self._guard = threading.RLock()
        self._changed, self._ending = threading.Event(), threading.Event()
        self._since_begun: dict[str, str] = {}
        self._building = False
        # More than texts changed: the archive is read anew when the build after that is done.
        self._outdated = True
        # What changed while it was being read.
        self._unseen: set[str] = set()

    def run(self) -> None:
        """Build, then again at every change; what changes during a build is built after it."""
        listener = threading.Thread(target=self._listen, daemon=True)
        listener.start()
        try:
            self._build()
            print(_("Waiting for changes — Ctrl-C ends it."), flush=True)
            while True:
                if self._changed.wait(_PATIENCE):
                    self._changed.clear()
                    self._build()
        except KeyboardInterrupt:  # in the middle of a build, which leaves the output as it was
            pass
        finally:
            self._ending.set()
            listener.join()
            self._preview.stop()

    def _listen(self) -> None:
        for changes in watchfiles.watch(
            *watched(self._settings),
            watch_filter=_concerns_the_site,
            stop_event=self._ending,
            debounce=200,
            step=20,
        ):
            self._take({path for _change, path in changes})

    def _take(self, changed: Collection[str]) -> None:
        """Show what can be shown of some changes, and have them built."""
        began = time.monotonic()
        print(_("Changed: {names}", names=few(sorted(map(_name, changed)))), flush=True)
        with self._guard:
            if pages := self._preview.pages(changed):
                self._since_begun |= pages
                self._screen.show(pages, self._building)
                names = few(sorted(pages))
                took = time.monotonic() - began
                print(
                    _("Shown after {took:.1f} s: {names}; building all …", took=took, names=names), flush=True
                )
            if self._preview.reading:
                self._unseen |= set(changed)
            elif len(pages) + self._preview.unfinished < len(changed):
                self._outdated = True
                self._preview.stop()
        self._changed.set()

    def _build(self) -> None:
        with self._guard:
            # What was shown until now is in the files that this build reads.
            self._since_begun, self._building = {}, True
            outdated, self._outdated = self._outdated, False
        try:
            changed = _built(self._settings, self._guard)
        finally:
            self._building = False
        with self._guard:
            self._screen.built(changed, self._since_begun)
            if self._unseen and not self._preview.reading:
                seen = len(self._preview.pages(self._unseen)) + self._preview.unfinished
                outdated |= seen < len(self._unseen)
                self._unseen = set()
            if outdated and not self._outdated:
                self._unseen = set()
                self._preview.start()


def _built(settings: str, guard: AbstractContextManager[object]) -> Collection[str] | None:
    """Build and return what changed; a mistake is told and waited out, since the next save may mend it."""
    try:
        found = build(settings, placing=guard)
    except Failure as error:  # settings that are half written, too
        print(_("error: {error}", error=error))
        return None
    return {*found.written, *found.removed}


def watched(settings: str) -> list[Path]:
    """Return the files and folders that the site is made of."""
    place = folders(settings)
    settings_files = [place.home / name for name in ("pelicanconf.py", "publishconf.py")]
    made_of = [
        place.content,
        place.theme,
        *([place.own_theme] if place.own_theme else []),
        places.PACKAGE,
        *settings_files,
    ]
    return [path for path in made_of if path.exists()]


def _concerns_the_site(_change: object, path: str) -> bool:
    return path.endswith(_SUFFIXES) and "__pycache__" not in path


def _name(path: str) -> str:
    home = places.archive()
    return str(Path(path).relative_to(home)) if Path(path).is_relative_to(home) else path
