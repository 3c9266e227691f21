"""Corrected articles on the screen at once: the keyboard's side of the process that stays (warm.py)."""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Collection
from pathlib import Path
from queue import Empty, Queue
from typing import Any

from gongbao import places

# A page that takes longer comes with the complete build.
_WAIT = 5.0


class Preview:
    """Starts the process, asks it, and ends it; where it is not ready or fails, there are no previews."""

    def __init__(self, settings: Path) -> None:
        self._settings = settings
        self._process: subprocess.Popen[str] | None = None
        self._said: Queue[dict[str, Any]] = Queue()
        self.ready = threading.Event()
        # How many articles that were asked for last have a mistake now, and may be shown when that is mended.
        self.unfinished = 0

    def start(self) -> None:
        """Read the archive anew, in the background; the process before is ended."""
        self.stop()
        self.ready, self._said = threading.Event(), Queue()
        try:
            self._begin()
        except (OSError, RuntimeError):
            # No further process or thread is allowed: complete builds show what is saved.
            self.stop()

    def _begin(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gongbao.workshop.warm", str(self._settings)],
            cwd=self._settings.parent,
            env=places.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what is wrong with the archive is said by builds
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for the one that started it
        )
        listening = (self._process, self._said, self.ready)
        self._listener = threading.Thread(target=_listen, args=listening, daemon=True)
        self._listener.start()

    @property
    def reading(self) -> bool:
        """Tell whether the process still reads the archive."""
        return bool(self._process and self._process.poll() is None and not self.ready.is_set())

    def stop(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.wait()
            if self._listener.is_alive():
                self._listener.join()
            for stream in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):  # something was left to be written
                    if stream:
                        stream.close()
            self._process = None

    def pages(self, changed: Collection[str]) -> dict[str, str]:
        """Return the pages of corrected articles, place → text; {} for what only a complete build can show."""
        self.unfinished = 0
        if not self._process or not self._process.stdin or not self.ready.is_set():
            return {}
        if not all(path.endswith(".md") and Path(path).is_file() for path in changed):
            return {}
        try:
            self._process.stdin.write(json.dumps(sorted(changed)) + "\n")
            self._process.stdin.flush()
            answer = self._said.get(timeout=_WAIT)
            found: dict[str, str] = answer["pages"]
            self.unfinished = answer["unfinished"]
        except (OSError, Empty, KeyError):
            self.stop()
            return {}
        return found


def _listen(process: "subprocess.Popen[str]", events: Queue[dict[str, Any]], ready: threading.Event) -> None:
    for line in process.stdout or ():
        what = json.loads(line)
        if "ready" in what:
            ready.set()
        else:
            events.put(what)
    events.put({})
