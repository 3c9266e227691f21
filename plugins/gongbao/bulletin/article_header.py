"""The header of an article's file as text: lines 'Key: value', a blank line, the body."""

import re
from collections.abc import Mapping

from gongbao.messages import _

from .article_fields import CHINESE_KEYS, MetadataError
from .handwritten import CONTROL
from .own_fields import Fields

_HEADER = re.compile(
    rf"^(?P<key>[A-Za-z][A-Za-z_]*|{'|'.join(CHINESE_KEYS)})[ \t]*[:：][ \t\u3000]*(?P<value>.*)$"
)
_ANY = re.compile(r"^(?P<key>[^:：]*)[:：][ \t\u3000]*(?P<value>.*)$")
# What ends a line for some reader or other: a value has one line.
_LINE_END = re.compile(r"(?<!\s)\s*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")


def split(text: str, own: Fields = ()) -> tuple[dict[str, str], str]:
    """Split the text of a Markdown file into header and body; own: what else has a name in Chinese."""
    header: dict[str, str] = {}
    lines = text.lstrip("\ufeff").split("\n")
    if found := CONTROL.search(text):
        before = text[: found.start()]
        raise MetadataError(
            _(
                "line {line}: behind {before!r} stands a character that cannot be shown "
                "(U+{code:04X}) — delete it",
                line=before.count(chr(10)) + 1,
                before=before.rpartition(chr(10))[2][-12:],
                code=ord(found[0]),
            )
        )
    for at, line in enumerate(lines):
        if not line.strip():
            return header, "\n".join(lines[at + 1 :])
        match = _HEADER.match(line)
        named = next((f for f in own if re.match(rf"{re.escape(f.label)}[ \t]*[:：]", line)), None)
        if named:
            match = _ANY.match(line)
        if not match:
            raise MetadataError(
                _(
                    "line {number}: {line!r} is no header line — {advice}",
                    number=at + 1,
                    line=line[:30],
                    advice=_advice(line),
                )
            )
        key = named.key if named else CHINESE_KEYS.get(said := match["key"].rstrip(" \t"), said)
        if key in header:
            raise MetadataError(
                _("line {line}: {key} stands twice — keep one of them", line=at + 1, key=match["key"])
            )
        header[key] = match["value"].strip()
    return header, ""


def _advice(line: str) -> str:
    """Say what to do with a line that is no header line."""
    if line.strip() == "---":
        return _("take the lines '---' out")
    if line[:1].isspace() and line.strip():
        return _("put a value on the line of its key; several agencies are separated by ;")
    return _("the header is lines 'Key: value' (keys: `inv manual metadata`), then a blank line")


def join(header: Mapping[str, str], body: str) -> str:
    """Return the text of a Markdown file."""
    lines = [f"{key}: {value}" for key, value in header.items()]
    return "\n".join(lines) + "\n\n" + body.strip("\n") + "\n"


def in_one_line(text: str) -> str:
    """Return a value as it stands in a header: whatever ends a line is a blank."""
    return _LINE_END.sub(" ", text).strip()
