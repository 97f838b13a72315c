"""How a borrower of the demo lender starts: who they are, where they live, their line, their phone and mandates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from servicing.ledger.demo.life import Life
from servicing.ledger.records import Borrower, ContactPoint, CreditLine, LineEvent, Mandate

NAMES = Path(__file__).with_name("names.yml")
PLACES = Path(__file__).with_name("places.yml")
CHANGED_IT_ONCE = 0.25
# A phone or an account that was changed this long ago explains nothing that a borrower sees now.
LONG_AGO = timedelta(days=150)


@dataclass(frozen=True)
class Place:
    """Where a borrower lives: the share of the borrowers there, in a hundred; loans are whole steps of the currency."""

    share: int
    time_zone: str
    currency: str
    step: Decimal


def introduce(life: Life) -> Place:
    """Add the borrower, and say where they live."""
    language = "zh" if life.number % 3 else "en"
    places = _places()[language]
    place = life.rng.choices(places, [each.share for each in places])[0]
    life.add(
        Borrower(
            borrower_id=f"B{life.number:04d}",
            called=_names()[language][life.number % len(_names()[language])],
            language=language,
            time_zone=place.time_zone,
        )
    )
    return place


def open_account(life: Life, opened: datetime, limit: Decimal, currency: str) -> None:
    """An open line with nothing drawn on it, a phone and a mandate; some changed the phone or the account since."""
    _add_contact(life, opened)
    open_line(life, opened, limit, currency=currency)
    _sign_mandates(life, opened)


def _add_contact(life: Life, opened: datetime) -> None:
    changed = _once_changed(life, opened)
    life.add(
        ContactPoint(
            contact_id=life.ref("CP"),
            borrower_id=life.borrower.borrower_id,
            kind="phone",
            ending=_four_digits(life),
            verified_at=changed or opened,
            changed_at=changed,
        )
    )


def open_line(
    life: Life, opened: datetime, limit: Decimal, product: str = "line", currency: str | None = None
) -> CreditLine:
    """A line of a product, with the event that opened it; in the currency of the first one where none is named."""
    line = life.add(
        CreditLine(
            line_id=life.ref("L"),
            borrower_id=life.borrower.borrower_id,
            product=product,
            total_limit=limit,
            currency=currency or life.line.currency,
            status="open",
            opened_at=opened,
            term_ends_on=None,
        )
    )
    life.add(
        LineEvent(
            event_id=life.ref("LE"),
            borrower_id=line.borrower_id,
            line_id=line.line_id,
            kind="opened",
            occurred_at=opened,
            reason=None,
            decision_id=None,
        )
    )
    return line


def _sign_mandates(life: Life, opened: datetime) -> None:
    """The mandate in force stands first; the one before it ended when it was signed."""
    renewed = _once_changed(life, opened)
    _sign(life, renewed or opened, None)
    if renewed:
        _sign(life, opened, renewed)


def _sign(life: Life, signed: datetime, ended: datetime | None) -> None:
    life.add(
        Mandate(
            mandate_id=life.ref("M"),
            borrower_id=life.borrower.borrower_id,
            account_ending=_four_digits(life),
            state="cancelled" if ended else "active",
            signed_at=signed,
            ended_at=ended,
            ended_by="borrower" if ended else None,
        )
    )


def _once_changed(life: Life, opened: datetime) -> datetime | None:
    """A moment long ago, for some of those who have been here for longer."""
    days = (life.now - LONG_AGO - opened).days
    if days < 1 or life.rng.random() >= CHANGED_IT_ONCE:
        return None
    return opened + timedelta(days=life.rng.randint(1, days))


def _four_digits(life: Life) -> str:
    return f"{life.rng.randint(0, 9999):04d}"


@cache
def _names() -> Mapping[str, Sequence[str]]:
    """Made-up first names by language."""
    names: Mapping[str, Sequence[str]] = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    return names


@cache
def _places() -> Mapping[str, Sequence[Place]]:
    raw: Mapping[str, Sequence[Mapping[str, Any]]] = yaml.safe_load(PLACES.read_text(encoding="utf-8"))
    return {
        language: [Place(**{**each, "step": Decimal(each["step"])}) for each in places]
        for language, places in raw.items()
    }
