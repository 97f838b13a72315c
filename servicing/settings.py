"""What servicing is told from outside: where the books and the cases are, the lender's own rules, and the time."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from servicing.errors import ServicingError


class BadTime(ServicingError):
    """DUIZHANG_NOW is no ISO time with an offset, such as 2026-03-01T09:30:00+08:00. Mend it or leave it out."""


@dataclass(frozen=True)
class Settings:
    """Addresses as SQLAlchemy writes them; `now` freezes the clock (UTC), None lets it run.

    `thresholds` are folders whose files replace those that come with the program, the last one first.
    """

    home: Path = Path("var")
    ledger: str = "sqlite:///var/ledger.db"
    cases: str = "sqlite:///var/cases.db"
    now: datetime | None = None
    thresholds: tuple[Path, ...] = ()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Reads DUIZHANG_HOME, DUIZHANG_LEDGER, DUIZHANG_CASES, DUIZHANG_NOW and DUIZHANG_THRESHOLDS; raises `BadTime`.

        The last names folders as PATH does: with the system's separator between them.
        """
        home = Path(environ.get("DUIZHANG_HOME") or "var")
        ledger = environ.get("DUIZHANG_LEDGER") or f"sqlite:///{home}/ledger.db"
        cases = environ.get("DUIZHANG_CASES") or f"sqlite:///{home}/cases.db"
        folders = filter(None, (environ.get("DUIZHANG_THRESHOLDS") or "").split(os.pathsep))
        return cls(home, ledger, cases, _moment(environ.get("DUIZHANG_NOW")), tuple(map(Path, folders)))

    def clock(self) -> Callable[[], datetime]:
        """What tells the time, always in UTC and aware of it."""
        frozen = self.now
        return (lambda: datetime.now(UTC)) if frozen is None else (lambda: frozen)


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadTime from error
    if moment.tzinfo is None:
        raise BadTime
    return moment.astimezone(UTC)
