"""What a borrower owes, when it is due, and what was paid last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from servicing.account.currencies import in_one_currency, of_payment, open_loans
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views import Setting
from servicing.diagnosis.views.loan import LoanView
from servicing.diagnosis.views.payment import PaymentView, payments_in_question
from servicing.ledger.records import Instalment, Posting
from servicing.money import Money, total

LAST_PAYMENTS = 3
BEYOND_THE_PLAN = ("penalty", "repayment", "refund", "adjustment", "waiver")


@dataclass(frozen=True)
class Due:
    """An instalment that is to be paid, with what is left of it; `days_late` is 0 until its day has ended."""

    loan_id: str
    instalment_id: str
    number: int
    due_on: date
    amount: Money
    days_late: int


@dataclass(frozen=True)
class Payment:
    """A repayment that was credited."""

    posting_id: str
    loan_id: str
    posted_at: datetime
    amount: Money


@dataclass(frozen=True)
class UnderWay:
    """A payment to the lender that a bank or channel has taken and that is neither credited yet nor coming back."""

    reference: str
    made_at: datetime
    amount: Money


@dataclass(frozen=True)
class Bill:
    """Over all open loans: what is late, comes next (soonest first), is owed in all, is under way, was paid last."""

    late: tuple[Due, ...]
    coming: tuple[Due, ...]
    owed: tuple[Money, ...]
    under_way: tuple[UnderWay, ...]
    payments: tuple[Payment, ...]


def bill(setting: Setting) -> Bill:
    """The bill at the moment of the question; every figure is a sum of rows of the books. Raises `TwoCurrencies`."""
    loans = open_loans(setting)
    unpaid = [due for loan in loans for due in _unpaid(setting, loan)]
    today = local_day(setting.now, setting.facts.borrower)
    return Bill(
        late=tuple(each for each in unpaid if each.due_on < today),
        coming=tuple(sorted(_coming(loans, unpaid, today), key=lambda each: each.due_on)),
        owed=_by_currency(loans),
        under_way=under_way(setting),
        payments=tuple(_last_payments(setting)),
    )


def _unpaid(setting: Setting, loan: LoanView) -> list[Due]:
    today = local_day(setting.now, setting.facts.borrower)
    rows = [each for each in loan.instalments_in_force if each.status != "paid"]
    unpaid = [_due(loan, each, today) for each in sorted(rows, key=lambda each: (each.due_on, each.number))]
    return [each for each in unpaid if each.amount.amount > 0]


def _due(loan: LoanView, instalment: Instalment, today: date) -> Due:
    return Due(
        loan_id=instalment.loan_id,
        instalment_id=instalment.instalment_id,
        number=instalment.number,
        due_on=instalment.due_on,
        amount=_left_of(loan, instalment),
        days_late=max(0, (today - instalment.due_on).days),
    )


def _left_of(loan: LoanView, instalment: Instalment) -> Money:
    """What the plan asks, with its penalties, less what was paid or waived; interest and fees are in the plan.

    A plan that asks for more principal than is owed was overtaken by a payment: no more than what is owed is asked for.
    """
    asked = Money(instalment.principal + instalment.interest + instalment.fees, instalment.currency)
    booked = [each for each in loan.postings if each.instalment_id == instalment.instalment_id]
    left = asked + total((each.amount for each in booked if each.kind in BEYOND_THE_PLAN), instalment.currency)
    return min(left, loan.owed) if loan.principal_owed.amount < instalment.principal else left


def _coming(loans: Sequence[LoanView], unpaid: list[Due], today: date) -> Iterator[Due]:
    """The next instalment of each loan that has one."""
    for loan in loans:
        yield from [each for each in unpaid if each.loan_id == loan.ref and each.due_on >= today][:1]


def _by_currency(loans: Sequence[LoanView]) -> tuple[Money, ...]:
    currencies = dict.fromkeys(loan.owed.currency for loan in loans)
    return tuple(
        total((loan.owed.amount for loan in loans if loan.owed.currency == currency), currency)
        for currency in currencies
    )


def under_way(setting: Setting) -> tuple[UnderWay, ...]:
    """The payments that are taken and not credited yet, the latest first; raises `TwoCurrencies`."""
    uncredited = [each for each in payments_in_question(setting) if each.made_at and not each.repayments]
    in_one_currency(map(of_payment, uncredited))
    return tuple(_under_way(uncredited))


def _under_way(uncredited: Sequence[PaymentView]) -> Iterator[UnderWay]:
    for payment in uncredited:
        on_its_way = _on_its_way(payment)
        if on_its_way and payment.made_at:
            yield UnderWay(payment.ref, payment.made_at, on_its_way)


def _on_its_way(payment: PaymentView) -> Money | None:
    """What was taken for the lender and does not come back; None where there is nothing of the kind."""
    if payment.kept <= 0 or any(each.payee != "lender" for each in payment.debits):
        return None
    return Money(payment.kept, payment.debits[0].currency)


def _last_payments(setting: Setting) -> list[Payment]:
    credited = [each for each in setting.facts.postings if each.kind == "repayment"]
    credited.sort(key=lambda each: each.posted_at, reverse=True)
    return [_payment(each) for each in credited[:LAST_PAYMENTS]]


def _payment(posting: Posting) -> Payment:
    return Payment(posting.posting_id, posting.loan_id, posting.posted_at, Money(-posting.amount, posting.currency))
