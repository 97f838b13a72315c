"""Is there a Python 3.10 for the engine?"""

from collections.abc import Iterator

from bot.doctor.findings import Bench, Finding, ok, warning
from bot.setup.environments import is_current
from bot.setup.pythons import present_python310


def check(bench: Bench) -> Iterator[Finding]:
    """One finding; a missing one is no fault yet, since uv may be able to download it."""
    if is_current("engine", bench.places):
        yield ok("Python 3.10 is in the engine's environment")
    elif found := present_python310(bench.environ):
        yield ok(f"Python 3.10 is at {found}")
    else:
        yield warning(
            "no Python 3.10 that runs is on the PATH or under pyenv",
            "make setup lets uv download one; without a network: pyenv install 3.10, or your system's python3.10",
        )
