"""What happened in a demo life told anew: a payment made at another time, a plan replaced by another."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any, Literal

from servicing.ledger.demo.calendar_days import day_in, local
from servicing.ledger.demo.life import Life, Paid
from servicing.ledger.demo.paying import pay, undo
from servicing.ledger.records import Instalment, Loan, Plan, Posting


def some_money(life: Life, least: int, most: int) -> Decimal:
    """An amount with cents between two whole ones."""
    return Decimal(life.rng.randint(least * 100, most * 100)) / 100


def recent_payments(life: Life, days: int) -> list[Paid]:
    """The payments of the open loan that a channel took in the last days, in order of time."""
    since = life.now - timedelta(days=days)
    return [each for each in life.payments(life.open_loan) if each.record.occurred_at >= since]


def pay_again(life: Life, paid: Paid, at: datetime, channel: str) -> Paid:
    """A payment made at another time and through another channel, with every row of its way."""
    undo(life, paid)
    posting = pay(life, life.get(Instalment, paid.instalment.instalment_id), at, channel)
    loan = life.get(Loan, posting.loan_id)
    return next(each for each in life.payments(loan) if each.posting.posting_id == posting.posting_id)


def pay_late(life: Life, paid: Paid, days: int) -> Paid:
    """A payment made in the daytime, so many days after its due day, and booked at once."""
    at = local(paid.instalment.due_on + timedelta(days=days), time(life.rng.randint(9, 20), 11), life.zone)
    return pay_again(life, paid, life.world.clear_of_incidents(at), life.rng.choice(("quick_pay", "card")))


def replan(
    life: Life,
    loan: Loan,
    made_at: datetime,
    why: tuple[Literal["system", "borrower", "staff"], str],
    terms: Callable[[Instalment], Mapping[str, Any]],
) -> Plan:
    """A newer version of the plan, by whom and for what reason; `terms` are the columns in which an instalment differs.

    Instalments due by the day of the change stay. One that was paid since was billed and paid by the new version.
    """
    made_by, reason = why
    old = [each for each in life.instalments(loan) if each.due_on > day_in(made_at, life.zone)]
    paid = {each.instalment.instalment_id: each for each in life.payments(loan)}
    plan = life.add(
        Plan(
            plan_id=life.ref("PL"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            version=max(each.version for each in life.all(Plan) if each.loan_id == loan.loan_id) + 1,
            made_at=made_at,
            made_by=made_by,
            reason=reason,
        )
    )
    for each in old:
        new = life.add(replace(each, instalment_id=life.ref("I"), plan_id=plan.plan_id, **terms(each)))
        if each.instalment_id in paid:
            _carry_over(life, paid[each.instalment_id], new)
    return plan


def _carry_over(life: Life, paid: Paid, new: Instalment) -> None:
    """The bill and the payment of an instalment become those of the one in its place."""
    for each in life.all(Posting):
        if each.kind == "interest" and each.instalment_id == paid.instalment.instalment_id:
            life.change(each, instalment_id=new.instalment_id, amount=new.interest, interest=new.interest)
    undo(life, paid)
    life.change(paid.instalment, status="scheduled")
    pay(life, new, paid.instruction.made_at, paid.instruction.channel)
