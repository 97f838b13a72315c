"""The folder is the register: what strikes a healthy life is a file in `troubles/<symptom>/` or in `mixtures/`."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from servicing.ledger.demo import mixtures, troubles
from servicing.ledger.demo.life import Harm, Life
from servicing.ledger.demo.showing import with_true_screens

Strike = Callable[[Life], Harm]


@cache
def all_troubles() -> Mapping[tuple[str, str], Strike]:
    """What strikes, by symptom and cause."""
    return {(symptom, cause): strike for symptom in _folders() for cause, strike in _files(symptom).items()}


@cache
def all_mixtures() -> Mapping[str, Strike]:
    """What strikes without being one known trouble, by name."""
    names = [each.name for each in iter_modules(mixtures.__path__)]
    return {name: with_true_screens(import_module(f"{mixtures.__name__}.{name}").strike) for name in names}


def _folders() -> list[str]:
    return [each.name for each in iter_modules(troubles.__path__) if each.ispkg]


def _files(symptom: str) -> dict[str, Strike]:
    package = import_module(f"{troubles.__name__}.{symptom}")
    names = [each.name for each in iter_modules(package.__path__)]
    return {name: with_true_screens(import_module(f"{package.__name__}.{name}").strike) for name in names}
