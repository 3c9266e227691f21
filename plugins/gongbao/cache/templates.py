"""Compiled templates, kept from build to build: compiling them takes longer than rendering what a correction changes."""

import contextlib
import pickle
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import BytecodeCache, Environment, TemplateError
from jinja2.bccache import Bucket

from .keys import NoKey, digest, own_program
from .store import Store

# Code of other modules can change without any key telling.
_KNOWN = ("gongbao.", "jinja2.", "builtins")


class CompiledTemplates(BytecodeCache):
    """Jinja's compiled templates in the store, all of one environment under one key.

    Jinja itself holds each against the template's source. The key says what else goes into compiled code: filters and
    tests, whose results for constants stand in it, and how the environment is set.
    """

    def __init__(self, store: Store, settings: Mapping[str, Any] | None) -> None:
        self._store = store
        self._key = _key(settings) if settings else ""
        kept = store.get([self._key]) if self._key else {}
        self._known: dict[str, bytes] = {}
        for data in kept.values():
            self._known = pickle.loads(data)  # noqa: S301 - our own store
        self._changed = False

    def __reduce__(self) -> tuple[Any, ...]:
        """Stand for the compiled templates on another machine, where none are added to them."""
        return _sent, (self._known,)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja the code of a template, if there is any of the same source."""
        if data := self._known.get(bucket.key):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template that Jinja compiled."""
        self._known[bucket.key] = bucket.bytecode_to_string()
        self._changed = True

    def complete(self, environment: Environment, names: Iterable[str]) -> None:
        """Compile what is missing before copies of this process would each do it, and keep it for the next build."""
        for name in names:
            # What is wrong with a template is told when a page needs it.
            with contextlib.suppress(TemplateError, UnicodeDecodeError):
                environment.get_template(name)
        self.save()

    def save(self) -> None:
        """Keep what is new."""
        if self._changed and self._key:
            self._store.put({self._key: pickle.dumps(self._known)})
            self._changed = False


def _sent(known: dict[str, bytes]) -> CompiledTemplates:
    found = CompiledTemplates(Store(None), None)
    found._known = known
    return found


def surroundings(settings: Mapping[str, Any]) -> str:
    """Return the key of filters, tests and environment that templates are given; raise NoKey where they cannot be told."""
    return digest(
        [
            {name: _plain(value) for name, value in settings[given].items() if name != "bytecode_cache"}
            for given in ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_TESTS")
        ]
    )


def _key(settings: Mapping[str, Any]) -> str:
    """Return the key of what compiled code holds besides the template; "" where that cannot be told."""
    try:
        language = settings.get("DEFAULT_LANG")  # whose words stand in compiled code
        return digest("templates", own_program(), settings["THEME"], language, surroundings(settings))
    except NoKey:
        return ""


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, str) and "." in value and not value.startswith(_KNOWN):
        raise NoKey(value)  # an extension by its name
    if not callable(value):
        return value
    name = f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    if not name.startswith(_KNOWN) or "<" in name:
        raise NoKey(name)
    return name
