"""How a demo borrower repays a loan: instalment by instalment, by hand or by deduction, and sometimes early."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from servicing.ledger.demo.borrowings import Borrowing
from servicing.ledger.demo.calendar_days import local
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.paying import ZERO, debit, instruct, pay, post, run_for, settle
from servicing.ledger.demo.quotes import quote_of
from servicing.ledger.demo.schedules import SCHEDULES, Schedule, days_of_interest
from servicing.ledger.demo.world import CHANNELS
from servicing.ledger.records import Instalment, Loan, Plan, Posting, ReserveDraw
from servicing.ledger.records.payments import Purpose

BY_HAND = tuple(each for each in CHANNELS if each != "auto_debit")
AT_ONCE = ("quick_pay", "card")
BILLED_DAYS_BEFORE = 3
RUNS_AT = time(9, 30)
# A payment is booked this long before now at the latest, so that a later one is always the last.
BOOKED_BEFORE = timedelta(hours=76)
# What went wrong longer ago than this, and was put right, explains nothing of today.
LONG_AGO = timedelta(days=70)
REFUSED_ONCE = 0.04
# Deductions that are this near, on one of several open loans, would look as if a new mandate had come too late.
LATELY = timedelta(days=25)


def repay(life: Life, loan: Loan, plan: Plan, borrowing: Borrowing) -> None:
    """Add the plan's instalments, and live through those that have fallen due."""
    schedule = SCHEDULES[borrowing.schedule](borrowing.principal, borrowing.rate, borrowing.months)
    instalments = _instalments(life, plan, borrowing, schedule, first=1)
    for number in range(1, borrowing.paid + 1):
        _bill_and_pay(life, loan, instalments[number], borrowing)
        if number == borrowing.part_after:
            instalments |= _repay_a_part(life, loan, borrowing, number)
        if number == borrowing.settled_after:
            _pay_off(life, loan, borrowing, number)
            return
    if borrowing.paid == borrowing.months:
        life.change(loan, status="settled", settled_at=life.postings(loan)[-1].posted_at)


def _instalments(life: Life, plan: Plan, borrowing: Borrowing, schedule: Schedule, first: int) -> dict[int, Instalment]:
    """The instalments of a plan by number, from the `first` on."""
    rows = {}
    for number, (principal, interest) in enumerate(schedule, start=first):
        rows[number] = life.add(
            Instalment(
                instalment_id=life.ref("I"),
                borrower_id=plan.borrower_id,
                loan_id=plan.loan_id,
                plan_id=plan.plan_id,
                number=number,
                due_on=borrowing.due_on(number),
                principal=principal,
                interest=interest,
                fees=ZERO,
                currency=life.line.currency,
                status="scheduled",
            )
        )
    return rows


def _bill_and_pay(life: Life, loan: Loan, instalment: Instalment, borrowing: Borrowing) -> None:
    billed_at = _at(life, instalment, time(0, 5)) - timedelta(days=BILLED_DAYS_BEFORE)
    if instalment.number == borrowing.reserve_with:
        instalment = _draw_on_the_reserve(life, instalment, borrowing, billed_at)
    post(life, loan, "interest", (ZERO, instalment.interest), billed_at, instalment=instalment)
    paid_at = life.world.clear_of_incidents(_paid_at(life, instalment))
    if borrowing.automatic and not _too_near(life, paid_at):
        _deduct(life, instalment)
        return
    channel = life.rng.choice(BY_HAND)
    if life.world.booked_at(channel, paid_at, loan.currency) > life.now - BOOKED_BEFORE:
        channel = life.rng.choice(AT_ONCE)
    if _refused_first(life, paid_at):
        _refuse(life, loan, instalment, paid_at - timedelta(hours=20), channel)
    pay(life, instalment, paid_at, channel)


def _paid_at(life: Life, instalment: Instalment) -> datetime:
    """In working hours of the due day, or one or two days before it."""
    clock = time(life.rng.randint(9, 18), life.rng.randint(0, 59))
    return _at(life, instalment, clock) - timedelta(days=life.rng.choice((0, 0, 0, 1, 2)))


def _too_near(life: Life, paid_at: datetime) -> bool:
    return life.now - paid_at < LATELY


def _refused_first(life: Life, paid_at: datetime) -> bool:
    return life.now - paid_at > LONG_AGO and life.rng.random() < REFUSED_ONCE


def _deduct(life: Life, instalment: Instalment) -> None:
    """Deducted on the morning of the due day; refused once in a while, and then paid by hand in the evening."""
    run_at = life.world.clear_of_incidents(_at(life, instalment, RUNS_AT))
    if not _refused_first(life, run_at):
        pay(life, instalment, run_at, "auto_debit")
        return
    _refuse(life, life.get(Loan, instalment.loan_id), instalment, run_at, "auto_debit")
    pay(life, instalment, life.world.clear_of_incidents(run_at + timedelta(hours=10)), "quick_pay")


