"""What was done since the last commit: noted in a file, so that a crash does not forget it; kept in git when one rests.

Only what the workbench itself changed is committed; what an editor changes beside it is left to who does so.
"""

import contextlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongbao import atomic
from gongbao.messages import _

from .history import GitError, History

# So long nothing was changed: the session is over.
REST = 5 * 60.0
RIGHT, DECIDED, EDITED, TAKEN = "right", "decided", "edited", "taken"
_SHOWN = 4


@dataclass
class Session:
    """What was done since the last commit, in a file of its own."""

    file: Path
    clock: Callable[[], float] = time.time

    def note(self, what: str, title: str, *paths: Path) -> None:
        """Note that something was done to a folder or source that a person calls so.

        Where there is no room for the note, what was done is done all the same; the history's page shows that it is not kept.
        """
        pending = self._stored()
        counts = Counter(pending.get("counts", {})) + Counter([what])
        titles = dict.fromkeys([*pending.get("titles", ()), title])
        changed = dict.fromkeys([*pending.get("paths", ()), *map(str, paths)])
        noted = {"at": self.clock(), "counts": counts, "titles": list(titles), "paths": list(changed)}
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(self.file, json.dumps(noted, ensure_ascii=False))

    def keep(self, history: History, rest: float = REST) -> bool:
        """Keep it as one commit once nothing was changed for so long; tell whether that was done.

        Where git refuses (a merge that is not finished, say) it stays noted, and the history's page shows what is not kept.
        """
        pending = self._stored()
        if not pending or self.clock() - float(pending["at"]) < rest or not history.is_kept():
            return False
        try:
            kept = history.keep(message(pending), [Path(path) for path in pending["paths"]])
        except GitError:
            return False
        self.file.unlink(missing_ok=True)
        return kept

    def forget(self) -> None:
        """Forget it: all was kept otherwise."""
        self.file.unlink(missing_ok=True)

    def _stored(self) -> dict[str, Any]:
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(self.file.read_text(encoding="utf-8"))
            if isinstance(found, dict) and "paths" in found:
                return found
        return {}


def message(pending: dict[str, Any]) -> str:
    """Say what a session did: one line, and below it each folder."""
    return "\n".join(_lines(pending)) + "\n"


def _lines(pending: dict[str, Any]) -> Iterator[str]:
    counts, titles = pending.get("counts", {}), [str(title) for title in pending.get("titles", ())]
    shown = "、".join(titles[:_SHOWN]) + (" …" if len(titles) > _SHOWN else "")
    done = {name: counts.get(name, 0) for name in (RIGHT, DECIDED, EDITED)}
    if any(done.values()):
        yield _(
            "Checked {right}, decided {decided}, edited {edited} in the workbench: {folders}",
            **done,
            folders=shown,
        )
    else:
        yield _("Taken in by the workbench: {sources}", sources=shown)
    if len(titles) > _SHOWN:
        yield ""
        yield from titles
