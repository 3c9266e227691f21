"""A value worked out once stays, and is no part of what an object is."""

import pickle
from dataclasses import dataclass, fields, replace

from gongbao.once import once

ASKED: list[str] = []


@dataclass(frozen=True)
class Named:
    name: str

    @once
    def loud(self) -> str:
        """Return the name in capitals."""
        ASKED.append(self.name)
        return self.name.upper()


def test_it_is_worked_out_once_for_each_object() -> None:
    ASKED.clear()
    one, other = Named("a"), Named("b")
    assert (one.loud, one.loud, other.loud) == ("A", "A", "B")
    assert ASKED == ["a", "b"]


def test_it_is_no_part_of_what_an_object_is() -> None:
    asked, new = Named("a"), Named("a")
    assert asked.loud == "A"
    assert asked == new and hash(asked) == hash(new)
    assert [field.name for field in fields(asked)] == ["name"]
    assert replace(asked, name="c").loud == "C"
    assert pickle.loads(pickle.dumps(asked)).loud == "A"  # noqa: S301 - our own
    assert Named.loud.__doc__ == "Return the name in capitals."
