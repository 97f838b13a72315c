"""Whoever waits is told what for; whoever does not wait is told nothing."""

import io

from bot.setup.progress import Progress


class Terminal(io.StringIO):
    """Says that it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def shown(out: io.StringIO, moments: list[float]) -> str:
    """What is shown when the line is ticked at these moments and ends at the last."""
    now = [0.0]
    progress = Progress("Working", out, clock=lambda: now[0])
    for now[0] in moments[:-1]:
        progress.tick()
    now[0] = moments[-1]
    progress.end()
    return out.getvalue()


def test_what_is_quickly_over_is_not_mentioned() -> None:
    """A second run should be silent."""
    assert shown(io.StringIO(), [0.3, 0.6, 1.0]) == ""


def test_a_log_gets_a_line_every_ten_seconds() -> None:
    """A CI that sees nothing for minutes ends the job; one that sees each second is unreadable."""
    moments = [float(second) for second in range(1, 25)]
    assert shown(io.StringIO(), moments) == (
        "Working ... 2 s\nWorking ... 12 s\nWorking ... 22 s\nWorking: done in 24 s\n"
    )


def test_a_terminal_gets_one_line_in_place() -> None:
    """A person sees the seconds go by."""
    assert shown(Terminal(), [2.0, 3.0, 4.0]) == "\rWorking ... 2 s \rWorking ... 3 s \rWorking: done in 4 s\n"
