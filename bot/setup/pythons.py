"""Finds a Python 3.10 for the engine: on the PATH, then under pyenv, then uv's. A candidate is run to be believed."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.setup.commands import answer_of, run_logged
from bot.setup.faults import NoPython310
from bot.setup.places import Places

WANTED = "3.10"
ASK_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"


def python310(uv: Path, places: Places, environ: Mapping[str, str]) -> Path:
    """A Python 3.10 that runs; raises `NoPython310`."""
    found = present_python310(environ) or _uv_python310(uv) or _downloaded(uv, places, environ)
    if found is None:
        raise NoPython310
    return found


def present_python310(environ: Mapping[str, str]) -> Path | None:
    """The first candidate on the PATH or under pyenv that really is a Python 3.10."""
    candidates = (*_on_path(environ), *_under_pyenv(environ))
    return next((each for each in candidates if runs_as_wanted(each)), None)


def runs_as_wanted(python: Path) -> bool:
    """Whether it runs and says that it is a Python 3.10; a pyenv shim of that name may do neither."""
    return answer_of([python, "-c", ASK_VERSION]) == WANTED


def _on_path(environ: Mapping[str, str]) -> Iterator[Path]:
    for name in ("python3.10", "python3"):
        found = shutil.which(name, path=environ.get("PATH", os.defpath))
        if found:
            yield Path(found)


def _under_pyenv(environ: Mapping[str, str]) -> Iterator[Path]:
    root = environ.get("PYENV_ROOT") or str(Path(environ.get("HOME") or Path.home()) / ".pyenv")
    newest_first = sorted(Path(root).glob("versions/3.10.*"), key=_patch, reverse=True)
    yield from (version / "bin" / "python3.10" for version in newest_first)


def _patch(version: Path) -> int:
    last = version.name.rpartition(".")[2]
    return int(last) if last.isdigit() else -1


def _uv_python310(uv: Path) -> Path | None:
    answer = answer_of([uv, "python", "find", WANTED, "--python-preference", "only-managed"])
    return Path(answer) if answer and runs_as_wanted(Path(answer)) else None


def _downloaded(uv: Path, places: Places, environ: Mapping[str, str]) -> Path | None:
    log = places.build / "python310.log"
    without_links = {**environ, "UV_PYTHON_INSTALL_BIN": "0"}
    run_logged([uv, "python", "install", WANTED], "Downloading a Python 3.10", log, places.root, without_links)
    return _uv_python310(uv)
