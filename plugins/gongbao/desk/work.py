"""Long work in a process of its own: what it is told on standard input, what comes of it, line by line, on standard output.

`python -m gongbao.desk.work` is started by `jobs` alone. It calls the functions of the commands; what these print is handed on.
"""

import contextlib
import html
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from gongbao import streams
from gongbao.bulletin.own_fields import OwnField
from gongbao.ingest import command, source_files
from gongbao.ingest.check.severity import open_flags
from gongbao.ingest.model.edition import Edition
from gongbao.ingest.model.source import SourceError
from gongbao.ingest.outcome import Result
from gongbao.ingest.read.scan.progress import listening
from gongbao.limit import Limits
from gongbao.messages import _, speaking
from gongbao.workshop import Failure
from gongbao.workshop.settings import folders, values
from gongbao.workshop.unexpected_errors import describe

from .place import LOCAL, PUBLIC

Tell = Callable[[dict[str, Any]], None]
_TITLE = re.compile("<title>([^<]*)</title>")
# Pages that a person reads: an issue, a text, the home page; lists and data follow from them.
_READ = re.compile(r"^(?:index\.html|documents/[^/]*|[^/]+/\d{4}/.*)(?<!\.source\.html)(?<!print\.html)$")
_MOST_PAGES = 200


class _Said(io.TextIOBase):
    """A stream whose lines are told as they come."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._rest = tell, ""

    def write(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            if line.strip():
                self._tell({"said": line})
        return len(text)


def read(asked: dict[str, Any], tell: Tell) -> bool:
    """Read sources, and take them into the archive unless it is a trial; tell what each was taken for.

    asked: sources (name in the page → path), to, dry_run, own.
    """
    good, own = True, tuple(OwnField(**field) for field in asked["own"])
    options = command.Options(
        Path(asked["to"]),
        dry_run=bool(asked.get("dry_run")),
        own=own,
        limits=Limits.of_ingest(values(LOCAL)),
    )
    named = {name: Path(path) for name, path in asked["sources"].items()}
    source_files.convert(list(named.values()))
    for place, (name, path) in enumerate(named.items(), start=1):
        reading = {"source": name, "status": "reading", "place": place, "count": len(named)}
        tell(reading)
        try:
            with listening(partial(_tell_page, tell, reading)):
                _, results = command.take(path, options)
                for result in results:
                    tell({"source": name, "file": result.name, **_found(result)})
                    good = good and result.status != "failed"
        except SourceError as error:
            tell({"source": name, "status": "failed", "message": str(error)})
            good = False
    return good


def _tell_page(tell: Tell, reading: dict[str, Any], done: int, total: int, left: str) -> None:
    tell({**reading, "page": done, "pages": total, "left": left})


def _found(result: Result) -> dict[str, Any]:
    event: dict[str, Any] = {"status": result.status, "message": result.message, "folder": result.folder}
    if isinstance(result.made, Edition):
        made = result.made
        event |= {"kind": made.kind, "doubts": len(open_flags(made))}
        event["titles"] = [str(record.fields.get("title") or "") for record in made.records]
        if made.issue:
            event |= {
                "publication": made.issue.publication,
                "bulletin": made.issue.title,
                "year": made.issue.year,
            }
            event |= {"issue": made.issue.issue, "total": made.issue.total or ""}
    return event


def build(asked: dict[str, Any], tell: Tell) -> bool:
    """Build the site."""
    from gongbao.workshop.build import build as make  # noqa: PLC0415

    del asked
    changes = make(LOCAL)
    output = folders(LOCAL).output
    pages = [name for name in sorted(changes.written) if name.endswith(".html") and _READ.search(name)]
    tell({"changed": [(_title(output / name), name) for name in pages[:_MOST_PAGES]]})
    return True


def _title(page: Path) -> str:
    """Return what a page of the site calls itself."""
    found = _TITLE.search(page.read_text(encoding="utf-8")[:4000])
    return html.unescape(found[1]) if found else page.name


def publish(asked: dict[str, Any], tell: Tell) -> bool:
    """Publish to a target of the settings, or only say what would be sent."""
    from gongbao.publish.release import PagesLost, release  # noqa: PLC0415

    try:
        release(PUBLIC, str(asked["target"]), bool(asked.get("dry_run")), bool(asked.get("allow_delete")))
    except PagesLost as lost:
        message = _(
            "{count} pages that readers have now would disappear. Look whether that is meant.",
            count=lost.lost,
        )
        tell({"said": message, "bad": True, "may_allow": True})
        return False
    return True


def offline(asked: dict[str, Any], tell: Tell) -> bool:
    """Make the packages."""
    from gongbao.offline.make import offline as make  # noqa: PLC0415

    del asked, tell
    make(PUBLIC)
    return True


_WORK = {"read": read, "build": build, "publish": publish, "offline": offline}


@contextlib.contextmanager
def _telling() -> Iterator[Tell]:
    out = sys.stdout

    def tell(event: dict[str, Any]) -> None:
        out.write(json.dumps(event, ensure_ascii=True) + "\n")
        out.flush()

    with contextlib.redirect_stdout(_Said(tell)), contextlib.redirect_stderr(_Said(tell)):
        yield tell


def main() -> None:
    """Do what standard input says; the workbench ends it by SIGTERM where a person stops it."""
    streams.hear_end()
    asked = json.loads(sys.stdin.read())
    with _telling() as tell, speaking(asked.get("language", "en")):
        try:
            good = _WORK[asked["work"]](asked, tell)
        except KeyboardInterrupt:
            good = False
        except Failure as failure:
            for line in str(failure).split("\n"):
                tell({"said": line, "bad": True})
            good = False
        except Exception as error:
            tell({"said": describe(error), "bad": True})
            good = False
        tell({"done": True, "good": good})


if __name__ == "__main__":
    main()
