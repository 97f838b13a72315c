"""A value that an object works out once: as `functools.cached_property`, without the lock it takes in Python 3.11.

One question is answered by one thread, and its diagnosis works out some forty such values.
"""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

Value = TypeVar("Value")


class lasting(Generic[Value]):
    """Turns a method without arguments into a value that is worked out when it is first read, and then kept."""

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self.make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type[Any], name: str) -> None:
        """Keep it under the method's own name, so that the next reader finds the value itself."""
        self.name = name

    @overload
    def __get__(self, owner: None, kind: type[Any]) -> Self: ...

    @overload
    def __get__(self, owner: object, kind: type[Any]) -> Value: ...

    def __get__(self, owner: object | None, kind: type[Any]) -> Self | Value:
        """The value; frozen objects keep it too."""
        if owner is None:
            return self
        value = self.make(owner)
        object.__setattr__(owner, self.name, value)
        return value
