"""Builds the two environments from their lock files. A stamp, written last, tells a whole one from a half made one."""

import hashlib
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.setup.commands import run_logged, tail_of, words
from bot.setup.faults import NoLock, NotInstalled
from bot.setup.places import Places
from bot.setup.pythons import WANTED, python310
from bot.setup.tools import index_settings, uv

ENVIRONMENTS = ("app", "engine")


def ensure_environment(name: str, places: Places, environ: Mapping[str, str]) -> None:
    """Builds or renews the environment unless it is current; raises an `Unready` that says what is missing."""
    if is_current(name, places):
        return
    installer = uv(places, environ)
    if not _can_be_renewed(name, places):
        _make_afresh(name, installer, places, environ)
    _install(name, installer, places, environ)


def is_current(name: str, places: Places) -> bool:
    """Whether the environment was built whole, from today's lock file and for the Python that is wanted."""
    return places.python_of(name).exists() and stamped(name, places) == wanted_stamp(name, places)


def wanted_stamp(name: str, places: Places) -> str:
    """What the stamp of a current environment says: its Python and the digest of its lock file."""
    lock = places.lock_of(name)
    if not lock.exists():
        raise NoLock(lock=places.named(lock))
    return f"{_python_version(name)} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def _python_version(name: str) -> str:
    return WANTED if name == "engine" else f"{sys.version_info.major}.{sys.version_info.minor}"


def _stamp_file(name: str, places: Places) -> Path:
    return places.environments / f"{name}.stamp"


def stamped(name: str, places: Places) -> str | None:
    """What the stamp says; None when the environment was never built whole."""
    file = _stamp_file(name, places)
    return file.read_text(encoding="utf-8") if file.exists() else None


def _can_be_renewed(name: str, places: Places) -> bool:
    """A whole environment for the same Python only needs what changed; anything else is made afresh."""
    built = stamped(name, places)
    same_python = built is not None and built.startswith(f"{_python_version(name)} ")
    return same_python and places.python_of(name).exists()


def _make_afresh(name: str, installer: Path, places: Places, environ: Mapping[str, str]) -> None:
    python = python310(installer, places, environ) if name == "engine" else Path(sys.executable).resolve()
    folder, log = places.environments / name, places.build / f"{name}-environment.log"
    _stamp_file(name, places).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    command = words(installer, "venv", "--no-project", "--python", python, folder)
    if not run_logged(command, f"Making the {name} environment", log, places.root, dict(environ)):
        raise NotInstalled(environment=name, log=places.named(log), tail=tail_of(log))


def _install(name: str, installer: Path, places: Places, environ: Mapping[str, str]) -> None:
    log, stamp = places.build / f"{name}-environment.log", wanted_stamp(name, places)
    _stamp_file(name, places).unlink(missing_ok=True)
    target, lock = places.python_of(name), places.lock_of(name)
    command = words(installer, "pip", "sync", "--python", target, "--require-hashes", lock)
    told = index_settings(environ)
    if not run_logged(command, f"Installing the {name} environment", log, places.root, told):
        raise NotInstalled(environment=name, log=places.named(log), tail=tail_of(log))
    write_whole(_stamp_file(name, places), stamp)


def write_whole(file: Path, text: str) -> None:
    """Writes the file so that nobody ever sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)
