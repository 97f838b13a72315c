"""What servicing is told from outside: where the books and the cases are, the lender's own rules, and the time."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from servicing.errors import ServicingError

PROOF_MINUTES = 30
MOST_PROOF_MINUTES = 43_200  # thirty days
SHORTEST_KEY = 32


class BadTime(ServicingError):
    """DUIZHANG_NOW is no ISO time with an offset, such as 2026-03-01T09:30:00+08:00. Mend it or leave it out."""


class BadMinutes(ServicingError):
    """DUIZHANG_PROOF_MINUTES is no whole number from 0 (a proof never ages) to 43200. Mend it or leave it out."""


class WeakCodeKey(ServicingError):
    """DUIZHANG_CODE_KEY is shorter than 32 characters. Take a longer one, made by chance, or leave it out."""


@dataclass(frozen=True)
class Settings:
    """Addresses as SQLAlchemy writes them; `now` freezes the clock (UTC), None lets it run.

    `thresholds` are folders whose files replace those that come with the program, the last one first. `proof_lasts` is
    how long somebody may be silent before they prove again who they are, None for ever; `phones` is a file of whose
    phone is whose; `code_key` is what codes are hashed with, None for one of our own in `home`.
    """

    home: Path = Path("var")
    ledger: str = "sqlite:///var/ledger.db"
    cases: str = "sqlite:///var/cases.db"
    now: datetime | None = None
    thresholds: tuple[Path, ...] = ()
    proof_lasts: timedelta | None = timedelta(minutes=PROOF_MINUTES)
    phones: Path | None = None
    code_key: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Reads DUIZHANG_HOME, _LEDGER, _CASES, _NOW, _THRESHOLDS, _PROOF_MINUTES, _PHONES and _CODE_KEY.

        DUIZHANG_THRESHOLDS names folders as PATH does: with the system's separator between them. Raises `BadTime`,
        `BadMinutes` or `WeakCodeKey`.
        """
        home = Path(environ.get("DUIZHANG_HOME") or "var")
        ledger = environ.get("DUIZHANG_LEDGER") or f"sqlite:///{home}/ledger.db"
        cases = environ.get("DUIZHANG_CASES") or f"sqlite:///{home}/cases.db"
        folders = filter(None, (environ.get("DUIZHANG_THRESHOLDS") or "").split(os.pathsep))
        phones = environ.get("DUIZHANG_PHONES")
        return cls(
            home,
            ledger,
            cases,
            _moment(environ.get("DUIZHANG_NOW")),
            tuple(map(Path, folders)),
            _proof_lasts(environ.get("DUIZHANG_PROOF_MINUTES")),
            Path(phones) if phones else None,
            _code_key(environ.get("DUIZHANG_CODE_KEY")),
        )

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


def _proof_lasts(text: str | None) -> timedelta | None:
    minutes = text or str(PROOF_MINUTES)
    is_number = minutes.isascii() and minutes.isdigit() and len(minutes) <= len(str(MOST_PROOF_MINUTES))
    if not is_number or int(minutes) > MOST_PROOF_MINUTES:
        raise BadMinutes
    return timedelta(minutes=int(minutes)) or None


def _code_key(text: str | None) -> str | None:
    if text and len(text) < SHORTEST_KEY:
        raise WeakCodeKey
    return text or None
