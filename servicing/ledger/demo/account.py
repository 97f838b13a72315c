"""How a borrower of the demo lender starts: who they are, their line, its yearly decision and their mandate."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from servicing.ledger.demo.life import Life
from servicing.ledger.records import Borrower, ContactPoint, CreditLine, LimitDecision, LineEvent, Mandate

NAMES = Path(__file__).with_name("names.yml")


@cache
def _names() -> Mapping[str, Sequence[str]]:
    """Made-up first names by language."""
    names: Mapping[str, Sequence[str]] = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    return names


def open_account(life: Life) -> None:
    """A borrower with an open line and nothing drawn on it."""
    language = "zh" if life.number % 3 else "en"
    life.add(
        Borrower(
            borrower_id=f"B{life.number:04d}",
            called=_names()[language][life.number % len(_names()[language])],
            language=language,
            time_zone="Asia/Shanghai",
        )
    )
    opened = life.now - timedelta(days=life.rng.randint(500, 1100))
    limit = Decimal(life.rng.randint(4, 12) * 5000)
    _add_contact(life, opened)
    open_line(life, opened, limit)
    _add_decision(life, limit)
    _sign_mandate(life, opened)


def _add_contact(life: Life, opened: datetime) -> None:
    life.add(
        ContactPoint(
            contact_id=life.ref("CP"),
            borrower_id=life.borrower.borrower_id,
            kind="phone",
            ending=_four_digits(life),
            verified_at=opened,
            changed_at=None,
        )
    )


def open_line(life: Life, opened: datetime, limit: Decimal, product: str = "line") -> CreditLine:
    """A line of a product, with the event that opened it."""
    line = life.add(
        CreditLine(
            line_id=life.ref("L"),
            borrower_id=life.borrower.borrower_id,
            product=product,
            total_limit=limit,
            currency="CNY",
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


def _add_decision(life: Life, limit: Decimal) -> None:
    """The yearly look at the line: it stays as it is."""
    life.add(
        LimitDecision(
            decision_id=life.ref("D"),
            borrower_id=life.borrower.borrower_id,
            line_id=life.line.line_id,
            kind="keep",
            decided_at=life.now - timedelta(days=life.rng.randint(120, 200)),
            limit_before=limit,
            limit_after=limit,
            currency="CNY",
            reason="good_standing",
            factors="paid_on_time",
            decided_by="model",
            ends_at=None,
            withdrawn_at=None,
        )
    )


def _sign_mandate(life: Life, opened: datetime) -> None:
    life.add(
        Mandate(
            mandate_id=life.ref("M"),
            borrower_id=life.borrower.borrower_id,
            account_ending=_four_digits(life),
            state="active",
            signed_at=opened,
            ended_at=None,
            ended_by=None,
        )
    )


def _four_digits(life: Life) -> str:
    return f"{life.rng.randint(0, 9999):04d}"
