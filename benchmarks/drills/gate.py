"""A small TCP proxy before a server that can be shut: whoever is connected is cut off, whoever comes is turned away."""

import contextlib
import socket
import threading

CHUNK = 65_536


class Gate:
    """Listens on `port` of the loopback and carries every byte to and from a server there, while it is open."""

    def __init__(self, server: tuple[str, int], port: int) -> None:
        self.port = port
        self._server, self._address = server, ("127.0.0.1", port)
        self._listening: socket.socket | None = None
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()

    def open(self) -> None:
        """From now on it can be reached."""
        self._listening = socket.create_server(self._address)
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def shut(self) -> None:
        """From now on it cannot; what is under way breaks off in the middle."""
        with self._lock:
            listening, self._listening = self._listening, None
            ends, self._lines = self._lines, []
        for each in (*ends, *([listening] if listening else [])):
            _cut(each)

    def _accept(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listening.accept()
                self._connect(near, listening)

    def _connect(self, near: socket.socket, listening: socket.socket) -> None:
        far = socket.create_connection(self._server)
        with self._lock:
            if self._listening is listening:
                self._lines += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=ends, daemon=True).start()
                return
        _cut(near)
        _cut(far)


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while chunk := source.recv(CHUNK):
            target.sendall(chunk)
    _cut(source)
    _cut(target)


def _cut(line: socket.socket) -> None:
    """Wakes whoever waits on it as well, which closing alone does not."""
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
