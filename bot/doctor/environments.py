"""Are both environments whole and made from today's lock files?"""

from collections.abc import Iterator

from bot.doctor.findings import Bench, Finding, fault, ok
from bot.setup.environments import ENVIRONMENTS, is_current, stamped


def check(bench: Bench) -> Iterator[Finding]:
    """A finding an environment."""
    for name in ENVIRONMENTS:
        yield _finding(name, bench)


def _finding(name: str, bench: Bench) -> Finding:
    if is_current(name, bench.places):
        return ok(f"the {name} environment is current")
    if not bench.places.python_of(name).exists():
        return fault(f"the {name} environment is missing", "make setup")
    if stamped(name, bench.places) is None:
        return fault(f"the {name} environment is half made", "make setup")
    return fault(f"the {name} environment is older than its lock file, or for another Python", "make setup")
