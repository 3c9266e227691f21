"""Work made ready for a process that is no copy of this one: a closure, and all that it looks at.

On this machine a worker begins as a copy of the process that has read the archive. Elsewhere it is sent what it would
have had: `packed` and `unpacked` are that copying. What belongs to one machine (open stores, output folders) says by its
own `__reduce__` or `__getstate__` what stands for it elsewhere.
"""

import io
import pickle
from collections import deque
from collections.abc import Mapping
from typing import Any

import cloudpickle
from jinja2 import BaseLoader, DictLoader, Environment, Template, TemplateNotFound
from jinja2.utils import LRUCache

_NODE, _END = "node", "end"
# Where the classes are from whose objects may form such chains.
_PACKED_ALONE = ("gongbao.", "pelican.")


def packed(work: Any) -> bytes:
    """Return a function with all that it looks at."""
    data = io.BytesIO()
    packer = _Packer(data)
    packer.dump(work)
    packer.finish()
    return data.getvalue()


def unpacked(data: bytes) -> Any:
    """Return what was packed."""
    stream = io.BytesIO(data)
    reader = _Unpacker(stream)
    found = reader.load()
    while (node := reader.load()) != _END:
        number, state = node
        shell = reader.nodes[number]
        own, slots = state if isinstance(state, tuple) else (state, None)
        # As pickle itself does, but that the object was there before what it consists of.
        if hasattr(shell, "__setstate__"):
            shell.__setstate__(state)
            continue
        vars(shell).update(own or {})
        for name, value in (slots or {}).items():
            setattr(shell, name, value)
    return found


class _Packer(cloudpickle.Pickler):  # type: ignore[misc]
    """Packs objects that lead to each other (an article, the next one …) one by one.

    Pickle would go down a chain of thousands, and no stack is as deep.
    """

    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream, protocol=pickle.HIGHEST_PROTOCOL)
        self._numbers: dict[int, int] = {}
        self._waiting: deque[tuple[int, Any]] = deque()
        self._held: list[Any] = []

    def persistent_id(self, value: Any) -> Any:
        """Name an object that is packed later, None for others."""
        kind = type(value)
        if not kind.__module__.startswith(_PACKED_ALONE) or not _is_node(kind):
            return None
        number = self._numbers.get(id(value))
        if number is None:
            number = self._numbers[id(value)] = len(self._numbers)
            self._waiting.append((number, value))
            # As long as packing lasts, its id is nobody else's.
            self._held.append(value)
        return _NODE, number, kind

    def finish(self) -> None:
        """Pack the objects that were named."""
        while self._waiting:
            number, value = self._waiting.popleft()
            self.dump((number, value.__reduce_ex__(2)[2]))
        self.dump(_END)

    def reducer_override(self, value: Any) -> Any:
        """Say how templates are packed: the environment with the texts of all of them, and their names."""
        if isinstance(value, Template):
            return _template, (value.environment, value.name)
        if isinstance(value, LRUCache):
            return LRUCache, (value.capacity,)
        if isinstance(value, BaseLoader) and not isinstance(value, DictLoader):
            return DictLoader, (_texts(value),)
        return super().reducer_override(value)


def _is_node(kind: type) -> bool:
    """Tell whether objects of a class are compared by what they are, not by what they hold, and made in the usual way."""
    usual = ("__hash__", "__reduce__", "__reduce_ex__", "__new__")
    return "__dict__" in dir(kind) and all(getattr(kind, name) is getattr(object, name) for name in usual)


class _Unpacker(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream)
        self.nodes: dict[int, Any] = {}

    def persistent_load(self, reference: Any) -> Any:
        """Return an object by its number; what it consists of comes later."""
        _, number, kind = reference
        if number not in self.nodes:
            self.nodes[number] = kind.__new__(kind)
        return self.nodes[number]


def _template(environment: Environment, name: str) -> Template:
    return environment.get_template(name)


def _texts(loader: BaseLoader) -> Mapping[str, str]:
    """Return all templates of a loader."""
    found = {}
    for name in loader.list_templates():
        try:
            found[name] = loader.get_source(Environment(), name)[0]  # noqa: S701 - nothing is rendered
        except (TemplateNotFound, UnicodeDecodeError):
            continue  # an old picture among the templates: no page is made of it
    return found


def portable(item: Any) -> bytes:
    """Return a small thing: an item, a function that is found by its name with its arguments."""
    data: bytes = cloudpickle.dumps(item, protocol=pickle.HIGHEST_PROTOCOL)
    return data
