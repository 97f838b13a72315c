"""Are the three ports free, or held by the Duizhang that runs from here?"""

from collections.abc import Iterator

from bot.doctor.findings import Bench, Finding, fault, ok
from bot.ports import WantedPort, is_taken, wanted_ports
from bot.settings import Settings
from bot.sole import running_process


def check(bench: Bench) -> Iterator[Finding]:
    """A finding a port."""
    settings = Settings.from_environment(bench.environ)
    ours = running_process(settings.home)
    for wanted in wanted_ports(settings):
        yield _finding(wanted, ours)


def _finding(wanted: WantedPort, ours: str | None) -> Finding:
    port = f"port {wanted.port} for {wanted.wanted_by}"
    if not is_taken(wanted.host, wanted.port):
        return ok(f"{port} is free")
    if ours:
        return ok(f"{port} is in use while Duizhang runs (process {ours})")
    return fault(f"{port} is taken by another program", f"stop that program, or set {wanted.variable} to a free port")
