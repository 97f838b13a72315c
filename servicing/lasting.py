"""What is worked out once about an object, and then kept with it, also where the object is frozen.

One question is answered by one thread, and its diagnosis works out hundreds of such values: so there is no lock, as
`functools.cached_property` takes one in Python 3.11.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, Self, TypeVar, overload

About = TypeVar("About")
Value = TypeVar("Value")


def once(work_out: Callable[[About], Value]) -> Callable[[About], Value]:
    """A function of one object alone that is carried out once for each object; many clues ask the same of a loan."""
    name = f"{work_out.__module__}.{work_out.__qualname__}"

    @wraps(work_out)
    def worked_out(about: About) -> Value:
        kept: dict[str, Value] = about.__dict__
        if name not in kept:
            kept[name] = work_out(about)
        return kept[name]

    return worked_out


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
        value = owner.__dict__[self.name] = self.make(owner)
        return value
