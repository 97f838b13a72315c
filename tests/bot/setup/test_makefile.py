"""The two commands of the README start here, on machines that may lack everything."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.bot.setup.stand_ins import program

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")


def make(*words: str, path: str = os.environ["PATH"], **told: str) -> subprocess.CompletedProcess[str]:
    """Runs make as a person would; settings of a make around us are left out."""
    environment = {"PATH": path, "HOME": os.environ.get("HOME", "/"), **told}
    command = [str(shutil.which("make")), "--no-print-directory", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_help_is_the_default_and_lists_every_target_for_people() -> None:
    """A target without a comment is for other targets only."""
    assert make().stdout == make("help").stdout
    listed = [line.split()[1] for line in make().stdout.splitlines()]
    assert listed == [
        "help", "setup", "run", "chat", "test", "check", "conversations", "transcripts", "train", "pictures",
        "first-answer",
        "doctor", "lock", "reset", "clean",
    ]  # fmt: skip


def test_one_command_makes_every_picture_of_the_readme_anew() -> None:
    """A picture that no command renews shows yesterday's bot."""
    shown = set(re.findall(r"docs/pictures/([\w-]+)\.png", (ROOT / "README.md").read_text(encoding="utf-8")))
    drawn = {f"{name}-{language}" for name in ("journey", "limit") for language in ("zh", "en")}
    commands = make("-n", "pictures").stdout
    assert "-m tests.bot.pictures" in commands
    assert shown - drawn <= set(re.findall(r"build/screenshots/([\w-]+)\.png", commands))


def test_bytecode_is_kept_whatever_a_container_says(tmp_path: Path) -> None:
    """Otherwise each start compiles every library anew."""
    program(tmp_path / "python3", '#!/bin/sh\necho "it says ${PYTHONDONTWRITEBYTECODE-nothing}"\n')
    said = make("train", path=f"{tmp_path}:/bin:/usr/bin", PYTHONDONTWRITEBYTECODE="1")
    assert said.stdout.splitlines() == ["it says nothing"]


def test_a_python_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    """`python3` may be an old one while a newer stands beside it."""
    program(tmp_path / "python3", "#!/bin/sh\nexit 1\n")
    program(tmp_path / "python3.12", "#!/bin/sh\nexit 0\n")
    assert "python3.12 -m bot.setup all" in make("-n", "setup", path=f"{tmp_path}:/bin").stdout


def test_without_any_python_the_sentence_says_what_is_needed(tmp_path: Path) -> None:
    """Exit code 2 and one line above make's own."""
    for name in ("python3", "python3.13", "python3.12", "python3.11"):
        program(tmp_path / name, "#!/bin/sh\nexit 1\n")
    result = make("setup", path=f"{tmp_path}:/bin")
    assert result.returncode == 2
    assert result.stderr.splitlines()[0].startswith("Python 3.11 or newer is needed and none was found")
