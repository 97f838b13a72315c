"""What a check says, and what it works with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.setup.places import Places


class Level(Enum):
    """How bad it is: only a fault keeps Duizhang from running."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One sentence, and what to do when it is not fine."""

    level: Level
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        line = f"{self.level.value:<8} {self.what}"
        return f"{line}\n{'':<8} -> {self.remedy}" if self.remedy else line


def ok(what: str) -> Finding:
    """All is well."""
    return Finding(Level.OK, what)


def warning(what: str, remedy: str) -> Finding:
    """Duizhang runs, or could not be looked at."""
    return Finding(Level.WARNING, what, remedy)


def fault(what: str, remedy: str) -> Finding:
    """Duizhang does not run, or not rightly."""
    return Finding(Level.FAULT, what, remedy)


@dataclass(frozen=True)
class Bench:
    """The set-up under examination."""

    places: Places
    environ: Mapping[str, str]
