"""uv is found where it is, and is told what pip was told."""

from pathlib import Path

import pytest

from bot.setup import tools
from bot.setup.faults import NoUv
from bot.setup.tools import index_settings, uv
from tests.bot.setup.stand_ins import FAILS, UV, clone, program

# Writes the uv that it is asked for, and fails when it is asked for anything else, such as an environment.
PIP = """#!/bin/sh
case "$*" in *"-m pip install "*"--target {folder} "*) ;; *) exit 1 ;; esac
test "$PIP_REQUIRE_VIRTUALENV$PIP_USER" = 00 || exit 1
mkdir -p {folder}/bin && printf '#!/bin/sh\nexit 0\n' > {folder}/bin/uv && chmod +x {folder}/bin/uv
"""


def test_the_uv_on_the_path_is_used(tmp_path: Path) -> None:
    """Whoever has uv needs no second one."""
    found = program(tmp_path / "bin/uv", UV.format(calls=tmp_path / "calls"))
    assert uv(clone(tmp_path), {"PATH": str(tmp_path / "bin")}) == found


def test_a_uv_that_does_not_run_is_passed_over_for_our_own(tmp_path: Path) -> None:
    """A shim by that name may lead nowhere."""
    program(tmp_path / "bin/uv", FAILS)
    own = program(tmp_path / ".envs/tools/bin/uv", UV.format(calls=tmp_path / "calls"))
    assert uv(clone(tmp_path), {"PATH": str(tmp_path / "bin")}) == own


def test_a_uv_that_cannot_be_installed_is_one_sentence(tmp_path: Path) -> None:
    """Without its lock file pip refuses at once, which stands here for any reason pip may have."""
    places = clone(tmp_path)
    with pytest.raises(NoUv, match="could not be installed with pip"):
        tools.install_into(tmp_path / "tools", program(tmp_path / "bin/python", FAILS), places, {})


def test_the_pip_that_is_there_installs_uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place with a pip of its own takes longer to make than uv; a person's settings of pip do not stop it."""
    places, settings = clone(tmp_path), {"PATH": "/bin:/usr/bin", "PIP_REQUIRE_VIRTUALENV": "1", "PIP_USER": "1"}
    pip = program(tmp_path / "bin/python", PIP.format(folder=places.environments / "tools"))
    monkeypatch.setattr("sys.executable", str(pip))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name == "pip")
    assert uv(places, settings).exists()


def test_a_mirror_given_to_pip_is_given_to_uv() -> None:
    """uv does not read pip's settings, and behind a wall only the mirror answers."""
    assert index_settings({"PIP_INDEX_URL": "mirror"})["UV_DEFAULT_INDEX"] == "mirror"


def test_what_uv_was_told_is_left_alone() -> None:
    """uv's own setting is the more exact one."""
    told = {"PIP_INDEX_URL": "mirror", "UV_DEFAULT_INDEX": "another"}
    assert index_settings(told) == told
