"""`python -m bot` finds its commands by their files and answers a slip with a sentence."""

from pathlib import Path

import pytest

from bot.__main__ import COMMANDS, command_names, first_line, main, overview


def test_an_unknown_command_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence lists what there is."""
    assert main(["dance"]) == 2
    assert capsys.readouterr().err.startswith("There is no command 'dance': the commands are ")


def test_a_command_is_found_by_being_there(tmp_path: Path) -> None:
    """One more command is one more file."""
    (tmp_path / "wave.py").write_text('"""Waves.\n\nAt length."""\n', encoding="utf-8")
    (tmp_path / "__init__.py").touch()
    assert command_names(tmp_path) == ["wave"]
    assert overview(tmp_path).endswith("wave         Waves.")


@pytest.mark.parametrize("name", command_names(COMMANDS))
def test_every_command_has_a_line_of_help(name: str) -> None:
    """The overview is made of them."""
    assert first_line(COMMANDS / f"{name}.py")
