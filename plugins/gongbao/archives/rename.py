"""Rename an agency or a section in every document, and lead its published address on to the new one."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from gongbao import atomic
from gongbao.bulletin import archive, article_fields, article_header
from gongbao.export import addresses
from gongbao.messages import _, ngettext
from gongbao.numbers.addresses import fingerprint
from gongbao.romanise import slug
from gongbao.workshop import Failure
from gongbao.workshop.settings import folders

# What can be renamed: the field of the header, which is the folder of its lists too.
FIELDS = {"agency": "Agency", "section": "Section"}


def rename(settings: str, field: str, old: str, new: str, yes: bool = False) -> None:
    """Show what would change, ask, and change it; yes: ask nothing."""
    if field not in FIELDS:
        raise Failure(
            _("{field} cannot be renamed — give one of {known}", field=field, known=", ".join(FIELDS))
        )
    old, new = old.strip(), new.strip()
    if not new or ";" in new or old == new:
        raise Failure(_("{new!r} is no new name — write one name, not several", new=new))
    content = folders(settings).content
    changes = dict(_changes(content, FIELDS[field], old, new))
    if not changes:
        raise Failure(
            _(
                "no document has {key}: {old} — write the name as its header has it",
                key=FIELDS[field],
                old=old,
            )
        )
    lines = redirects(content, field, old, new)
    for path in changes:
        print(f"{content.name}/{path.relative_to(content).as_posix()}")
    for line in lines:
        print(f"{content.name}/{addresses.REDIRECTS}: {line}")
    if not yes and not _agreed(len(changes)):
        print(_("Nothing was changed."))
        return
    # The redirects come first: who is cut off after them does the rest by doing it again.
    atomic.write_all({**_added(content / addresses.REDIRECTS, lines), **changes})
    print(
        ngettext(
            "{count} document was changed. Build the site now.",
            "{count} documents were changed. Build the site now.",
            len(changes),
        )
    )


def redirects(content: Path, field: str, old: str, new: str) -> list[str]:
    """Return the lines that lead the published addresses of the old name's list to those of the new one's."""
    published = set(addresses.load_published(content))
    before, after = slug(old), slug(new)
    known = [name for name in (f"{before}-{fingerprint(old)}", before) if f"{field}/{name}.html" in published]
    there = addresses.load_redirects(content)
    if not known or before == after or f"{field}/{known[0]}.html" in there:
        return []
    # Another name that sounds like the new one has its plain address, and keeps it.
    taken = f"{field}/{after}.html" in published and not _is_used(content, FIELDS[field], new)
    return [f"{field}/{known[0]}.html {field}/{f'{after}-{fingerprint(new)}' if taken else after}.html"]


def _is_used(content: Path, key: str, name: str) -> bool:
    return any(True for _path, _text in _changes(content, key, name, name))


def _changes(content: Path, key: str, old: str, new: str) -> Iterator[tuple[Path, str]]:
    """Yield the files whose header has a name, with their text as it is to be; all else in them stays as it is."""
    for path in archive.files(content, "*.md"):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        try:
            header, _body = article_header.split(text.replace("\r\n", "\n"))
        except (article_fields.MetadataError, UnicodeDecodeError):
            continue
        names = [name.strip() for name in re.split("[;；]", header.get(key, ""))]
        if path.name == "issue.md" or old not in names:
            continue
        at = list(header).index(key)
        lines = text.split("\n")
        ending = "\r" if lines[at].endswith("\r") else ""
        value = "; ".join(dict.fromkeys(new if name == old else name for name in names))
        yield path, "\n".join([*lines[:at], f"{key}: {value}{ending}", *lines[at + 1 :]])


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        raise Failure(_("there is nobody to answer — add --yes to change what is shown"))
    question = ngettext("Change {count} document? [y/N]", "Change {count} documents? [y/N]", count)
    return input(f"{question} ").strip().lower() in ("y", "yes", "是", "好")


def _added(path: Path, lines: list[str]) -> dict[Path, str]:
    """Return a file with lines added at its end; nothing where there are none to add."""
    if not lines:
        return {}
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    end = "\n" if before and not before.endswith("\n") else ""
    return {path: "".join([before, end, *(f"{line}\n" for line in lines)])}
