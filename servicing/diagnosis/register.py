"""The folder is the register: a symptom is a folder of `causes/`, a cause is a file in it.

A cause in `causes/every_symptom/` belongs to each symptom.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from servicing.diagnosis import causes
from servicing.diagnosis.cause import Cause
from servicing.diagnosis.views import Subject
from servicing.errors import UnknownSymptom

ALL_IS_WELL = "nothing_wrong"
EVERY_SYMPTOM = "every_symptom"


@dataclass(frozen=True)
class Symptom:
    """What a borrower may complain of: what it is about, its causes, and the proof that nothing is wrong.

    `own` are the causes of its folder, `of_every` those that belong to every symptom: they are asked first.
    """

    name: str
    subject: Subject
    own: Mapping[str, Cause[Any]]
    of_every: Mapping[str, Cause[Any]]
    nothing_wrong: Cause[Any]

    @cached_property
    def causes(self) -> Mapping[str, Cause[Any]]:
        """All of them, by code."""
        return {**self.of_every, **self.own}


@cache
def symptoms() -> Mapping[str, Symptom]:
    """Every symptom by its code."""
    folders = [each.name for each in iter_modules(causes.__path__) if each.ispkg and each.name != EVERY_SYMPTOM]
    return {name: _symptom(name) for name in folders}


def symptom(name: str) -> Symptom:
    """The symptom of that code; raises `UnknownSymptom`, naming those there are."""
    if name not in symptoms():
        raise UnknownSymptom(f"There is no symptom {name!r}. Pick one of: {', '.join(sorted(symptoms()))}.")
    return symptoms()[name]


@cache
def causes_of_every_symptom() -> Mapping[str, Cause[Any]]:
    """The causes that can be found whatever the borrower complains of."""
    package = import_module(f"{causes.__name__}.{EVERY_SYMPTOM}")
    return dict(_causes(package.__name__, package.__path__))


def every_file() -> frozenset[tuple[str, str]]:
    """Every cause, and each proof that nothing is wrong, as its folder and file are named."""
    own = {(name, cause) for name, each in symptoms().items() for cause in (*each.own, ALL_IS_WELL)}
    return frozenset(own | {(EVERY_SYMPTOM, cause) for cause in causes_of_every_symptom()})


def _symptom(name: str) -> Symptom:
    package = import_module(f"{causes.__name__}.{name}")
    found = dict(_causes(package.__name__, package.__path__))
    nothing_wrong = found.pop(ALL_IS_WELL)
    return Symptom(name, package.SUBJECT, found, causes_of_every_symptom(), nothing_wrong)


def _causes(package: str, path: Any) -> Iterator[tuple[str, Cause[Any]]]:
    for each in iter_modules(path):
        yield each.name, import_module(f"{package}.{each.name}").CAUSE
