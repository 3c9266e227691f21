"""A value that an object works out once, without the lock that Python 3.11 takes at each such value of each object."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class once(Generic[Owner, Value]):  # noqa: N801 - as property is written
    """As functools.cached_property, for what is asked of tens of thousands of objects, in one thread."""

    def __init__(self, function: Callable[[Owner], Value]) -> None:
        self._function = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, of: None, owner: type) -> "once[Owner, Value]": ...
    @overload
    def __get__(self, of: Owner, owner: type) -> Value: ...
    def __get__(self, of: Any, owner: type) -> Any:
        if of is None:
            return self
        # What stands in the object itself is found before this is asked again.
        found = of.__dict__[self._name] = self._function(of)
        return found
