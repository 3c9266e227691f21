"""Find out how the bytes of a text are encoded, and decode them without losing one."""

import codecs
import contextlib
import re
from collections import Counter
from collections.abc import Iterator
from contextvars import ContextVar
from itertools import islice
from pathlib import Path

from gongbao.messages import _

from ..model.source import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16: the mark of UTF-32-LE begins with that of UTF-16-LE.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In this order, so that of equally good readings the more common one wins.
_CANDIDATES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
# Pages and people say gb2312 or gbk and mean what a current editor wrote: the superset reads all of them.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "hz", "ascii": "utf-8", "utf-8-sig": "utf-8"}
# What Python knows by such names and no file is written in; some take the square of a text's length.
_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"}
_SAMPLE = 1 << 16
# So many multi-byte sequences never are valid UTF-8 by chance.
_SURELY_UTF8 = 20
_READS_WELL = 0.85
_READS_BADLY = 0.68
# Big5 orders its 5,401 common characters before the rare ones, whose first byte is higher than this.
_COMMON_IN_BIG5, _MOSTLY_COMMON, _FEWEST_OF_BIG5 = 0xC6, 0.97, 20
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
_PLAIN_ASCII = re.compile(rb"[\t\n\x0b\x0c\r\x1a\x20-\x7e]*")


# Between the name of a file and that of one within it.
WITHIN = " › "
# The archive, folder or mail whose files are being read: what a person says of their encoding stands beside that.
_bundle: ContextVar[str] = ContextVar("bundle", default="")


