"""A healthy borrower: years on a line, loans repaid and being repaid, every payment booked as it should be."""

from collections.abc import Sequence
from datetime import time, timedelta
from decimal import ROUND_CEILING, Decimal
from random import Random

from servicing.ledger.demo.account import introduce, open_account
from servicing.ledger.demo.borrowings import Borrowing, borrowings
from servicing.ledger.demo.calendar_days import day_in, local
from servicing.ledger.demo.drawing import first_plan
from servicing.ledger.demo.life import Life
from servicing.ledger.demo.limits import live_with_the_line
from servicing.ledger.demo.paying import ZERO, account_of, post
from servicing.ledger.demo.repaying import repay
from servicing.ledger.demo.reporting import report, show
from servicing.ledger.demo.world import World
from servicing.ledger.records import ChannelRecord, Loan

LEAST_YEARS, MOST_YEARS = 0.5, 8.0
# Most borrowers have been here for a year or two, a few for eight.
SKEW = 4.0
PAYOUT_MINUTES = 2
SPARE = Decimal("1.25")


def healthy_life(
    number: int, rng: Random, world: World, *, years: float | None = None, lanes: int | None = None
) -> Life:
    """A borrower to whom nothing has gone wrong; the same arguments give the same rows.

    `years` is how long they have borrowed (drawn from half a year to eight where it is not given); `lanes` makes a
    busy borrower, who repays that many loans side by side: ten years of forty lanes are some ten thousand postings.
    """
    life = Life(number, rng, world)
    place = introduce(life)
    span = years or LEAST_YEARS + (MOST_YEARS - LEAST_YEARS) * rng.random() ** SKEW
    today = day_in(world.now, place.time_zone)
    loans = borrowings(rng, today, int(span * 12), place.step, lanes)
    limit = _enough(loans, place.step)
    first = local(loans[0].drawn_on, time(9), place.time_zone)
    open_account(life, first - timedelta(days=rng.randint(1, 200)), limit, place.currency)
    live_with_the_line(life, limit, place.step)
    for each in loans:
        _borrow(life, each)
    show(life)
    return life


def _enough(loans: Sequence[Borrowing], step: Decimal) -> Decimal:
    """A limit that all loans fit in which are open at the same time, with a quarter to spare and room for one more."""
    most = max(
        sum(each.principal for each in loans if each.is_open_on(day)) for day in {each.drawn_on for each in loans}
    )
    return (most * SPARE / step).to_integral_value(ROUND_CEILING) * step + 2 * step


def _borrow(life: Life, borrowing: Borrowing) -> None:
    """A loan from its drawing to the last instalment that is due by now."""
    drawn = local(borrowing.drawn_on, time(10, life.rng.randint(0, 59)), life.zone)
    loan = life.add(
        Loan(
            loan_id=life.ref("N"),
            borrower_id=life.borrower.borrower_id,
            line_id=life.line.line_id,
            principal=borrowing.principal,
            currency=life.line.currency,
            annual_rate=borrowing.rate,
            drawn_at=drawn,
            status="open",
            settled_at=None,
        )
    )
    plan = first_plan(life, loan)
    post(life, loan, "disbursement", (borrowing.principal, ZERO), drawn, record=_pay_out(life, loan))
    repay(life, loan, plan, borrowing)
    report(life, life.get(Loan, loan.loan_id), [borrowing.due_on(each + 1) for each in range(borrowing.paid)])


def _pay_out(life: Life, loan: Loan) -> ChannelRecord:
    return life.add(
        ChannelRecord(
            record_id=life.ref("C"),
            borrower_id=loan.borrower_id,
            instruction_id=None,
            loan_id=loan.loan_id,
            kind="payout",
            channel="quick_pay",
            state="success",
            amount=loan.principal,
            fee=ZERO,
            currency=loan.currency,
            occurred_at=loan.drawn_at + timedelta(minutes=PAYOUT_MINUTES),
            account_ending=account_of(life),
            payee="borrower",
            failure_code=None,
        )
    )
