"""Whether known hosts take a site, and until when they will at the pace at which the archive has grown."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gongbao.messages import _

_DATA = Path(__file__).with_name("hosts.toml")
# The pace is that of so many years; the last one may not be over.
_YEARS = 5
# Further ahead than this nobody needs to know.
_HORIZON = 50


@dataclass(frozen=True)
class Host:
    """What a host takes; None where it sets no bound. folders_count: a folder counts as a file."""

    name: str
    files: int | None = None
    file_bytes: int | None = None
    total_bytes: int | None = None
    folders_count: bool = False
    confirmed: bool = True


@dataclass(frozen=True)
class Size:
    """How large a site is: its files, folders, bytes, and its largest file."""

    files: int
    folders: int
    total: int
    largest: int
    largest_name: str

    @classmethod
    def of(cls, files: Mapping[str, Path]) -> "Size":
        """Measure the files of a site, name → file."""
        sizes = {name: path.stat().st_size for name, path in files.items()}
        folders = {parent for name in sizes for parent in _parents(name)}
        name = max(sizes, key=lambda n: (sizes[n], n), default="")
        return cls(len(sizes), len(folders), sum(sizes.values()), sizes.get(name, 0), name)


@dataclass(frozen=True)
class Pace:
    """How an archive grew: documents in all, and documents a year from first to last year."""

    documents: int
    yearly: float
    first: int
    last: int


def known() -> list[Host]:
    """Return the known hosts."""
    return [Host(**row) for row in tomllib.loads(_DATA.read_text(encoding="utf-8"))["host"]]


def pace(records: Iterable[Mapping[str, Any]]) -> Pace | None:
    """Return the pace of the last years, from the catalogue's records; None where no two years tell.

    A year counts by the issues that it has, a document on its own by its date. The last year is left out, since it may
    not be over; a year without documents counts.
    """
    years: Counter[int] = Counter()
    documents = 0
    for record in records:
        documents += 1
        year = str(record.get("year") or "") or str(record.get("date") or "")[:4]
        if year.isdecimal():
            years[int(year)] += 1
    if len(years) < 2:
        return None
    last = max(years) - 1
    first = max(min(years), last - _YEARS + 1)
    count = sum(years[year] for year in range(first, last + 1))
    return Pace(documents, count / (last - first + 1), first, last) if count else None


def report(files: Mapping[str, Path], site: Path, today: date) -> list[str]:
    """Return a line for each known host, below one that says how large the site is and how it grows."""
    size = Size.of(files)
    records = json.loads((site / "catalogue.json").read_text(encoding="utf-8"))["articles"]
    grown = pace(records)
    lines = [
        _(
            "{files:,} files, {megabytes:,.1f} MB; the largest is {name} ({largest:,.1f} MB)",
            files=size.files,
            megabytes=size.total / 1e6,
            name=size.largest_name,
            largest=size.largest / 1e6,
        )
    ]
    if grown:
        lines.append(
            _(
                "{yearly:.0f} documents a year from {first} to {last}; at that pace:",
                yearly=grown.yearly,
                first=grown.first,
                last=grown.last,
            )
        )
    else:
        lines.append(_("how fast the archive grows cannot be told: it needs documents of two years"))
    return lines + [
        _("{host}: {says}", host=host.name, says=says(host, size, grown, today)) for host in known()
    ]


def says(host: Host, size: Size, grown: Pace | None, today: date) -> str:
    """Say whether a host takes a site, and when it no longer will."""
    entries = size.files + (size.folders if host.folders_count else 0)
    faults = []
    if host.files is not None and entries > host.files:
        faults.append(_("{count:,} files, and it takes {most:,}", count=entries, most=host.files))
    if host.total_bytes is not None and size.total > host.total_bytes:
        faults.append(
            _(
                "{count:,.0f} MB, and it takes {most:,.0f}",
                count=size.total / 1e6,
                most=host.total_bytes / 1e6,
            )
        )
    if host.file_bytes is not None and size.largest > host.file_bytes:
        faults.append(
            _(
                "{name} has {count:,.1f} MB, and it takes {most:,.1f} a file",
                name=size.largest_name,
                count=size.largest / 1e6,
                most=host.file_bytes / 1e6,
            )
        )
    if faults:
        return _("does not fit: {faults}", faults="; ".join(faults))
    forecast = _until(host, entries, size.total, grown, today)
    return forecast if host.confirmed else _("{said} (its limits are not confirmed — ask)", said=forecast)


def _until(host: Host, entries: int, total: int, grown: Pace | None, today: date) -> str:
    if host.files is None and host.total_bytes is None:
        return _("fits; it sets no bound to a whole site")
    if grown is None:
        return _("fits")
    years = min(
        (most / (count / grown.documents) - grown.documents) / grown.yearly
        for most, count in ((host.files, entries), (host.total_bytes, total))
        if most is not None
    )
    if years > _HORIZON:
        return _("fits, for more than {years} years", years=_HORIZON)
    return _("fits, until about {year}", year=today.year + int(years))


def _parents(name: str) -> Iterable[str]:
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name
