"""Two supervisors over one home would write to the same databases and logs."""

import os
from pathlib import Path

import pytest

from bot.errors import AlreadyRunning
from bot.sole import alone, running_process


def test_a_second_one_is_told_about_the_first(tmp_path: Path) -> None:
    """The number is what one needs to stop it."""
    with alone(tmp_path), pytest.raises(AlreadyRunning, match=f"process {os.getpid()}"), alone(tmp_path):
        pass


def test_a_file_left_behind_means_nothing(tmp_path: Path) -> None:
    """After a power cut the file is there and nobody holds it."""
    with alone(tmp_path):
        assert running_process(tmp_path) == str(os.getpid())
    assert running_process(tmp_path) is None