@contextlib.contextmanager
def files_of(bundle: str) -> Iterator[None]:
    """Read files that lie in a bundle of this name."""
    before = _bundle.set(bundle)
    try:
        yield
    finally:
        _bundle.reset(before)


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of `data` without its byte order mark, and the encoding it was read in."""
    marked = next((codec for mark, codec in _BOMS if data.startswith(mark)), None)
    if encoding is not None:
        codec = _lookup(encoding, name)
        if codec in ("utf-16", "utf-32"):
            codec = marked if marked and marked.startswith(codec) else codec + "-le"
    else:
        codec = marked or detect(data, name)
    mark = next(
        (mark for mark, marked_codec in _BOMS if marked_codec == codec and data.startswith(mark)), b""
    )
    try:
        text = data[len(mark) :].decode(codec)
    except UnicodeDecodeError as error:
        raise SourceError(_undecodable(data, name, codec, error.start + len(mark), encoding)) from error
    if encoding is not None:
        _refuse_nonsense(data, name, codec, text)
    return text, codec


def detect(data: bytes, name: str) -> str:
    """Return the encoding in which `data` reads most like Chinese text."""
    sample = _sample(data)
    if _PLAIN_ASCII.fullmatch(sample) or _is_surely_utf8(data):
        return "utf-8"
    scores = {codec: plausibility(sample.decode(codec, "replace")) for codec in _CANDIDATES}
    best = max(_CANDIDATES, key=lambda codec: scores[codec])
    if scores[best] < _READS_WELL and _is_big5(sample):
        return "cp950"
    if scores[best] < _READS_BADLY and _is_utf8(data):
        return "utf-8"  # Rare characters or another script: what is no UTF-8 is hardly ever valid in it.
    if scores[best] < _READS_BADLY:
        raise SourceError(
            _(
                "{name}: not a text in UTF-8, GB18030 or UTF-16 (binary, or another encoding); save it "
                'as UTF-8, or write encoding = "big5" or what it is into {sidecar}',
                name=name,
                sidecar=_sidecar(name),
            )
        )
    return best


def plausibility(text: str) -> float:
    """Return how much of `text` is made of the characters that Chinese texts are made of, from 0 to 1."""
    counts = {char: count for char, count in Counter(text).items() if not char.isspace()}
    total = sum(counts.values())
    return sum(_weight(char) * count for char, count in counts.items()) / total if total else 1.0


def _weight(char: str) -> float:
    code = ord(char)
    if 0x20 < code < 0x7F:
        return 0.9
    if 0x3000 <= code <= 0x303F or 0xFF01 <= code <= 0xFF5E or char in "“”‘’—…·×℃①②③④⑤⑥⑦⑧⑨⑩":
        return 1.0
    if 0x4E00 <= code <= 0x9FFF:
        return _weight_of_han(char)
    if 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x3FFFF:
        return 0.3
    # Letters of other scripts and signs are possible, but a wrong reading is full of them.
    return 0.2 if char.isprintable() and char != "\ufffd" else 0.0


def _weight_of_han(char: str) -> float:
    # GB 2312 orders the 3,755 common characters before the rare ones; wrong readings hit mostly the rare.
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 0.35
    return 1.0 if lead < 0xD8 else 0.6


def _sample(data: bytes) -> bytes:
    if len(data) <= _SAMPLE:
        return data
    # A page may begin with much ASCII, which reads alike in most encodings. Even, for UTF-16.
    first = re.search(rb"[\x80-\xff\x00]", data)
    start = (first.start() if first else 0) & ~1
    sample = data[start : start + _SAMPLE]
    return sample if b"\n" not in sample else sample[: sample.rindex(b"\n") + 2 & ~1]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_big5(sample: bytes) -> bool:
    """Tell whether bytes are valid Big5, and nearly all of its characters the common ones, which stand first in it."""
    try:
        text = sample.decode("cp950")
    except UnicodeDecodeError:
        # The sample may end within a character.
        try:
            text = sample[:-1].decode("cp950")
        except UnicodeDecodeError:
            return False
    han = [char.encode("cp950")[0] for char in text if "\u4e00" <= char <= "\u9fff"]
    return len(han) >= _FEWEST_OF_BIG5 and sum(
        lead <= _COMMON_IN_BIG5 for lead in han
    ) >= _MOSTLY_COMMON * len(han)


def _is_surely_utf8(data: bytes) -> bool:
    sequences = islice(_MULTIBYTE.finditer(data), _SURELY_UTF8)
    return b"\0" not in data and sum(1 for _sequence in sequences) == _SURELY_UTF8 and _is_utf8(data)


def _lookup(encoding: str, name: str) -> str:
    codec = charset(encoding)
    if codec is None:
        raise SourceError(
            _(
                "{name}: unknown encoding {encoding!r}; use utf-8, gb18030, utf-16 or big5",
                name=name,
                encoding=encoding,
            )
        )
    return codec


def charset(encoding: str) -> str | None:
    """Return the codec in which a text is read that is said to be in some encoding; None if that is none of texts."""
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):  # a NUL in it
        return None
    if not info._is_text_encoding or info.name in _NO_CHARSETS:
        return None
    return _SUPERSETS.get(info.name, info.name)


def _undecodable(data: bytes, name: str, codec: str, offset: int, given: str | None) -> str:
    line = data.count(b"\n", 0, offset) + 1
    where = _(
        "byte 0x{byte:02x} at offset {offset} (line {line})", byte=data[offset], offset=offset, line=line
    )
    if given is not None:
        try:
            other = detect(data, name)
            advice = _(
                "it reads best as {encoding}: write that into {file}", encoding=other, file=_sidecar(name)
            )
        except SourceError:
            advice = _("write another into {file}, or none", file=_sidecar(name))
        return _(
            "{name}: not in the encoding given, {encoding}: {where}; {advice}",
            name=name,
            encoding=given,
            where=where,
            advice=advice,
        )
    return _(
        "{name}: looks like {encoding}, but {where} is not valid in it; "
        'repair the file there, or write encoding = "…" into {file}',
        name=name,
        encoding=codec.upper(),
        where=where,
        file=_sidecar(name),
    )


def _refuse_nonsense(data: bytes, name: str, codec: str, text: str) -> None:
    """Refuse a given encoding that decodes to nonsense where another one reads well."""
    if _PLAIN_ASCII.fullmatch(data):
        return
    if plausibility(text[:_SAMPLE]) >= _READS_BADLY:
        return
    try:
        other = detect(data, name)
    except SourceError:
        return
    if other != codec and plausibility(_sample(data).decode(other, "replace")) >= _READS_WELL:
        raise SourceError(
            _(
                "{name}: makes no sense in the encoding given, {codec}; it reads well as {other}: write "
                "that into {sidecar}, or none",
                name=name,
                codec=codec,
                other=other,
                sidecar=_sidecar(name),
            )
        )


def _sidecar(name: str) -> str:
    """Name the file beside a source that says what its encoding is; of what lies within another, beside that."""
    source = _bundle.get() or name.partition(WITHIN)[0]
    return _("{file} beside it", file=Path(source).with_suffix(".toml").name)
