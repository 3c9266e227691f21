"""Change an article's file as an editor would: whole or not at all, and never over what somebody else wrote meanwhile."""

import contextlib
import hashlib
from collections.abc import Mapping
from pathlib import Path

from gongbao import atomic
from gongbao.bulletin import article
from gongbao.bulletin.article_fields import KEYS, MetadataError, parse_field
from gongbao.bulletin.own_fields import Fields

from .fields import BY_NAME


class Conflict(Exception):
    """The file is another one than the one that was shown."""


def etag(text: str) -> str:
    """Return what tells whether a file is still the one that was shown."""
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def edited(text: str, values: Mapping[str, str], body: str, own: Fields = ()) -> str:
    """Return the text of an article with fields and body changed; raise MetadataError with field and what to write.

    Fields that are not named stay as they stand. The sorting day follows the day of issue where it did so far.
    """
    meta, _ = article.load(text, own)
    header, before = article.to_header(meta), article.to_header(meta)
    for key, name in KEYS.items():
        if name not in values or name not in BY_NAME:
            continue
        value = " ".join(values[name].split("\n")).strip()
        if value == before.get(key, ""):
            continue
        if value:
            parse_field(name, value)
        header[key] = value
    if before.get("Date", "") == before.get("Issued", "") and header.get("Date", "") == before.get(
        "Date", ""
    ):
        header["Date"] = header.get("Issued") or meta.delivered or meta.published or ""
    ordered = {key: header[key] for key in (*KEYS, *(field.key for field in own)) if header.get(key)}
    changed = article.from_header(ordered, own)
    return article.dump(changed, body.replace("\r\n", "\n"))


def checked(text: str, own: Fields = ()) -> str:
    """Return the whole text of a file that was typed in, once its header keeps the contract; else raise MetadataError."""
    article.load(text.replace("\r\n", "\n"), own)
    return text.replace("\r\n", "\n")


def write(path: Path, text: str, shown: str | None = None) -> None:
    """Put a text in the place of a file, in one step; raise Conflict if the file is not the one that was shown.

    shown: the etag of what was shown; None for a file that is the workbench's own.
    """
    if shown is not None:
        with contextlib.suppress(FileNotFoundError):
            current = path.read_bytes().decode("utf-8", "replace")
            if etag(current) != shown:
                raise Conflict
    atomic.write(path, text)


__all__ = ["Conflict", "MetadataError", "checked", "edited", "etag", "write"]
