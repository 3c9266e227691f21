"""The workshop: what the invoke tasks do (build, serve, check, test …). It knows the site, no bulletin."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Failure(Exception):
    """What the person at the keyboard can mend; str() says what is wrong and what to do."""
