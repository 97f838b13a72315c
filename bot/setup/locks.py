"""Renews the lock files: exact versions with hashes, for every platform, and without any index address."""

from collections.abc import Mapping

from bot.setup.commands import run_logged, tail_of, words
from bot.setup.faults import NotLocked
from bot.setup.places import Places
from bot.setup.tools import index_settings, uv

# Lock file, and the oldest Python that must be able to install it.
LOCKS = {"tools": "3.11", "app": "3.11", "engine": "3.10"}
OPTIONS = ("--universal", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header")


def renew_locks(places: Places, environ: Mapping[str, str]) -> None:
    """Compiles each `locks/*.in` anew; versions move only where they must, or where LOCK_UPGRADE is set."""
    installer, told = uv(places, environ), index_settings(environ)
    upgrade = ("--upgrade",) if environ.get("LOCK_UPGRADE") else ()
    for name, python in LOCKS.items():
        command = words(installer, "pip", "compile", *OPTIONS, *upgrade, "--python-version", python)
        _compile([*command, f"locks/{name}.in", "-o", f"locks/{name}.txt"], name, places, told)


def _compile(command: list[str], name: str, places: Places, environ: dict[str, str]) -> None:
    log = places.build / f"{name}-lock.log"
    if not run_logged(command, f"Locking the {name} environment", log, places.root, environ):
        raise NotLocked(lock=f"locks/{name}.txt", log=places.named(log), tail=tail_of(log))
