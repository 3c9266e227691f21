"""Decode a web page: by its mark, by what it says of itself if that reads well, or by what it reads like."""

import contextlib
import re

from ..encoding import charset, decode, plausibility
from ..text import refuse_binary

_DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_HEAD = 4096
_READS_WELL = 0.68
# Python does not know these names.
_WRITTEN = {"gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_ASCII = re.compile(r"[\x00-\x7f]+")


def decode_page(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """Return the text of a page and the encoding it was read in."""
    declared = _DECLARED.search(data[:_HEAD])
    if (
        encoding is None
        and declared is not None
        and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    ):
        # Pages saved again in another encoding keep what they declared: believe it only if it reads well.
        stated = declared[1].decode("ascii").lower()
        codec = charset(_WRITTEN.get(stated, stated))
        with contextlib.suppress(UnicodeError):
            text = data.decode(codec) if codec else ""
            if codec and plausibility(_ASCII.sub("", text)) >= _READS_WELL:
                refuse_binary(text, name)
                return text, codec
    text, codec = decode(data, name, encoding)
    refuse_binary(text, name)
    return text, codec
