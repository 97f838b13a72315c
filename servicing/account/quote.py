"""What it takes to pay a loan off on a day, line by line, and what that saves against staying with the plan.

A day ahead assumes that the instalments before it are paid on their days (`before`); one that is late already is paid
with the settlement. Interest of the running period is counted by the day on the principal that is not overdue, and is
never more than what the plan asks for the whole period; overdue principal bears the penalty rate in its place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from servicing.account.bill import UnderWay, under_way
from servicing.account.currencies import in_one_currency, of_loan
from servicing.account.late import penalty_until
from servicing.account.left import NOTHING, Left, left_of, penalties_on, plan_fits
from servicing.account.rates import by_days, rounded, rule_for
from servicing.diagnosis.entry import Entry, entry_of
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.thresholds import Rule
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.loan import LoanView
from servicing.errors import ServicingError
from servicing.money import Money, total

RULES = ("day_count", "penalty_rate", "grace_days", "early_repayment_fee")


class NoQuote(ServicingError):
    """No settlement figure can be worked out for that loan and day. Another day or loan may do.

    `code` says why: `nothing_owed`, `not_drawn`, `day_past`, `day_after_plan`, `plan_differs` (the plan and the entries
    ask for different principal: a person has to look).
    """

    def __init__(self, code: str) -> None:
        super().__init__(f"No settlement figure can be worked out: {code}.")
        self.code = code


@dataclass(frozen=True)
class Line:
    """One line of the sum: what it is (a code), how much; for interest by days: on what, for how long, since when."""

    what: str
    amount: Money
    base: Money | None = None
    days: int | None = None
    since: date | None = None


@dataclass(frozen=True)
class Before:
    """An instalment that falls due before the day and is taken to be paid on its own day."""

    instalment_id: str
    due_on: date
    amount: Money


@dataclass(frozen=True)
class OpenQuote:
    """A quote of the lender for the same loan that has not lapsed."""

    quote_id: str
    amount: Money
    valid_until: datetime


@dataclass(frozen=True)
class Quote:
    """What to pay on `on`: `amount` is the sum of `lines`. The sums of money are in the loan's currency.

    `plan_cost` is what the plan would still cost, late charges up to `on` included. Always:
    `amount` + the amounts of `before` + `saved` = `plan_cost`, and `saved` = `saved_interest` + `saved_fees` - `fee`.
    """

    loan_id: str
    on: date
    annual_rate: Decimal
    lines: tuple[Line, ...]
    amount: Money
    before: tuple[Before, ...]
    plan_cost: Money
    saved: Money
    saved_interest: Money
    saved_fees: Money
    fee: Money
    open_quotes: tuple[OpenQuote, ...]
    under_way: tuple[UnderWay, ...]
    entries: tuple[Entry, ...]
    rules: tuple[Rule, ...]


def quote(loan: LoanView, on: date) -> Quote:
    """The quote for a day of the borrower's, from today on to the last of the plan.

    Raises `NoQuote`, `TwoCurrencies`.
    """
    in_one_currency([of_loan(loan)])
    left = left_of(loan)
    _check(loan, left, on)
    return _Sum(loan, left, on).quote()


def _check(loan: LoanView, left: Sequence[Left], on: date) -> None:
    today = local_day(loan.setting.now, loan.setting.facts.borrower)
    if loan.loan.status in ("pending", "failed"):
        raise NoQuote("not_drawn")
    if loan.owed.amount <= 0:
        raise NoQuote("nothing_owed")
    if not plan_fits(loan, left):
        raise NoQuote("plan_differs")
    if on < today:
        raise NoQuote("day_past")
    if on > max([today, *(each.instalment.due_on for each in left)]):
        raise NoQuote("day_after_plan")


@dataclass(frozen=True)
class _Sum:
    """The figures of one quote while they are put together."""

    loan: LoanView
    left: Sequence[Left]
    on: date

    @property
    def setting(self) -> Setting:
        return self.loan.setting

    @property
    def today(self) -> date:
        return local_day(self.setting.now, self.setting.facts.borrower)

    @cached_property
    def before(self) -> Sequence[Left]:
        return [each for each in self.left if self.today <= each.instalment.due_on < self.on]

    @cached_property
    def late(self) -> Sequence[Left]:
        return [each for each in self.left if each.instalment.due_on < self.today]

    @cached_property
    def fallen_due(self) -> Sequence[Left]:
        """What the settlement pays of what is due by the day: the late ones and that of the day itself."""
        return [each for each in self.left if each not in self.before and each.instalment.due_on <= self.on]

    @cached_property
    def ahead(self) -> Sequence[Left]:
        return [each for each in self.left if each.instalment.due_on > self.on]

    def quote(self) -> Quote:
        lines = tuple(each for each in self._lines() if each.amount)
        amount = self._money(sum((each.amount.amount for each in lines), NOTHING))
        ahead_interest = sum((each.unbilled_interest for each in self.ahead), NOTHING)
        saved_interest = self._money(ahead_interest) - self._running().amount
        saved_fees = self._money(sum((each.unbilled_fees for each in self.ahead), NOTHING))
        return Quote(
            loan_id=self.loan.ref,
            on=self.on,
            annual_rate=self.loan.loan.annual_rate,
            lines=lines,
            amount=amount,
            before=tuple(self._paid_before()),
            plan_cost=self._plan_cost(),
            saved=saved_interest + saved_fees - self._fee().amount,
            saved_interest=saved_interest,
            saved_fees=saved_fees,
            fee=self._fee().amount,
            open_quotes=tuple(self._open_quotes()),
            under_way=under_way(self.setting),
            entries=self._entries(),
            rules=tuple(rule_for(self.setting, self.loan.loan, name, self.on) for name in RULES),
        )

    def _lines(self) -> Iterator[Line]:
        early = [*self.before]
        booked = self.loan.postings
        yield Line(
            "principal", self.loan.principal_owed - self._money(sum((each.principal for each in early), NOTHING))
        )
        yield Line("interest_booked", total((each.interest for each in booked), self._currency) - self._billed(early))
        yield Line("fees_booked", total((each.fees for each in booked), self._currency) - self._fees_billed(early))
        yield Line("interest_due", self._money(sum((each.unbilled_interest for each in self.fallen_due), NOTHING)))
        yield Line("fees_due", self._money(sum((each.unbilled_fees for each in self.fallen_due), NOTHING)))
        yield self._running()
        yield Line("penalty", self._penalty())
        yield self._fee()

    def _running(self) -> Line:
        """Interest from the last due day to the day of the quote, on what is not overdue."""
        following = next(iter(self.ahead), None)
        since = self._period_began()
        base = self._money(sum((each.principal for each in self.ahead), NOTHING))
        if following is None or self.on <= since:
            return Line("interest_running", self._money(NOTHING), base, 0, since)
        days_a_year = rule_for(self.setting, self.loan.loan, "day_count", self.on).figure
        days = (self.on - since).days
        counted = self._rounded(by_days(base.amount, self.loan.loan.annual_rate, days, days_a_year))
        most = max(NOTHING, min(counted.amount - following.billed_interest, following.unbilled_interest))
        return Line("interest_running", self._money(most), base, days, since)

    def _period_began(self) -> date:
        borrower = self.setting.facts.borrower
        due = [each.due_on for each in self.loan.instalments_in_force if each.due_on <= self.on]
        return max([local_day(self.loan.loan.drawn_at, borrower), *due])

    def _penalty(self) -> Money:
        """What the rules charge for what is late, beyond what is booked of it."""
        by_rule = (self._unbooked_penalty(each) for each in self.late)
        return self._money(sum(by_rule, NOTHING))

    def _unbooked_penalty(self, left: Left) -> Decimal:
        booked = sum((each.amount for each in penalties_on(self.loan, left.instalment)), NOTHING)
        return max(NOTHING, penalty_until(self.loan, left, self.on).amount - booked)

    def _fee(self) -> Line:
        percent = rule_for(self.setting, self.loan.loan, "early_repayment_fee", self.on).figure
        base = self._money(sum((each.principal for each in self.ahead), NOTHING))
        return Line("early_repayment_fee", self._rounded(base.amount * percent / 100), base)

    def _plan_cost(self) -> Money:
        unbilled = sum((each.unbilled_interest + each.unbilled_fees for each in self.left), NOTHING)
        return self.loan.owed + self._money(unbilled) + self._penalty()

    def _paid_before(self) -> Iterator[Before]:
        for each in self.before:
            booked = self._billed([each]) + self._fees_billed([each])
            asked = booked.amount + each.principal + each.unbilled_interest + each.unbilled_fees
            yield Before(each.instalment.instalment_id, each.instalment.due_on, self._money(asked))

    def _billed(self, some: Sequence[Left]) -> Money:
        """The interest booked on instalments that is not paid."""
        ids = {each.instalment.instalment_id for each in some}
        return total((each.interest for each in self.loan.postings if each.instalment_id in ids), self._currency)

    def _fees_billed(self, some: Sequence[Left]) -> Money:
        ids = {each.instalment.instalment_id for each in some}
        return total((each.fees for each in self.loan.postings if each.instalment_id in ids), self._currency)

    def _open_quotes(self) -> Iterator[OpenQuote]:
        for each in self.loan.quotes:
            if each.made_at <= self.setting.now <= each.valid_until:
                yield OpenQuote(each.quote_id, Money(each.amount, each.currency), each.valid_until)

    def _entries(self) -> tuple[Entry, ...]:
        """The loan, what is owed on it, the instalments that are left, and the lender's open quotes."""
        still_open = {each.quote_id for each in self._open_quotes()}
        quotes = [each for each in self.loan.quotes if each.quote_id in still_open]
        return tuple(entry_of(each) for each in (self.loan.loan, *(row.instalment for row in self.left), *quotes))

    @property
    def _currency(self) -> str:
        return self.loan.loan.currency

    def _money(self, amount: Decimal) -> Money:
        return Money(amount, self._currency)

    def _rounded(self, amount: Decimal) -> Money:
        return rounded(amount, self._currency, self.setting.thresholds, self.on)
