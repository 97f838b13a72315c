"""What was repaid: each repayment that was credited, the newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from servicing.account.currencies import in_one_currency
from servicing.account.plan import months_after
from servicing.diagnosis.entry import Entry, entry_of
from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views import Setting
from servicing.ledger.records import Posting
from servicing.money import Money, total

PAGE = 6


@dataclass(frozen=True)
class Repaid:
    """One repayment: when it was credited, how much, and what it went to. `number` is that of its instalment.

    `ran_at` is when the automatic debit behind it really ran, whenever it was scheduled; absent for any other payment.
    """

    posting_id: str
    loan_id: str
    posted_at: datetime
    amount: Money
    principal: Money
    interest: Money
    fees: Money
    number: int | None
    channel: str | None
    ran_at: datetime | None
    entry: Entry


@dataclass(frozen=True)
class History:
    """One page (from 1 on) of `count` repayments, and their sums by currency, refunds not taken off."""

    page: int
    pages: int
    count: int
    rows: tuple[Repaid, ...]
    totals: tuple[Money, ...]


def history(setting: Setting, *, loan: str | None = None, months: int | None = None, page: int = 1) -> History:
    """The repayments of a loan or of all, of the last months or of all times; a page that there is not is empty.

    Raises `TwoCurrencies` where repayments of one loan are in another currency than the loan.
    """
    found = [each for each in setting.facts.postings if each.kind == "repayment" and loan in (None, each.loan_id)]
    found = [each for each in found if months is None or _is_within(setting, each, months)]
    in_one_currency((each, [row for row in found if row.loan_id == each.loan_id]) for each in setting.facts.loans)
    found.sort(key=lambda each: (each.posted_at, each.posting_id), reverse=True)
    shown = found[(page - 1) * PAGE : page * PAGE] if page > 0 else []
    return History(
        page=page,
        pages=-(-len(found) // PAGE),
        count=len(found),
        rows=tuple(_row(setting, each) for each in shown),
        totals=_totals(found),
    )


def _is_within(setting: Setting, posting: Posting, months: int) -> bool:
    today = local_day(setting.now, setting.facts.borrower)
    return local_day(posting.posted_at, setting.facts.borrower) > months_after(today, -months)


def _totals(found: Sequence[Posting]) -> tuple[Money, ...]:
    currencies = dict.fromkeys(each.currency for each in found)
    return tuple(
        total((-each.amount for each in found if each.currency == currency), currency) for currency in currencies
    )


def _row(setting: Setting, posting: Posting) -> Repaid:
    instalments = {each.instalment_id: each.number for each in setting.facts.instalments}
    channels = {each.record_id: each.channel for each in setting.facts.channel_records}
    ran = {each.instruction_id: each.ran_at for each in setting.facts.debit_runs if each.instruction_id}

    def money(amount: Decimal) -> Money:
        return Money(-amount, posting.currency)

    return Repaid(
        posting_id=posting.posting_id,
        loan_id=posting.loan_id,
        posted_at=posting.posted_at,
        amount=money(posting.amount),
        principal=money(posting.principal),
        interest=money(posting.interest),
        fees=money(posting.fees),
        number=instalments.get(posting.instalment_id or ""),
        channel=channels.get(posting.record_id or ""),
        ran_at=ran.get(posting.instruction_id or ""),
        entry=entry_of(posting),
    )
