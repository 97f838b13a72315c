"""Other programs are run quietly, watched, and quoted when they fail."""

import sys
import time
from pathlib import Path

import pytest

from bot.setup.commands import answer_of, run_logged, started_logged, tail_of


def test_what_a_program_says_goes_to_the_log(tmp_path: Path) -> None:
    """Set-up shows one line; the rest is there for whoever needs it."""
    log = tmp_path / "deep" / "x.log"
    assert run_logged([sys.executable, "-c", "print('said')"], "Trying", log, tmp_path)
    assert tail_of(log) == "\n  said"


def test_a_failure_is_told(tmp_path: Path) -> None:
    """The caller decides what it means."""
    assert not run_logged([sys.executable, "-c", "raise SystemExit(1)"], "Trying", tmp_path / "x.log", tmp_path)


def test_what_is_started_beside_runs_meanwhile_and_ends_with_the_block(tmp_path: Path) -> None:
    """The demo's books are written while the model is trained; when that fails, nobody waits for the books."""
    log = tmp_path / "x.log"
    long = [sys.executable, "-uc", "import time; print('began'); time.sleep(60)"]
    with started_logged(long, "Trying", log, tmp_path) as ended_well:
        until = time.monotonic() + 20
        while not tail_of(log) and time.monotonic() < until:
            time.sleep(0.01)
    assert tail_of(log) == "\n  began"
    assert not ended_well()


def test_a_tail_has_no_colours_and_no_empty_lines(tmp_path: Path) -> None:
    """Terminal codes and blank lines push what matters out of sight."""
    log = tmp_path / "x.log"
    log.write_text("1\n2\n\n\x1b[91m3\x1b[0m\n\n", encoding="utf-8")
    assert tail_of(log, lines=2) == "\n  2\n  3"


@pytest.mark.parametrize("command", [["/no/such/program"], [sys.executable, "-c", "raise SystemExit(127)"]])
def test_a_candidate_that_does_not_run_has_no_answer(command: list[str]) -> None:
    """A shim on the PATH may exist and still lead nowhere."""
    assert answer_of(command) is None
