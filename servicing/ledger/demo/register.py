"""The folder is the register: a trouble is a file `troubles/<symptom>/<cause>.py` that strikes a healthy life."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from servicing.ledger.demo import troubles
from servicing.ledger.demo.life import Life

Strike = Callable[[Life], str]


@cache
def all_troubles() -> Mapping[tuple[str, str], Strike]:
    """What strikes, by symptom and cause."""
    return {(symptom, cause): strike for symptom in _folders() for cause, strike in _files(symptom).items()}


def _folders() -> list[str]:
    return [each.name for each in iter_modules(troubles.__path__) if each.ispkg]


def _files(symptom: str) -> dict[str, Strike]:
    package = import_module(f"{troubles.__name__}.{symptom}")
    names = [each.name for each in iter_modules(package.__path__)]
    return {name: import_module(f"{package.__name__}.{name}").strike for name in names}
