"""Addresses that were published once: they stay, or lead on to where their page went.

addresses.txt   beside the articles: every address that was ever published, one a line, sorted; written by record()
redirects.txt   beside the articles, written by hand: old address, blank, new address
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gongbao import atomic
from gongbao.below import walk
from gongbao.bulletin.handwritten import HandwrittenError, is_reserved, read_text
from gongbao.messages import _

PUBLISHED = "addresses.txt"
REDIRECTS = "redirects.txt"
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9_.-]*(?:/[a-z0-9][a-z0-9_.-]*)*\.html")
# Pages that come and go with a setting or the lists that they belong to, or stand beside another page, are nobody's
# citation; a copy for the disk has neither 离线保存 nor 下载与校验, wherever it was published before.
_PASSING = re.compile(
    r"^(?:404|search|offline|downloads)\.html$|/print\.html$|/pages/index\.html$|\.source\.html$"
    r"|\.compare\.[^/]+\.html$"
    r"|^(?:appointments|diary)/"
    r"|^(?:agency|section|genre|year)/[^/]+/[^/]+$"
)


# What every file system and archive takes: the name of a file, and the path of one.
_LONGEST_NAME, _LONGEST = 200, 1_000
# Each is a page of its own: so many take a build two minutes more.
_MOST = 200_000


class RedirectError(HandwrittenError):
    """A redirects.txt that cannot be used; str() says which line and what is expected."""


def pages(output: Path) -> Iterator[str]:
    """Yield the address of every page below a folder."""
    root = str(output)
    for folder, _folders, names in walk(root):
        at = folder[len(root) :].replace(os.sep, "/").lstrip("/")
        for name in names:
            if name.endswith(".html"):
                yield f"{at}/{name}" if at else name


def permanent(found: Iterable[str]) -> list[str]:
    """Return the addresses that must not disappear, sorted."""
    return sorted(page for page in found if not _PASSING.search(page))


def load_published(folder: Path) -> list[str]:
    """Read the addresses published so far, [] if none were recorded."""
    path = folder / PUBLISHED
    # Sifted here too: a record that was written before a kind of page was known as passing holds it still.
    return permanent(read_text(path).split()) if path.is_file() else []


def load_redirects(folder: Path) -> dict[str, str]:
    """Read the redirects, old → new; a chain leads to its end."""
    path = folder / REDIRECTS
    if not path.is_file():
        return {}
    redirects: dict[str, str] = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        parts = line.partition("#")[0].split()
        if not parts:
            continue
        if len(parts) != 2 or not all(_ADDRESS.fullmatch(part) for part in parts):
            raise RedirectError(
                _(
                    "{path}:{number}: {line!r} — write: old/address.html new/address.html",
                    path=path,
                    number=number,
                    line=line.strip(),
                )
            )
        for part in parts:
            _refuse_impossible(f"{path}:{number}", part)
        if parts[0] in redirects:
            raise RedirectError(
                _(
                    "{path}:{number}: {address} is redirected twice — keep one of the lines",
                    path=path,
                    number=number,
                    address=parts[0],
                )
            )
        redirects[parts[0]] = parts[1]
        if len(redirects) > _MOST:
            raise RedirectError(
                _(
                    "{path} leads on more than {most:,} addresses, each by a page of its own — leave those to the web "
                    "server (a rule for a whole folder), and take their lines out",
                    path=path,
                    most=_MOST,
                )
            )
    ends: dict[str, str] = {}
    for old in redirects:
        _find_end(old, redirects, ends, path)
    return {old: ends[old] for old in redirects}


def _refuse_impossible(where: str, address: str) -> None:
    """Raise RedirectError for an address that has no file on some system."""
    *folders, _page = address.split("/")
    if any(folder.endswith(".html") for folder in folders):
        raise RedirectError(
            _("{where}: {address} lies below a page — only folders hold pages", where=where, address=address)
        )
    if len(address) > _LONGEST or max(map(len, address.split("/"))) > _LONGEST_NAME:
        raise RedirectError(
            _(
                "{where}: {address}… is too long — {most} characters at most, and {name} between two slashes",
                where=where,
                address=address[:30],
                most=_LONGEST,
                name=_LONGEST_NAME,
            )
        )
    for part in address.split("/"):
        if is_reserved(part):
            raise RedirectError(
                _(
                    "{where}: {address}: {name} is a name that Windows keeps to itself — take the line out",
                    where=where,
                    address=address,
                    name=part,
                )
            )


def _find_end(old: str, redirects: Mapping[str, str], ends: dict[str, str], path: Path) -> None:
    """Put where an address leads in the end into ends, and where those on the way there do: a long chain is walked once."""
    way = {old: None}
    new = redirects[old]
    while new in redirects and new not in ends:
        if new in way:
            raise RedirectError(
                _("{path}: {old} leads back to itself — take one of the lines out", path=path, old=old)
            )
        way[new] = None
        new = redirects[new]
    end = ends.get(new, new)
    ends.update(dict.fromkeys(way, end))


def problems(published: Iterable[str], redirects: Mapping[str, str], existing: set[str]) -> list[str]:
    """Return what is wrong: addresses that disappeared, redirects to nowhere, redirects from a page that is there.

    existing: the addresses of this build without those of redirect pages.
    """
    found = [
        _(
            "{published}: {address} was published and is not there any more — bring its file or its old Slug back "
            "(Withdrawn takes its text down), or write into {file}: {address} its/new/address.html",
            published=PUBLISHED,
            address=address,
            file=REDIRECTS,
        )
        for address in published
        if address not in existing and address not in redirects
    ]
    for old, new in redirects.items():
        if new not in existing:
            found.append(
                _(
                    "{file}: {old} leads to {new}, which is no page — correct the new address",
                    file=REDIRECTS,
                    old=old,
                    new=new,
                )
            )
        if old in existing:
            found.append(_("{file}: {old} is a page — take the line out", file=REDIRECTS, old=old))
    return found


def record(output: Path, folder: Path) -> int:
    """Add the pages of an output to the published addresses; return how many are new. To be called on publishing."""
    known = set(load_published(folder))
    new = set(permanent(pages(output))) - known
    if new:
        text = "".join(f"{address}\n" for address in sorted(known | new))
        atomic.write(folder / PUBLISHED, text)
    return len(new)
