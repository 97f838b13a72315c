"""The folder is the register: a symptom is a folder of `causes/`, a cause is a file in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from servicing.diagnosis import causes
from servicing.diagnosis.cause import Cause
from servicing.diagnosis.views import Subject
from servicing.errors import UnknownSymptom

ALL_IS_WELL = "nothing_wrong"


@dataclass(frozen=True)
class Symptom:
    """What a borrower may complain of: what it is about, its causes, and the proof that nothing is wrong."""

    name: str
    subject: Subject
    causes: Mapping[str, Cause[Any]]
    nothing_wrong: Cause[Any]


@cache
def symptoms() -> Mapping[str, Symptom]:
    """Every symptom by its code."""
    return {each.name: _symptom(each.name) for each in iter_modules(causes.__path__) if each.ispkg}


def symptom(name: str) -> Symptom:
    """The symptom of that code; raises `UnknownSymptom`, naming those there are."""
    if name not in symptoms():
        raise UnknownSymptom(f"There is no symptom {name!r}. Pick one of: {', '.join(sorted(symptoms()))}.")
    return symptoms()[name]


def _symptom(name: str) -> Symptom:
    package = import_module(f"{causes.__name__}.{name}")
    found = dict(_causes(package.__name__, package.__path__))
    nothing_wrong = found.pop(ALL_IS_WELL)
    return Symptom(name, package.SUBJECT, found, nothing_wrong)


def _causes(package: str, path: Any) -> Iterator[tuple[str, Cause[Any]]]:
    for each in iter_modules(path):
        yield each.name, import_module(f"{package}.{each.name}").CAUSE
