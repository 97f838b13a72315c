"""`python3 -m bot.setup` runs on a bare Python and answers wrong input with a sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.setup.__main__ import build

ROOT = Path(__file__).parents[3]


def test_an_unknown_part_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """No stack trace for a slip of the keyboard."""
    assert build(["nonsense"]) == 2
    assert capsys.readouterr().err.startswith("There is no part 'nonsense' to set up")


def test_set_up_and_doctor_import_nothing_but_the_standard_library() -> None:
    """They are what runs before anything is installed: -S and -I leave out every installed package."""
    imports = "import sys; sys.path.insert(0, sys.argv[1]); import bot.setup.parts, bot.__main__, bot.commands.doctor"
    result = subprocess.run([sys.executable, "-I", "-S", "-c", imports, str(ROOT)], capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
