"""The parts of set-up and what each stands on."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.setup.environments import ensure_environment
from bot.setup.faults import NoSuchPart
from bot.setup.locks import renew_locks
from bot.setup.model import ensure_model
from bot.setup.places import Places
from bot.setup.turns import turn

Maker = Callable[[Places, Mapping[str, str]], object]


def ensure(part: str, places: Places) -> None:
    """Makes the part and what it stands on, where missing or out of date; raises an `Unready` otherwise."""
    if part not in PARTS:
        raise NoSuchPart(part=part, parts=", ".join(PARTS))
    with turn(places.environments / "turn.lock"):
        for make in PARTS[part]:
            make(places, os.environ)


def ready_model(places: Places) -> Path:
    """The current model with the engine to run it, made now if need be."""
    with turn(places.environments / "turn.lock"):
        _engine(places, os.environ)
        return ensure_model(places, os.environ)


def _app(places: Places, environ: Mapping[str, str]) -> None:
    ensure_environment("app", places, environ)


def _engine(places: Places, environ: Mapping[str, str]) -> None:
    ensure_environment("engine", places, environ)


PARTS: dict[str, tuple[Maker, ...]] = {
    "app": (_app,),
    "engine": (_engine,),
    "model": (_app, _engine, ensure_model),
    "all": (_app, _engine, ensure_model),
    "lock": (renew_locks,),
}
