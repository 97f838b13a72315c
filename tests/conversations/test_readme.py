"""The README shows what really happens: its conversation is one that is had, its table names every cause."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conversations.house import RealHouse, real_house
from tests.conversations.play import play
from tests.conversations.printing import printed
from tests.conversations.readme import README, which_conversation, with_conversation, with_symptoms
from tests.conversations.transcript import FOLDER, read

TEXT = README.read_text(encoding="utf-8")


@pytest.mark.engine
async def test_the_conversation_in_the_readme_is_the_one_that_is_had(house: RealHouse) -> None:
    """Run `python -m tests.conversations --write-readme` after a change of words."""
    name, language = which_conversation(TEXT)
    outcome = await play(house, read(FOLDER / f"{name}.yml"), language)
    assert with_conversation(TEXT, printed(outcome)) == TEXT


def test_the_table_names_every_cause() -> None:
    """A new cause shows in the README; `--write-readme` writes it."""
    assert with_symptoms(TEXT) == TEXT


def test_what_the_readme_points_at_is_there() -> None:
    """Files, pictures and make targets that it names exist."""
    root = README.parent
    linked = re.findall(r"\]\(([^)#]+)\)", TEXT) + re.findall(r"`(docs/[\w./-]+)`", TEXT)
    assert [each for each in linked if not (root / each).exists()] == []
    targets = set(re.findall(r"make ([a-z-]+)", TEXT)) - {"make"}
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    assert [each for each in targets if not re.search(rf"^{each}:", makefile, re.M)] == []


def test_the_commands_for_an_engineer_answer(tmp_path: Path) -> None:
    """What the README tells an engineer to type gives what it says, on the demo lender's books."""
    commands = re.findall(r"^    (python -m servicing\.\S+ .*)$", TEXT, re.M)
    assert commands
    with real_house(tmp_path, processes=()) as house:
        for command in commands:
            words = [sys.executable, *command.split()[1:]]
            done = subprocess.run(words, env=dict(house.environ), capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert "found: in_clearing" in done.stdout
