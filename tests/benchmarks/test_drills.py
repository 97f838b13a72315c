"""The drills count what they are about, and their gate is really shut."""

import socket
import threading

import pytest

from benchmarks.crash.running import Load
from benchmarks.drills.gate import Gate
from benchmarks.drills.load import Tally, tally
from tests.bot.live import free_port

# One person says line 0, line 1, line 2.
LOAD = Load(messages=3, people=1, a_second=1.0, kills=0, seed=1)
WHOLE = ["re line 0", "re line 1", "re line 2"]


@pytest.mark.parametrize(
    ("told", "found", "is_good"),
    [
        (WHOLE, Tally(0, 0, 0, 0), True),
        (["sorry", *WHOLE], Tally(0, 0, 0, 1), True),
        (["sorry", "re line 0", "re line 2"], Tally(1, 0, 0, 1), False),
        ([*WHOLE, "re line 1"], Tally(0, 1, 0, 0), False),
        (["re line 1", "re line 0", "re line 2"], Tally(0, 0, 1, 0), False),
        ([], Tally(3, 0, 0, 0), False),
    ],
)
def test_what_became_of_a_load_is_counted(told: list[str], found: Tally, is_good: bool) -> None:
    """An apology is no answer, and an answer counts once."""
    assert tally(LOAD, {1: told}) == found
    assert found.is_good is is_good


def test_a_gate_carries_while_it_is_open_and_cuts_when_it_is_shut() -> None:
    """Whoever is connected notices at once, nobody new comes in, and open again it is as before."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_echo, args=(server,), daemon=True).start()
        gate = Gate(server.getsockname(), free_port())
        gate.open()
        with _through(gate) as line:
            assert _said_back(line) == b"hello"
            gate.shut()
            assert line.recv(1) == b""
        with pytest.raises(ConnectionError):
            _through(gate)
        gate.open()
        with _through(gate) as line:
            assert _said_back(line) == b"hello"
        gate.shut()


def _through(gate: Gate) -> socket.socket:
    return socket.create_connection(("127.0.0.1", gate.port), timeout=5)


def _said_back(line: socket.socket) -> bytes:
    line.sendall(b"hello")
    return line.recv(5)


def _echo(server: socket.socket) -> None:
    while True:
        try:
            line, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=lambda each: each.sendall(each.recv(5)), args=(line,), daemon=True).start()
