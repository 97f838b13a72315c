"""A Python 3.10 is found where people have it, and a candidate that does not run is passed over."""

from pathlib import Path

import pytest

from bot.setup.faults import NoPython310
from bot.setup.pythons import present_python310, python310
from tests.bot.setup.stand_ins import FAILS, PYTHON310, SHIM, clone, program


def environment(tmp_path: Path) -> dict[str, str]:
    """A PATH and a home with nothing in them yet."""
    return {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "home")}


def test_the_path_comes_first(tmp_path: Path) -> None:
    """Whoever put a Python 3.10 on the PATH means it to be used."""
    wanted = program(tmp_path / "bin/python3.10", PYTHON310)
    program(tmp_path / "home/.pyenv/versions/3.10.13/bin/python3.10", PYTHON310)
    assert present_python310(environment(tmp_path)) == wanted


def test_a_shim_that_fails_is_passed_over_for_pyenvs_newest(tmp_path: Path) -> None:
    """pyenv puts a python3.10 on the PATH that only says "not found" when another version is chosen."""
    program(tmp_path / "bin/python3.10", SHIM)
    program(tmp_path / "home/.pyenv/versions/3.10.9/bin/python3.10", PYTHON310)
    newest = program(tmp_path / "home/.pyenv/versions/3.10.13/bin/python3.10", PYTHON310)
    assert present_python310(environment(tmp_path)) == newest


def test_a_python_of_another_version_is_not_believed(tmp_path: Path) -> None:
    """The name of a file is no proof of what it is."""
    program(tmp_path / "bin/python3.10", "#!/bin/sh\necho 3.12\n")
    assert present_python310(environment(tmp_path)) is None


def test_uv_is_asked_last(tmp_path: Path) -> None:
    """A Python that uv keeps is as good as any, once there is no other."""
    managed = program(tmp_path / "managed/python3.10", PYTHON310)
    uv = program(tmp_path / "uv", f"#!/bin/sh\necho {managed}\n")
    assert python310(uv, clone(tmp_path), environment(tmp_path)) == managed


def test_without_any_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    """The person at the machine can only act on a sentence that names what is missing."""
    uv = program(tmp_path / "uv", FAILS)
    with pytest.raises(NoPython310, match=r"No Python 3\.10.*pyenv install 3\.10"):
        python310(uv, clone(tmp_path), environment(tmp_path))
