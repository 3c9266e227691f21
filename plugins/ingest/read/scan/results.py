"""Results of recognition, kept by the picture's content and the engine: a run that was cut off goes on where it was."""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from ..pdf.geometry import Char, Rule
from .engine import Picture, version
from .recognise import Recognised

# Counts up whenever the same picture would be read in another way.
_READING = 5
_FOLDER = Path(".cache") / "ocr"


def key_of(picture: Picture) -> str:
    """Return the name of a picture's result: a hash of its pixels, of the engine and of the way of reading."""
    digest = hashlib.sha256(f"{_READING} {version()} {picture.shape}".encode())
    digest.update(picture.tobytes())
    return digest.hexdigest()


def load(key: str) -> Recognised | None:
    """Return a result that is kept, or None; one that cannot be read counts as not kept."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        held = json.loads(_path(key).read_text(encoding="utf-8"))
        chars = [Char(**dict(zip(held["columns"], values, strict=True))) for values in held["chars"]]
        return Recognised(
            held["width"],
            held["height"],
            held["turned"],
            held["skew"],
            chars,
            [Rule(*r) for r in held["rules"]],
        )
    return None


def save(key: str, result: Recognised) -> None:
    """Keep a result; where the folder cannot be written, nothing is kept and the work goes on."""
    columns = ["text", "x0", "y0", "x1", "y1", "size", "sure"]
    held = {
        "width": result.width,
        "height": result.height,
        "turned": result.turned,
        "skew": result.skew,
        "columns": columns,
        "chars": [[_rounded(getattr(char, name)) for name in columns] for char in result.chars],
        "settled": result.settled,
        "rules": [[round(value, 2) for value in asdict(rule).values()] for rule in result.rules],
    }
    path = _path(key)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_text(json.dumps(held, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        partial.replace(path)


def _rounded(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value


def _path(key: str) -> Path:
    return _FOLDER / key[:2] / f"{key[2:]}.json"
