"""Decisions on a demo borrower's line, and the events that carry them out."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from servicing.ledger.demo.life import Life
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import LimitDecision, LineEvent

Kind = Literal["raise", "lower", "temporary_raise", "temporary_end", "freeze", "close", "keep"]


def decide(
    life: Life, kind: Kind, at: datetime, reason: str, *, limit: Decimal | None = None, factors: str | None = None
) -> LimitDecision:
    """A decision by the lender's model; the limit becomes `limit`, or stays as it is."""
    before = life.line.total_limit
    decision = life.add(
        LimitDecision(
            decision_id=life.ref("D"),
            borrower_id=life.borrower.borrower_id,
            line_id=life.line.line_id,
            kind=kind,
            decided_at=at,
            limit_before=before,
            limit_after=before if limit is None else limit,
            currency=life.line.currency,
            reason=reason,
            factors=factors,
            decided_by="model",
            ends_at=None,
            withdrawn_at=None,
        )
    )
    life.change(life.line, total_limit=decision.limit_after)
    show_the_books(life)
    return decision


def stop_line(
    life: Life,
    at: datetime,
    status: Literal["frozen", "closed"],
    *,
    decision: LimitDecision | None = None,
    reason: str | None = None,
) -> str:
    """Freeze or close the line, by a decision or for a reason of its own; gives the line's reference."""
    line = life.change(life.line, status=status)
    life.add(
        LineEvent(
            event_id=life.ref("LE"),
            borrower_id=line.borrower_id,
            line_id=line.line_id,
            kind=status,
            occurred_at=at + timedelta(minutes=1),
            reason=reason,
            decision_id=decision.decision_id if decision else None,
        )
    )
    return line.line_id
