"""What search servers are told of a document, made of its line of the bulk data. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# The fields of the bulk data that servers take as they are.
TAKEN = (
    "title", "subtitle", "doc_number", "agency", "genre", "kind", "section", "publication", "bulletin", "year", "issue",
    "issue_label", "page", "date", "issued", "printed", "published", "delivered", "byline", "status", "notices",
    "expires", "citation", "characters",
)  # fmt: skip
# A field of the bulk data that no server needs: what is in others, or what only pages show.
LEFT = {
    "slug", "total", "order", "recipients", "cc", "printed_by", "disclosure", "credit", "column",
    "given", "note", "withdrawn", "withdrawn_reason", "robots", "source", "source_lines", "url",
    "issue_url", "number_url", "outline", "pictures", "references", "cited_by", "line", "appointments",
    "header", "text", "bibtex", "ris",
}  # fmt: skip
_KNOWN = {*TAKEN, *LEFT}
_NOT_IN_ID = re.compile("[^A-Za-z0-9-]")


def of_line(line: Mapping[str, Any], root: str) -> dict[str, Any]:
    """Return a document for a server; root: the address of the published site, "" where it is not known.

    `text` has its paragraphs, `anchors` in the same order the ids that they have on the page. What is not known is left
    out, and so is the text of what was withdrawn, as it is on the site.
    """
    found = {name: line[name] for name in TAKEN if line.get(name) not in (None, "", [])}
    found |= {
        name: value for name, value in line.items() if name not in _KNOWN and value not in (None, "", [])
    }
    blocks = line.get("text", ())
    address = str(line["url"])
    return {
        "id": identity(address),
        "url": f"{root}/{address}" if root else address,
        **found,
        "text": [block["text"] for block in blocks],
        "anchors": [block["id"] for block in blocks],
    }


def identity(address: str) -> str:
    """Return the id of the document at an address: letters, digits, hyphens and underscores, as all servers take them."""
    return _NOT_IN_ID.sub("_", address.removesuffix(".html"))


def cut(lines: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Join lines to files of at most so many bytes; one that is longer has a file of its own."""
    some: list[bytes] = []
    size = 0
    for line in lines:
        if some and size + len(line) > most:
            yield b"".join(some)
            some, size = [], 0
        some.append(line)
        size += len(line)
    if some:
        yield b"".join(some)
