"""Gets uv: the one on the PATH, else one of our own in `.envs/tools`."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.setup.commands import answer_of, run_logged, tail_of, words
from bot.setup.faults import NoUv, NoVenv
from bot.setup.places import Places

# A person may have told pip to install only into an environment, or for the user: neither is meant for our own folder.
INTO_A_FOLDER = {"PIP_REQUIRE_VIRTUALENV": "0", "PIP_USER": "0"}


def uv(places: Places, environ: Mapping[str, str]) -> Path:
    """A uv that runs; raises `NoVenv` or `NoUv`."""
    own = places.environments / "tools" / "bin" / "uv"
    found = shutil.which("uv", path=environ.get("PATH", os.defpath))
    for candidate in (Path(found) if found else own, own):
        if answer_of([candidate, "--version"]):
            return candidate
    _install(places, environ)
    return own


def index_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for uv, which does not read pip's settings: whoever gave pip a mirror means uv as well."""
    if "UV_DEFAULT_INDEX" in environ or "UV_INDEX_URL" in environ:
        return dict(environ)
    ask_pip = words(sys.executable, "-m", "pip", "config", "get", "global.index-url")
    mirror = environ.get("PIP_INDEX_URL") or answer_of(ask_pip)
    return {**environ, "UV_DEFAULT_INDEX": mirror} if mirror else dict(environ)


def _install(places: Places, environ: Mapping[str, str]) -> None:
    """With the pip of this Python where it has one: a place with a pip of its own takes longer to make than uv."""
    folder, log = places.environments / "tools", places.build / "tools.log"
    shutil.rmtree(folder, ignore_errors=True)
    if importlib.util.find_spec("pip") is not None:
        install_into(folder, Path(sys.executable), places, environ)
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise NoVenv(python=sys.executable)
    beside = places.environments / "pip"
    shutil.rmtree(beside, ignore_errors=True)
    if not run_logged([sys.executable, "-m", "venv", beside], "Making a place for pip", log, places.root):
        raise NoVenv(python=sys.executable)
    install_into(folder, beside / "bin" / "python", places, environ)


def install_into(folder: Path, python: Path, places: Places, environ: Mapping[str, str]) -> None:
    """Installs uv into the folder with the Python's pip, from its lock file; raises `NoUv`."""
    pip = words(python, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes")
    command, log = [*pip, "--target", str(folder), "-r", str(places.lock_of("tools"))], places.build / "uv.log"
    if not run_logged(command, "Installing uv", log, places.root, {**environ, **INTO_A_FOLDER}):
        raise NoUv(log=places.named(log), tail=tail_of(log))
