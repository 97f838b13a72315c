"""One file a kind of picture, found because it is there, with its template beside it.

`<kind>.py` has `layout(facts, say)`: what `<kind>.svg.j2` is given, with `width` and `height`; and `told(facts, say)`:
the same in a few sentences. `facts` have been read from how they travel; `say` finds words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol

Facts = Mapping[str, Any]


class Say(Protocol):
    """Finds the words for a code of a kind, with facts in their places."""

    def __call__(self, kind: str, code: str, /, **facts: Any) -> str:
        """The words; raises `WordsRefused`."""
        ...


WIDTH, MARGIN = 720, 40

INK, SOFT, FAINT, PAPER = "#17212b", "#51606e", "#8b98a5", "#ffffff"
# Told apart by lightness as well, and never by colour alone: each state has a shape of its own.
BLUE, RED, AMBER, GREEN = "#0b5a7a", "#a3281e", "#8a5a00", "#1c6b45"
BLUE_TINT, RED_TINT, AMBER_TINT, GREEN_TINT = "#e4f0f5", "#fbeae8", "#fbf1dc", "#e5f3ec"


@dataclass(frozen=True)
class Kind:
    """A kind of picture."""

    name: str
    layout: Callable[[Facts, Say], Mapping[str, Any]]
    told: Callable[[Facts, Say], str]


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its name."""
    return {each.name: _kind(each.name) for each in iter_modules(__path__)}


def _kind(name: str) -> Kind:
    module = import_module(f"{__name__}.{name}")
    return Kind(name, module.layout, module.told)


def capital(text: str) -> str:
    """A sentence's first letter as a capital, in languages that have such."""
    return text[:1].upper() + text[1:]
