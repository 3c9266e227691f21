"""The day on which each article came into the archive: added.txt beside the articles.

A line is a day and the article's path below content/, 2026-11-27 qijiang-gongbao/2018-05/x.md; - for a day stands at
articles that were there before anybody counted. `record` adds the lines of new articles; a build only reads them.
"""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from gongbao import atomic

NAME = "added.txt"
_LINE = re.compile(r"(?P<day>-|\d{4}-\d{2}-\d{2}) (?P<path>\S.*)")


class AddedError(ValueError):
    """A line of added.txt that cannot be used; line is its number, found what stands there."""

    def __init__(self, line: int, found: str) -> None:
        super().__init__(f"{NAME}:{line}: {found!r}")
        self.line, self.found = line, found


def load(content: Path) -> dict[str, str]:
    """Return path → day (ISO), "" for an article that was there before; {} if nothing was recorded."""
    place = content / NAME
    if not place.is_file():
        return {}
    days = {}
    for number, line in enumerate(place.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if not found or not _is_day(found["day"]):
            raise AddedError(number, line.strip())
        days[found["path"]] = "" if found["day"] == "-" else found["day"]
    return days


def record(content: Path, paths: Iterable[str], today: date) -> int:
    """Add the articles that have no day yet; return how many are new. The first time, all were there before."""
    known = load(content)
    new = sorted(set(paths) - known.keys())
    if not new:
        return 0
    first = not (content / NAME).is_file()
    days = known | dict.fromkeys(new, "" if first else today.isoformat())
    # By day, so that what is new stands at the end.
    lines = sorted((day or "-", path) for path, day in days.items())
    atomic.write(content / NAME, "".join(f"{day} {path}\n" for day, path in lines))
    return 0 if first else len(new)


def _is_day(text: str) -> bool:
    try:
        return text == "-" or bool(date.fromisoformat(text))
    except ValueError:
        return False
