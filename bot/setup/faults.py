"""Why set-up can stop: each says in a sentence what is missing and what to do."""

from bot.errors import Refusal


class Unready(Refusal):
    """Set-up cannot be finished."""


class NoSuchPart(Unready):
    """There is no part {part!r} to set up: the parts are {parts}."""


class NoVenv(Unready):
    """This Python ({python}) cannot make environments, which set-up needs to get uv: install the missing package
    (on Debian or Ubuntu: apt-get install python3-venv), or put uv on the PATH, and run again."""


class NoUv(Unready):
    """uv is not on the PATH and could not be installed with pip; check the network and pip's settings and run again,
    or put uv on the PATH. The end of {log}:{tail}"""


class NoPython310(Unready):
    """No Python 3.10, which the engine needs: none that runs on the PATH, none under pyenv, and uv could not download
    one. Install one (for example with: pyenv install 3.10), or give uv a mirror (UV_PYTHON_INSTALL_MIRROR), and run
    again."""


class NotInstalled(Unready):
    """The {environment} environment could not be built; check the network (uv reads UV_DEFAULT_INDEX and
    SSL_CERT_FILE) and run again. The end of {log}:{tail}"""


class NotLocked(Unready):
    """{lock} could not be renewed and is unchanged. The end of {log}:{tail}"""


class NoLock(Unready):
    """{lock} is missing: restore it from git, or run make lock."""


class NothingToTrain(Unready):
    """{missing} is missing, without which no model can be trained: restore it from git."""


class BrokenYaml(Unready):
    """Nothing was trained or started, because of broken YAML; mend it and run again:{faults}"""


class NotTrained(Unready):
    """The model could not be trained, and no half-made one was kept. The end of {log}:{tail}"""
