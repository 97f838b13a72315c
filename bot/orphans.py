"""Children that die with their parent, however it dies, where the platform can do that."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def dies_with_us() -> Callable[[], None] | None:
    """What a child does before it becomes its program; None where the platform has no such thing."""
    if sys.platform != "linux":
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
        if os.getppid() != parent:  # it died before we were tied to it
            os._exit(1)

    return tie
