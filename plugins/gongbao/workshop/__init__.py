"""The workshop: what the tasks do (build, serve, check, test …). It knows the site, no bulletin."""

from gongbao.places import SOURCE, importable

# The folder above the program's own: in a clone, the repository. Tests and the tasks of development look at it, and
# nothing that an archive's keeper runs: where an archive lies, places.archive() says.
ROOT = SOURCE.parent

__all__ = ["ROOT", "SOURCE", "Failure", "importable"]


class Failure(Exception):
    """What the person at the keyboard can mend; str() says what is wrong and what to do."""
