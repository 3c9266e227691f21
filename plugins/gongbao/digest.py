"""The sum of a file, however large it is: scans and films are larger than the memory that a build may take."""

import hashlib
from pathlib import Path


def of_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal, without holding them all at once."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
