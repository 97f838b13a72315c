"""Engine and actions are like a database server: nobody outside this machine reaches them."""

from pathlib import Path

import pytest

from tests.conversations.house import RealHouse

LISTENING = "0A"
LOOPBACK = "0100007F"
SOCKETS = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))


def _listening() -> dict[int, set[str]]:
    """The addresses at which something listens, in the kernel's own notation, by port."""
    found: dict[int, set[str]] = {}
    for line in [line for file in SOCKETS if file.exists() for line in file.read_text().splitlines()[1:]]:
        _, local, _, state, *_ = line.split()
        address, port = local.split(":")
        if state == LISTENING:
            found.setdefault(int(port, 16), set()).add(address)
    return found


@pytest.mark.engine
@pytest.mark.skipif(not SOCKETS[0].exists(), reason="only Linux tells who listens where")
def test_engine_and_actions_listen_on_the_loopback_only(house: RealHouse) -> None:
    """Rasa's own default for the action server is every address."""
    listening = _listening()
    assert listening[house.settings.engine_port] == {LOOPBACK}
    assert listening[house.settings.actions_port] == {LOOPBACK}
