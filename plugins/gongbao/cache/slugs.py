"""Slugs kept from build to build, since the dictionaries that names are read by take longer to load than all lists to build."""

from collections.abc import Callable

from . import keys
from .derived import Derived
from .store import Store


class KeptSlugs:
    """Makes slugs of names that no build knew yet; of: who asks for them. Two who shared a kind would drop each other's."""

    def __init__(self, store: Store, of: str) -> None:
        self._kept = Derived(store, f"slugs of {of}")

    def by(self, make: Callable[[str], str]) -> Callable[[str], str]:
        """Return a function that gives what `make` would; make: a function of a module."""

        def kept(name: str) -> str:
            key = keys.digest(make.__qualname__, name)
            found: str | None = self._kept.get(key)
            if found is None:
                found = make(name)
                self._kept.put(key, found)
            return found

        return kept

    def save(self) -> None:
        """Keep what is new."""
        self._kept.save()
