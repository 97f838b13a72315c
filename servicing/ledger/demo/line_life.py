"""What befalls a demo borrower's line: when that can be, limit set aside on it, and the latest repayment made anew."""

from datetime import datetime, timedelta
from decimal import Decimal

from servicing.ledger.demo.deciding import decide, stop_line
from servicing.ledger.demo.life import Life, Paid
from servicing.ledger.demo.paying import pay_last_at
from servicing.ledger.demo.showing import show_the_books
from servicing.ledger.records import (
    Hold,
    LimitDecision,
    LineEvent,
    Loan,
    Posting,
    SecurityEvent,
)

HOUR = timedelta(hours=1)
# Channels that book within the hour, so that a repayment of this morning is booked by now.
AT_ONCE = ("quick_pay", "card", "auto_debit")
DOUBTS = ("unusual_login", "new_device", "phone_changed", "identity_changed")


def lately(life: Life, most_days: float, least_hours: float = 2) -> datetime:
    """A moment of the last days, after whatever was drawn, decided or done on the line before."""
    return _after(life, _last_change(life), most_days, least_hours)


def later(life: Life, moment: datetime, least_hours: float = 1) -> datetime:
    """A moment between that one and now."""
    return _after(life, moment, (life.now - moment) / timedelta(days=1), least_hours)


def since_the_last_repayment(life: Life, most_days: float, least_hours: float = 2) -> datetime:
    """A moment of the last days, after the last repayment was booked."""
    return _after(life, max(_repaid(life)), most_days, least_hours)


def repay_last(life: Life, most_days: float, least_hours: float = 2) -> Paid:
    """Make the latest payment anew in the last days, after every other repayment and change of the line."""
    own = life.last_payment.posting.posted_at
    others = [each for each in _repaid(life) if each != own]
    at = _after(life, max([_last_change(life), *others]), most_days, least_hours)
    return pay_last_at(life, at, life.rng.choice(AT_ONCE))


def cut(life: Life) -> Decimal:
    """A lower limit than the line has: three to six parts of it, less one; whole units of the currency."""
    return life.line.total_limit - life.line.total_limit // life.rng.randint(3, 6)


def lower(life: Life, at: datetime, reason: str, factors: str | None = None) -> LimitDecision:
    """A decision lowers the limit; one in three is for a time that is not over."""
    decision = decide(life, "lower", at, reason, limit=cut(life), factors=factors)
    ends_at = life.now + timedelta(days=life.rng.randint(5, 90)) if life.rng.random() < 1 / 3 else None
    return life.change(decision, ends_at=ends_at)


def put_back(life: Life, decision: LimitDecision) -> None:
    """What a decision did to the limit is undone: it is withdrawn as an error, or a new one raises the limit again."""
    at = later(life, decision.decided_at)
    if life.rng.random() < 0.5:
        decide(life, "raise", at, "good_standing", limit=decision.limit_before, factors="paid_on_time")
    else:
        life.change(decision, withdrawn_at=at)
        life.change(life.line, total_limit=decision.limit_before)
        show_the_books(life)


def set_aside(life: Life, amount: Decimal, reason: str, at: datetime, due_at: datetime | None = None) -> Hold:
    """A part of the limit is reserved from a moment on."""
    return life.add(
        Hold(
            hold_id=life.ref("H"),
            borrower_id=life.borrower.borrower_id,
            kind="limit_reservation",
            line_id=life.line.line_id,
            instruction_id=None,
            posting_id=None,
            amount=amount,
            currency=life.line.currency,
            reason=reason,
            placed_at=at,
            due_at=due_at,
            released_at=None,
        )
    )


def let_go(life: Life, hold: Hold) -> None:
    """The hold ends some time before now."""
    life.change(hold, released_at=later(life, hold.placed_at))


def stop_by_decision(
    life: Life, at: datetime, reason: str, factors: str | None = None
) -> tuple[LimitDecision, LineEvent]:
    """A decision freezes or closes the line; one freeze in three is for a time that is not over."""
    closes = life.rng.random() < 0.5
    decision = decide(life, "close" if closes else "freeze", at, reason, factors=factors)
    if not closes and life.rng.random() < 1 / 3:
        decision = life.change(decision, ends_at=life.now + timedelta(days=life.rng.randint(5, 60)))
    stop_line(life, at, "closed" if closes else "frozen", decision=decision)
    return decision, last_event(life)


def last_event(life: Life) -> LineEvent:
    """The latest event in the life of the line."""
    own = (each for each in life.all(LineEvent) if each.line_id == life.line.line_id)
    return max(own, key=lambda each: each.occurred_at)


def open_again(life: Life, at: datetime) -> None:
    """The line is let go, or opened again."""
    status = life.line.status
    life.change(life.line, status="open")
    life.add(
        LineEvent(
            event_id=life.ref("LE"),
            borrower_id=life.borrower.borrower_id,
            line_id=life.line.line_id,
            kind="unfrozen" if status == "frozen" else "reopened",
            occurred_at=at,
            reason=None,
            decision_id=None,
        )
    )


def doubt(life: Life, kind: str, at: datetime) -> SecurityEvent:
    """Something puts the safety of the account in doubt, and stops the line; nobody has confirmed it."""
    row = SecurityEvent(
        event_id=life.ref("SE"),
        borrower_id=life.borrower.borrower_id,
        line_id=life.line.line_id,
        kind="new_device",
        occurred_at=at,
        resolved_at=None,
    )
    return life.change(row, kind=kind)


def _after(life: Life, moment: datetime, most_days: float, least_hours: float) -> datetime:
    most_hours = min(most_days * 24, (life.now - moment) / HOUR - 1)
    return max(life.ago(max(most_hours, least_hours), least_hours), moment + timedelta(minutes=1))


def _last_change(life: Life) -> datetime:
    own = life.line.line_id
    moments = [each.drawn_at for each in life.all(Loan) if each.line_id == own]
    moments += [each.decided_at for each in life.all(LimitDecision) if each.line_id == own]
    moments += [each.occurred_at for each in life.all(LineEvent) if each.line_id == own]
    return max(moments)


def _repaid(life: Life) -> list[datetime]:
    own = {each.loan_id for each in life.all(Loan) if each.line_id == life.line.line_id}
    return [each.posted_at for each in life.all(Posting) if each.kind == "repayment" and each.loan_id in own]
