"""Every document number with the address that answers it: what the number box of a page looks up."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from gongbao.numbers.register import Register


class Entry(NamedTuple):
    """A number: key (綦江府发/2018/18), canonical form, address of its page, title ("" if only cited), whether held."""

    key: str
    number: str
    url: str
    title: str
    held: bool


def entries(context: Mapping[str, Any]) -> Iterator[Entry]:
    """Yield every number that is held or cited, sorted; context is Pelican's when output is written."""
    register: Register = context.get("numbers") or Register()
    for key in sorted(register.entries, key=lambda k: register.entries[k].number.sort_key):
        entry = register.entries[key]
        yield Entry(key, str(entry.number), entry.url, entry.title or "", entry.held)
