"""What `inv publish` put into a storage: kept there as one object, so that asking takes no request for each file.

A storage tells of each object its ETag alone, which says nothing of headers and, with some kinds of encryption, nothing
of the content. So the record says for each name which ETag stood for which content and which headers. Before anything
is sent it is written with what is about to come beside what is there; so an interrupted run is taken up where it stopped.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass

from gongbao.messages import _, in_words
from gongbao.workshop import Failure

NAME = ".published.json.gz"
_VERSION = 1


@dataclass(frozen=True)
class Stored:
    """What an object is: the sum of the file, and a short name of the headers that it is sent with."""

    sum: str
    headers: str


# name → ETag → what an object of that ETag is
Record = Mapping[str, Mapping[str, Stored]]


def read(raw: bytes, where: str) -> Record:
    """Read a record."""
    try:
        found = json.loads(gzip.decompress(raw))
        if found["version"] != _VERSION:
            raise Failure(
                _(
                    "{where}: {name} was written by a later version of this program — use that one",
                    where=where,
                    name=NAME,
                )
            )
        return {
            name: {etag: Stored(*pair) for etag, pair in etags.items()}
            for name, etags in found["files"].items()
        }
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Failure(
            _(
                "{where}: {name} cannot be read ({error}) — delete it, and everything is sent anew",
                where=where,
                name=NAME,
                error=in_words(error),
            )
        ) from error


def write(record: Record) -> bytes:
    """Return the bytes of a record; the same for the same."""
    files = {
        name: {etag: [stored.sum, stored.headers] for etag, stored in sorted(record[name].items())}
        for name in sorted(record)
    }
    text = json.dumps({"version": _VERSION, "files": files}, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)
