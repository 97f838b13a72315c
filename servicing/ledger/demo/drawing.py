"""A loan drawn at the demo lender: one with its payout still on the way, and the plan that every loan begins with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO, account_of
from servicing.ledger.records import ChannelRecord, Loan, Plan

PRINCIPAL = Decimal(1500)
PRINCIPAL_ABROAD = Decimal(400)


@dataclass(frozen=True)
class Drawn:
    """A loan and the payout that was sent off for it."""

    loan: Loan
    payout: ChannelRecord


def draw_at(life: Life, at: datetime, channel: str = "quick_pay") -> Drawn:
    """One more loan, drawn at that time; a channel works on its payout, and nothing is booked before it has ended."""
    loan = life.add(
        Loan(
            loan_id=life.ref("N"),
            borrower_id=life.borrower.borrower_id,
            line_id=life.line.line_id,
            principal=PRINCIPAL if life.line.currency == "CNY" else PRINCIPAL_ABROAD,
            currency=life.line.currency,
            annual_rate=Decimal("14.6"),
            drawn_at=at,
            status="pending",
            settled_at=None,
        )
    )
    payout = life.add(
        ChannelRecord(
            record_id=life.ref("C"),
            borrower_id=loan.borrower_id,
            instruction_id=None,
            loan_id=loan.loan_id,
            kind="payout",
            channel=channel,
            state="pending",
            amount=loan.principal,
            fee=ZERO,
            currency=loan.currency,
            occurred_at=at + timedelta(minutes=2),
            account_ending=account_of(life),
            payee="borrower",
            failure_code=None,
        )
    )
    return Drawn(loan, payout)


def first_plan(life: Life, loan: Loan) -> Plan:
    """The plan that the system made as the loan was drawn; its instalments are added to it."""
    return life.add(
        Plan(
            plan_id=life.ref("PL"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            version=1,
            made_at=loan.drawn_at,
            made_by="system",
            reason="drawn",
        )
    )
