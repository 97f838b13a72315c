"""Runs every check that the folder holds."""

import importlib
import pkgutil
from collections.abc import Iterator

import bot.doctor
from bot.doctor.findings import Bench, Finding, fault, warning
from bot.errors import Refusal
from servicing.errors import ServicingError

NO_CHECKS = ("findings", "examination")
OWN_ROOMS = ("bot", "servicing", "actions")


def check_names() -> list[str]:
    """The checks, in order of their names."""
    return sorted(each.name for each in pkgutil.iter_modules(bot.doctor.__path__) if each.name not in NO_CHECKS)


def examine(bench: Bench) -> Iterator[Finding]:
    """Every finding of every check."""
    for name in check_names():
        yield from examine_one(name, bench)


def examine_one(name: str, bench: Bench) -> Iterator[Finding]:
    """The findings of one check; a refusal on the way is a fault, a library not installed yet is a warning."""
    try:
        yield from importlib.import_module(f"bot.doctor.{name}").check(bench)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] in OWN_ROOMS:
            raise
        yield warning(f"{name}: not looked at, because {missing.name} is not installed here", "make setup, then again")
    except (Refusal, ServicingError) as refusal:
        yield fault(f"{name}: {refusal}", "")
