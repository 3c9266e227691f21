"""The Markdown of an archive as one zip: a file beside where each document's page is. Pure."""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

NAME = "markdown.zip"
# A zip holds a time; this one is the first that it can.
_TIME = (1980, 1, 1, 0, 0, 0)


def write(path: Path, lines: Iterable[Mapping[str, Any]]) -> int:
    """Write the Markdown of lines of the bulk data, in their order; the same lines give the same bytes. Return how many."""
    count = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for line in lines:
            entry = zipfile.ZipInfo(str(line["url"]).removesuffix(".html") + ".md", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, of_line(line))
            count += 1
    return count


def of_line(line: Mapping[str, Any]) -> str:
    """Return the Markdown of a document, made of its line of the bulk data."""
    texts = (block.get("markdown", block["text"]) for block in line["text"])
    return "\n\n".join([line["header"], *filter(None, texts)]) + "\n"