def _refuse(life: Life, loan: Loan, instalment: Instalment, at: datetime, channel: str) -> None:
    """A try that the bank refused for want of money, long ago."""
    amount = instalment.principal + instalment.interest + instalment.fees
    automatic = channel == "auto_debit"
    tried = instruct(life, loan, amount, at, channel, "auto_debit" if automatic else "instalment", instalment)
    life.change(debit(life, tried), state="failed", failure_code="insufficient_funds")
    life.change(tried, state="failed", failure_code="insufficient_funds")
    if automatic:
        run = run_for(life, instalment, tried)
        life.change(run, state="failed", taken=ZERO, failure_code="insufficient_funds")


def _draw_on_the_reserve(life: Life, instalment: Instalment, borrowing: Borrowing, billed_at: datetime) -> Instalment:
    """Money from the reserve fund: no principal of the loan, so the next bill asks for it as a charge of its own."""
    amount, drawn_at = borrowing.principal / 10, billed_at - timedelta(days=life.rng.randint(2, 20))
    life.add(
        ReserveDraw(
            draw_id=life.ref("RD"),
            borrower_id=instalment.borrower_id,
            loan_id=instalment.loan_id,
            amount=amount,
            currency=instalment.currency,
            drawn_at=drawn_at,
            counted_in="bill",
        )
    )
    loan = life.get(Loan, instalment.loan_id)
    charged = post(life, loan, "fee", (ZERO, ZERO), billed_at, instalment, fees=amount)
    life.change(charged, reason="reserve_fund")
    return life.change(instalment, fees=amount)


def _repay_a_part(life: Life, loan: Loan, borrowing: Borrowing, number: int) -> dict[int, Instalment]:
    """A part of what is left, and interest to the day, a few days after an instalment; then a plan for the rest."""
    days, left = life.rng.randint(1, 8), _left(life, loan)
    interest = days_of_interest(left, borrowing.rate, days)
    part = (left / 4).quantize(Decimal(1))
    at = _early(life, loan, borrowing, number, days, (part, interest), "early_repayment").posted_at
    plan = _new_plan(life, loan, at)
    schedule = list(SCHEDULES[borrowing.schedule](left - part, borrowing.rate, borrowing.months - number))
    principal, month = schedule[0]
    schedule[0] = (principal, max(ZERO, month - interest))
    return _instalments(life, plan, borrowing, schedule, first=number + 1)


def _pay_off(life: Life, loan: Loan, borrowing: Borrowing, number: int) -> None:
    """All that is left, and interest to the day, on a quote that held; nothing is asked for any more."""
    days, left = life.rng.randint(1, 8), _left(life, loan)
    interest = days_of_interest(left, borrowing.rate, days)
    paid = _early(life, loan, borrowing, number, days, (left, interest), "settlement")
    _new_plan(life, loan, paid.posted_at)
    for each in life.instalments(loan):
        life.change(each, status="paid")
    life.change(loan, status="settled", settled_at=paid.posted_at)


def _early(
    life: Life,
    loan: Loan,
    borrowing: Borrowing,
    number: int,
    days: int,
    parts: tuple[Decimal, Decimal],
    purpose: Purpose,
) -> Posting:
    """Quoted, paid half an hour later and booked, so many days after an instalment fell due."""
    at = life.world.clear_of_incidents(local(borrowing.due_on(number), time(15, 20), life.zone) + timedelta(days=days))
    principal, interest = parts
    post(life, loan, "interest", (ZERO, interest), at - timedelta(minutes=31))
    if purpose == "settlement":
        quote_of(life, loan, at - timedelta(minutes=30), principal + interest)
    instruction = instruct(life, loan, principal + interest, at, "quick_pay", purpose)
    record = debit(life, instruction)
    settle(life, record)
    booked_at = life.world.booked_at("quick_pay", record.occurred_at, loan.currency)
    return post(life, loan, "repayment", (-principal, -interest), booked_at, record=record)


def _left(life: Life, loan: Loan) -> Decimal:
    return sum((each.principal for each in life.postings(loan)), ZERO)


def _new_plan(life: Life, loan: Loan, at: datetime) -> Plan:
    version = max(each.version for each in life.all(Plan) if each.loan_id == loan.loan_id) + 1
    return life.add(
        Plan(
            plan_id=life.ref("PL"),
            borrower_id=loan.borrower_id,
            loan_id=loan.loan_id,
            version=version,
            made_at=at + timedelta(minutes=2),
            made_by="borrower",
            reason="early_repayment",
        )
    )


def _at(life: Life, instalment: Instalment, clock: time) -> datetime:
    return local(instalment.due_on, clock, life.zone)
