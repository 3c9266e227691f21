"""Precompressed copies: index.html.gz and index.html.br beside index.html, for servers that send them as they are."""

import hashlib
import importlib.util
import zlib
from pathlib import PurePosixPath
from typing import IO, Any

from gongbao import places
from gongbao.messages import _

from . import Failure

ENDINGS = (".gz", ".br")
# What a browser loads as text; packages and pictures are compressed already.
_TEXT = frozenset([".html", ".css", ".js", ".json", ".xml", ".svg", ".csv", ".md", ".txt"])
# Below this a copy saves less than the answer's own head.
_LEAST = 1024
_GZIP = 16 + zlib.MAX_WBITS
_PIECE = 1 << 20
# A text that claims to be larger is a bomb.
_LARGEST = 1 << 30


def worth(name: str, size: int) -> bool:
    """Tell whether a file gets precompressed copies."""
    return size > _LEAST and PurePosixPath(name).suffix in _TEXT


def pack(data: bytes, ending: str) -> bytes:
    """Compress; the same bytes every time, since no clock goes in."""
    if ending == ".gz":
        packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
        return packer.compress(data) + packer.flush()
    packed: bytes = need_brotli().compress(data, mode=1, quality=11)
    return packed


def sum_inside(stream: IO[bytes], ending: str) -> str:
    """Return the SHA-256 of what a copy unpacks to; empty if it is damaged, endless, or has something behind it."""
    digest = hashlib.sha256()
    try:
        total = (_gzip if ending == ".gz" else _brotli)(stream, digest)
    except (zlib.error, ValueError):
        return ""
    return digest.hexdigest() if 0 <= total <= _LARGEST else ""


def _gzip(stream: IO[bytes], digest: Any) -> int:
    opened = zlib.decompressobj(_GZIP)
    total = 0
    while not opened.eof and total <= _LARGEST:
        packed = opened.unconsumed_tail or stream.read(_PIECE)
        piece = opened.decompress(packed, _PIECE)
        if not packed and not piece:
            return -1
        digest.update(piece)
        total += len(piece)
    return -1 if opened.unused_data or stream.read(1) else total


def _brotli(stream: IO[bytes], digest: Any) -> int:
    brotli = need_brotli()
    opened = brotli.Decompressor()
    total = 0
    while not opened.is_finished() and total <= _LARGEST:
        packed = stream.read(_PIECE) if opened.can_accept_more_data() else b""
        try:
            piece = opened.process(packed, output_buffer_limit=_PIECE)
        except brotli.error as error:
            raise ValueError(str(error)) from error
        if not packed and not piece:
            return -1
        digest.update(piece)
        total += len(piece)
    return -1 if stream.read(1) else total


def need_brotli() -> Any:
    """Return the brotli module, or say how to have it."""
    if importlib.util.find_spec("brotli") is None:
        raise Failure(
            _(
                "precompressed files (.br) need brotli, which is not installed — run: {install}",
                install=places.install("publish"),
            )
        )
    import brotli  # noqa: PLC0415 - an extra that a build does without

    return brotli
