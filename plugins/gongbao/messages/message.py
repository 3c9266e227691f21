"""A message that is kept before it is shown: in the ledger, or from one process to another."""

from collections.abc import Mapping

from . import catalogue
from .invocation import as_typed
from .person_language import language


class Message:
    """A sentence of the catalogue and what fills its braces; str() words it in the language of who reads it.

    A value is a number, a text, another message, or a tuple of messages, which are listed one after the other. What is
    kept of it (`data`) is the same in every language.
    """

    __slots__ = ("text", "values")

    def __init__(self, text: str, /, **values: object) -> None:
        self.text = text
        self.values = values

    def __str__(self) -> str:
        catalogued = catalogue.translations(language())
        comma = catalogued.gettext(", ")
        values = {
            name: comma.join(map(str, value)) if isinstance(value, tuple) else value
            for name, value in self.values.items()
        }
        return as_typed(catalogued.gettext(self.text)).format(**values)

    def __repr__(self) -> str:
        return f"Message({self.text!r}, {self.values!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.text, self.values) == (other.text, other.values)

    def __hash__(self) -> int:
        return hash((self.text, *sorted(self.values)))

    def data(self) -> dict[str, object]:
        """Return what a file keeps of it: the English sentence under `what`, its values under `values`, if any."""
        values = {name: _kept(value) for name, value in self.values.items()}
        return {"what": self.text, **({"values": values} if values else {})}


def _kept(value: object) -> object:
    if isinstance(value, Message):
        return value.data()
    if isinstance(value, tuple):
        return [_kept(one) for one in value]
    return value if isinstance(value, int | float) else str(value)


def _frozen(value: object) -> object:
    if isinstance(value, Mapping):
        return from_data(**value)
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def from_data(what: str, values: Mapping[str, object] | None = None) -> Message:
    """Return a message that a file keeps. A sentence without values, as older ledgers have them, is said as it stands."""
    if values:
        return Message(what, **{name: _frozen(value) for name, value in values.items()})
    return Message(what if catalogue.knows(what) else what.replace("{", "{{").replace("}", "}}"))
