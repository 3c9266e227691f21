"""Files that a person writes beside the articles (codes.toml, validity.toml, redirects.txt …): read, or refused by name."""

import re
import tomllib
from pathlib import Path
from typing import Any

from gongbao.messages import _

# Names that Windows keeps to itself, whatever ending follows.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.I)
# Bytes; the addresses of a million pages are 60 MB.
LARGEST = 256 << 20
# No page, feed or book can hold these; an editor shows nothing where they stand.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class HandwrittenError(ValueError):
    """A file that cannot be read; str() says which, on which line, and what to do."""


def is_reserved(name: str) -> bool:
    """Tell whether Windows has no file of a name: con, aux.html."""
    return bool(_RESERVED.fullmatch(name))


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8; raise HandwrittenError where it is none, or is larger than anybody writes."""
    if (size := path.stat().st_size) > LARGEST:
        raise HandwrittenError(
            _(
                "{path}: {size} MB, more than the {most} MB that are read — make it smaller",
                path=path,
                size=size >> 20,
                most=LARGEST >> 20,
            )
        )
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise HandwrittenError(
            _("{path}: line {line} is not UTF-8 — save the file as UTF-8 (UTF-8 编码)", path=path, line=line)
        ) from error
    if found := CONTROL.search(text):
        line, code = text.count("\n", 0, found.start()) + 1, f"U+{ord(found[0]):04X}"
        raise HandwrittenError(
            _(
                "{path}: line {line} has a character that cannot be shown ({code}) — delete it",
                path=path,
                line=line,
                code=code,
            )
        )
    return text.replace("\r\n", "\n")


def read_toml(path: Path, how: str) -> dict[str, Any]:
    """Return the tables of a TOML file; how: what to write, said behind a mistake."""
    text = read_text(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise HandwrittenError(f"{path}: {error} — {how}") from error
    except RecursionError as error:
        raise HandwrittenError(
            _("{path}: lists stand in lists too deeply — {how}", path=path, how=how)
        ) from error
