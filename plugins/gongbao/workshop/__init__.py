"""The workshop: what the invoke tasks do (build, serve, check, test …). It knows the site, no bulletin."""

import os
from pathlib import Path

# The folder that the package lies in, and the project.
SOURCE = Path(__file__).resolve().parents[2]
ROOT = SOURCE.parent


class Failure(Exception):
    """What the person at the keyboard can mend; str() says what is wrong and what to do."""


def importable() -> str:
    """Return the PYTHONPATH with which another process finds the package, before what this one was given."""
    return os.pathsep.join([str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH")])])
