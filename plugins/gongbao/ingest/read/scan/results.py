"""Results of recognition, kept by the picture's content and the engine: a run that was cut off goes on where it was."""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Any

from gongbao import atomic, places

from ..pdf.geometry import Char, Rule
from .engine import Picture, version
from .recognise import Recognised
from .settle import Settled

# Counts up whenever the same picture would be read in another way.
_READING = 40
_COLUMNS = ("text", "x0", "y0", "x1", "y1", "size", "sure")


def key_of(picture: Picture) -> str:
    """Return the name of a picture's result: a hash of its pixels, of the engine and of the way of reading."""
    digest = hashlib.sha256(f"{_READING} {version()} {picture.shape}".encode())
    digest.update(picture.tobytes())
    return digest.hexdigest()


def load(key: str) -> Recognised | None:
    """Return a result that is kept, or None; one that cannot be read counts as not kept."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        return _unpacked(json.loads(_path(key).read_text(encoding="utf-8")))
    return None


def save(key: str, result: Recognised) -> Recognised:
    """Keep a result, and return it as it will be read again; where the folder cannot be written, nothing is kept."""
    packed = json.dumps(_packed(result), ensure_ascii=False, separators=(",", ":"))
    path = _path(key)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(path, packed, lasting=False)
    return _unpacked(json.loads(packed))


def _packed(result: Recognised) -> dict[str, Any]:
    return {
        "width": result.width,
        "height": result.height,
        "turned": result.turned,
        "skew": result.skew,
        "outline": _rounded(result.outline),
        "chars": [[_rounded(getattr(char, name)) for name in _COLUMNS] for char in result.chars],
        "settled": [[_rounded(value) for value in astuple(one)] for one in result.settled],
        "rules": [[round(value, 2) for value in asdict(rule).values()] for rule in result.rules],
    }


def _unpacked(packed: dict[str, Any]) -> Recognised:
    return Recognised(
        packed["width"],
        packed["height"],
        packed["turned"],
        packed["skew"],
        packed["outline"] and tuple(tuple(corner) for corner in packed["outline"]),
        [Char(**dict(zip(_COLUMNS, values, strict=True))) for values in packed["chars"]],
        [Rule(*rule) for rule in packed["rules"]],
        [Settled(rule, words, was, meant, tuple(box)) for rule, words, was, meant, box in packed["settled"]],
    )


def _rounded(value: object) -> object:
    if isinstance(value, tuple):
        return [_rounded(one) for one in value]
    return round(value, 3) if isinstance(value, float) else value


def _path(key: str) -> Path:
    return places.cache("ocr") / key[:2] / f"{key[2:]}.json"
