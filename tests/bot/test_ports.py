"""A port is looked at before anything is started."""

import socket
from collections.abc import Iterator

import pytest

from bot.errors import PortTaken
from bot.ports import check_ports, is_taken, wanted_ports
from bot.settings import Settings


@pytest.fixture
def listener() -> Iterator[int]:
    """The port of a program that listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_one_sentence_with_all_that_is_needed(listener: int) -> None:
    """Which port, who wanted it, and the variable that changes it."""
    wanted = wanted_ports(Settings(engine_port=listener))
    sentence = f"Port {listener} on 127.0.0.1, wanted by the engine, is taken.*DUIZHANG_ENGINE_PORT"
    with pytest.raises(PortTaken, match=sentence):
        check_ports(wanted[1:2])


def test_a_port_is_free_again_once_its_program_ended() -> None:
    """A restart right after a stop must not be refused."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("127.0.0.1", port)).close()
    assert not is_taken("127.0.0.1", port)
