"""Words for people, in their language: English in the code, other languages in catalogues, worded when shown.

    raise Failure(_("{path} is not there — name a folder or a zip", path=path))
    print(ngettext("{count} file", "{count} files", len(files)))

The first argument is a whole sentence and a constant, since it is what a translator sees; what changes is named in
braces, and a brace that is meant as such is written twice. See docs/architecture.md, "Messages".
"""

from collections.abc import Iterable, Sequence

from . import catalogue
from .invocation import as_typed, typed_as
from .message import Message, from_data
from .person_language import LANGUAGES, VARIABLE, language, prefer, speaking
from .shown import shown
from .system import (
    DEEPEST,
    in_words,
    link_to_itself,
    no_right,
    no_room,
    reason,
    speaking_english,
    too_deep,
    too_long,
)

# What a file keeps for good is English, whoever runs the program.
LEDGER = LANGUAGES[0]

__all__ = [
    "DEEPEST",
    "LANGUAGES",
    "LEDGER",
    "N_",
    "VARIABLE",
    "Message",
    "_",
    "few",
    "from_data",
    "in_words",
    "language",
    "link_to_itself",
    "listed",
    "ngettext",
    "no_right",
    "no_room",
    "prefer",
    "reason",
    "shown",
    "speaking",
    "speaking_english",
    "too_deep",
    "too_long",
    "typed_as",
]


def _(text: str, /, **values: object) -> str:
    """Word a message in the language of the person at the keyboard; values fill its braces."""
    worded = as_typed(catalogue.translations(language()).gettext(text)).format(**values)
    return shown(worded) if values else worded


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """Word a message that counts something; {count} is the number."""
    sentence = catalogue.translations(language()).ngettext(one, many, count)
    return shown(as_typed(sentence).format(count=count, **values))


def listed(names: Iterable[object]) -> str:
    """Word a list of names: `a, b and c`."""
    *first, last = map(str, names)
    return _("{first} and {last}", first=_(", ").join(first), last=last) if first else last


def few(names: Sequence[object], most: int = 20) -> str:
    """Word the first of names of which there may be any number: `a, b, c …`; a line is for a person."""
    return _(", ").join(map(str, names[:most])) + (" …" if len(names) > most else "")


def N_(text: str, /) -> str:  # noqa: N802 - the name by which gettext's tools know it
    """Mark a message that is worded later, by `_`: in a table at the top of a module, say."""
    return text
