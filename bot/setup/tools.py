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


def uv(places: Places, environ: Mapping[str, str]) -> Path:
    """A uv that runs; raises `NoVenv` or `NoUv`."""
    own = places.environments / "tools" / "bin" / "uv"
    found = shutil.which("uv", path=environ.get("PATH", os.defpath))
    for candidate in (Path(found) if found else own, own):
        if answer_of([candidate, "--version"]):
            return candidate
    _install(places)
    return own


def index_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for uv, which does not read pip's settings: whoever gave pip a mirror means uv as well."""
    if "UV_DEFAULT_INDEX" in environ or "UV_INDEX_URL" in environ:
        return dict(environ)
    ask_pip = words(sys.executable, "-m", "pip", "config", "get", "global.index-url")
    mirror = environ.get("PIP_INDEX_URL") or answer_of(ask_pip)
    return {**environ, "UV_DEFAULT_INDEX": mirror} if mirror else dict(environ)


def _install(places: Places) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise NoVenv(python=sys.executable)
    folder, log = places.environments / "tools", places.build / "tools.log"
    shutil.rmtree(folder, ignore_errors=True)
    if not run_logged([sys.executable, "-m", "venv", folder], "Making a place for uv", log, places.root):
        raise NoVenv(python=sys.executable)
    install_into(folder / "bin" / "python", places)


def install_into(python: Path, places: Places) -> None:
    """Installs uv beside the Python, from its lock file; raises `NoUv`."""
    pip = words(python, "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes")
    log = places.build / "uv.log"
    if not run_logged([*pip, "-r", str(places.lock_of("tools"))], "Installing uv", log, places.root):
        raise NoUv(log=places.named(log), tail=tail_of(log))
