"""What a demo borrower borrows over the years: which loans, when, for how long, and how each is repaid.

A life has lanes: in each, one loan follows another, so that never more are open at once than there are lanes. The
loans that are open now fell due last 4 to 20 days ago. The loan that was settled last was settled on its last due day,
at least seven weeks ago, and by its plan.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from random import Random

from servicing.ledger.demo.calendar_days import months_after

DAYS_A_MONTH = 30.4
MOST_LOANS = 12
MOST_LANES = 3
LENGTHS = (6, 9, 12, 12, 18, 24)
SETTLED_LENGTHS = (3, 6, 6, 9, 12)
SHORTEST = 3
LEAST_PAID = LEAST_TO_COME = 3
RATES = tuple(map(Decimal, ("9.0", "10.8", "12.6", "14.6")))
SETTLED_DAYS_AGO = (50, 400)
BETWEEN_LOANS = (5, 330)
# A change of plan, or a drawing from the reserve fund, is older than this: then it explains nothing of today.
OLD_DAYS = 110
BOOKED_LATE = timedelta(days=15)
OPEN_AT_ONCE = (1, 1, 1, 2, 2, 3)
AUTOMATIC, SETTLED_EARLY, REPAID_IN_PART, RESERVE_FUND = 0.35, 0.2, 0.12, 0.1


@dataclass(frozen=True)
class Borrowing:
    """One loan as it will be: `paid` instalments of `months` are behind it by now, and then it stops or ends.

    After instalment `settled_after` it is paid off early, after `part_after` a part of it is; `reserve_with` is the
    instalment that counts in a drawing from the reserve fund. `automatic` ones are deducted, others paid by hand.
    """

    principal: Decimal
    rate: Decimal
    months: int
    schedule: str
    first_due: date
    paid: int
    automatic: bool
    settled_after: int | None = None
    part_after: int | None = None
    reserve_with: int | None = None

    @cached_property
    def drawn_on(self) -> date:
        """A month before the first instalment."""
        return months_after(self.first_due, -1)

    @cached_property
    def ends_on(self) -> date | None:
        """The last due day of one that is settled; absent while it is open."""
        return months_after(self.first_due, self.months - 1) if self.paid == self.months else None

    def is_open_on(self, day: date) -> bool:
        """Whether something may be owed on that day; what is paid early or booked late is counted in."""
        return self.drawn_on <= day and (self.ends_on is None or day <= self.ends_on + BOOKED_LATE)

    def due_on(self, number: int) -> date:
        """When an instalment is due."""
        return months_after(self.first_due, number - 1)


def borrowings(rng: Random, today: date, months: int, step: Decimal, lanes: int | None = None) -> Sequence[Borrowing]:
    """The loans of the last `months`, the one drawn first before the others; `lanes` makes a busy borrower.

    One at least is settled and one open; unless busy, a life has twelve loans at most.
    """
    open_now = lanes - 1 if lanes else rng.choice(OPEN_AT_ONCE)
    plan = _Plan(rng, today, today - timedelta(days=int(months * DAYS_A_MONTH)), step)
    open_loans = [plan.open_loan(months) for _ in range(open_now)]
    idle = (lanes or rng.randint(open_now, MOST_LANES)) - open_now
    idle_since = [today - timedelta(days=rng.randint(*SETTLED_DAYS_AGO)) for _ in range(idle)]
    before = [loan for ends in (*(each.drawn_on for each in open_loans), *idle_since) for loan in plan.lane(ends)]
    if not before:
        before = [plan.settled_loan(today - timedelta(days=rng.randint(50, 60)), SHORTEST)]
        open_loans = open_loans[: MOST_LANES - 1]
    if lanes is None:
        before = sorted(before, key=lambda each: each.first_due)[-(MOST_LOANS - len(open_loans)) :]
    varied = [*_varied(plan, before), *(plan.in_part(each) for each in open_loans)]
    return sorted(varied, key=lambda each: each.drawn_on)


def _varied(plan: "_Plan", settled: Sequence[Borrowing]) -> Iterator[Borrowing]:
    """Some paid off early, some in part; the one settled last goes by its plan."""
    last = max(each.due_on(each.months) for each in settled)
    for each in settled:
        yield each if each.due_on(each.months) == last else plan.early(each)


@dataclass(frozen=True)
class _Plan:
    """The dice, the days between which the loans lie, and the step of their amounts."""

    rng: Random
    today: date
    since: date
    step: Decimal

    def open_loan(self, months: int) -> Borrowing:
        """A loan that is being repaid, with three instalments behind it and three to come at least."""
        length = self.rng.choice(LENGTHS)
        paid = self.rng.randint(LEAST_PAID, max(LEAST_PAID, min(length - LEAST_TO_COME, months - 1)))
        last_due = self.today - timedelta(days=self.rng.randint(4, 20))
        return self._borrowing(length, months_after(last_due, 1 - paid), paid)

    def lane(self, until: date) -> Iterator[Borrowing]:
        """Loans one after the other, each settled before the next was drawn, back to the start."""
        while True:
            loan = self.settled_loan(until, self.rng.choice(SETTLED_LENGTHS))
            if loan.drawn_on < self.since:
                return
            yield loan
            until = loan.drawn_on - timedelta(days=self.rng.randint(*BETWEEN_LOANS))

    def settled_loan(self, last_due: date, length: int) -> Borrowing:
        """A loan whose last instalment was due on that day, or a little before it."""
        return self._borrowing(length, months_after(last_due, 1 - length), length)

    def early(self, loan: Borrowing) -> Borrowing:
        """The same loan, or paid off early, or in part."""
        if loan.months > SHORTEST and self.rng.random() < SETTLED_EARLY:
            return replace(loan, settled_after=self.rng.randint(2, loan.months - 2))
        return self.in_part(loan)

    def in_part(self, loan: Borrowing) -> Borrowing:
        """The same loan, or one of which a part was paid early, or one with a drawing from the reserve fund on top."""
        number = self.rng.randint(2, max(2, min(loan.paid, loan.months - 2)))
        if (self.today - loan.due_on(number)).days < OLD_DAYS or number > loan.months - 1:
            return loan
        dice = self.rng.random()
        if dice < REPAID_IN_PART:
            return replace(loan, part_after=number)
        return replace(loan, reserve_with=number) if dice < REPAID_IN_PART + RESERVE_FUND else loan

    def _borrowing(self, length: int, first_due: date, paid: int) -> Borrowing:
        return Borrowing(
            principal=self.step * self.rng.randint(2, 6) * max(1, length // 12),
            rate=self.rng.choice(RATES),
            months=length,
            schedule=self.rng.choice(("equal_principal", "annuity")),
            first_due=first_due,
            paid=paid,
            automatic=self.rng.random() < AUTOMATIC,
        )
