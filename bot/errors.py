"""The one error tree of the bot; a docstring is the message, and it says what to do about it."""

import inspect


class Refusal(Exception):
    """What was asked for cannot be done."""

    exit_code = 2

    def __init__(self, **facts: object) -> None:
        super().__init__(*facts.values())
        self.facts = facts

    def __str__(self) -> str:
        sentence = " ".join(inspect.cleandoc(self.__doc__ or "").split())
        return sentence.format(**self.facts)


class BadPort(Refusal):
    """{variable} is {value!r}, which is no port: give a whole number from 1 to 65535."""


class BadDays(Refusal):
    """{variable} is {value!r}, which is no number of days: give a whole number from 0 (for ever) to 36500."""


class SamePort(Refusal):
    """{first} and {second} both say {port}: the two need a port each."""


class PortTaken(Refusal):
    """Port {port} on {host}, wanted by {wanted_by}, is taken: stop the program that holds it, or set {variable} to
    a free port. Nothing was started."""


class AlreadyRunning(Refusal):
    """Duizhang already runs from {home} (process {process}): use it, stop it, or set DUIZHANG_HOME to another folder.
    Nothing was started."""


class NoSuchCommand(Refusal):
    """There is no command {command!r}: the commands are {commands}."""
