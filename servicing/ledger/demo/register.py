"""The folder is the register: what befalls a healthy life is a file in `troubles/<symptom>/` or in `mixtures/`.

A trouble's module has `strike(life) -> Harm`, and `near_miss(life) -> None`: the nearest thing to it that is harmless.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from servicing.ledger.demo import mixtures, troubles
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.showing import with_true_screens

Strike = Callable[[Life], Harm]
NearMiss = Callable[[Life], None]
# A symptom and a cause, as their folder and file are named.
Name = tuple[str, str]


@cache
def all_troubles() -> Mapping[Name, Strike]:
    """What strikes, by symptom and cause."""
    return {name: with_true_screens(module.strike) for name, module in _modules()}


@cache
def all_near_misses() -> Mapping[Name, NearMiss]:
    """What looks like a trouble and is none, by the symptom and cause that it nearly is."""
    return {name: with_true_screens(module.near_miss) for name, module in _modules() if hasattr(module, "near_miss")}


@cache
def all_mixtures() -> Mapping[str, Strike]:
    """What strikes without being one known trouble, by name."""
    names = [each.name for each in iter_modules(mixtures.__path__)]
    return {name: with_true_screens(import_module(f"{mixtures.__name__}.{name}").strike) for name in names}


def _modules() -> Iterator[tuple[Name, ModuleType]]:
    for symptom in [each.name for each in iter_modules(troubles.__path__) if each.ispkg]:
        package = import_module(f"{troubles.__name__}.{symptom}")
        for each in iter_modules(package.__path__):
            yield (symptom, each.name), import_module(f"{package.__name__}.{each.name}")
