"""A loan: what was drawn, what the plan asks, what was posted, and what the system and the screen say of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from servicing.diagnosis.local_days import local_day
from servicing.diagnosis.views import Setting, Subject
from servicing.ledger.fields import Record
from servicing.ledger.records import (
    BureauReport,
    ChannelRecord,
    Instalment,
    Loan,
    PaymentInstruction,
    Plan,
    Posting,
    ReserveDraw,
    SettlementQuote,
    ShownBalance,
)
from servicing.money import Money, total


@dataclass(frozen=True)
class LoanView:
    """One loan with every row that names it."""

    setting: Setting
    loan: Loan
    plans: tuple[Plan, ...]
    instalments: tuple[Instalment, ...]
    postings: tuple[Posting, ...]
    instructions: tuple[PaymentInstruction, ...]
    records: tuple[ChannelRecord, ...]
    quotes: tuple[SettlementQuote, ...]
    reserve_draws: tuple[ReserveDraw, ...]
    reports: tuple[BureauReport, ...]
    shown: tuple[ShownBalance, ...]

    @property
    def ref(self) -> str:
        """The loan's reference."""
        return self.loan.loan_id

    @property
    def shown_by(self) -> Record:
        """The loan itself."""
        return self.loan

    @property
    def owed(self) -> Money:
        """What is owed: the sum of all postings."""
        return total((each.amount for each in self.postings), self.loan.currency)

    @property
    def principal_owed(self) -> Money:
        """The principal that is still owed."""
        return total((each.principal for each in self.postings), self.loan.currency)

    @property
    def repayments(self) -> tuple[Posting, ...]:
        """The repayments, latest first."""
        return _latest_first(each for each in self.postings if each.kind == "repayment")

    @property
    def paid_off_by(self) -> Posting | None:
        """The posting that last brought what is owed down to nothing; absent where none ever did."""
        owed, found = Decimal(0), None
        for each in sorted(self.postings, key=lambda each: each.posted_at):
            before, owed = owed, owed + each.amount
            if before > 0 >= owed:
                found = each
        return found

    @property
    def last_owed_shown(self) -> ShownBalance | None:
        """What the screen last showed as owed on this loan."""
        return max((each for each in self.shown if each.what == "owed"), key=lambda each: each.shown_at, default=None)

    @property
    def instalments_in_force(self) -> tuple[Instalment, ...]:
        """The instalments that no newer version of the plan had replaced by the day on which they fell due."""
        version = {each.plan_id: each.version for each in self.plans}
        day = {each.version: local_day(each.made_at, self.setting.facts.borrower) for each in self.plans}
        return tuple(
            each
            for each in self.instalments
            if not any(
                newer > version.get(each.plan_id, newer) and made_on <= each.due_on for newer, made_on in day.items()
            )
        )

    def credits_of(self, instalment: Instalment) -> tuple[Posting, ...]:
        """The postings that pay or waive a part of an instalment."""
        return tuple(
            each for each in self.postings if each.instalment_id == instalment.instalment_id and each.amount < 0
        )

    def paid_at(self, instalment: Instalment) -> datetime | None:
        """When an instalment was paid in full, or the whole loan was; absent where the postings do not show it."""
        due = instalment.principal + instalment.interest + instalment.fees
        for each in sorted(self.credits_of(instalment), key=self.counts_at):
            due += each.amount
            if due <= 0:
                return self.counts_at(each)
        return self.counts_at(self.paid_off_by) if self.paid_off_by else None

    def counts_at(self, posting: Posting) -> datetime:
        """From when a posting counts for the borrower: from the debit, where the bank took the money earlier."""
        debits = [each.occurred_at for each in self.records if each.record_id == posting.record_id]
        return min([posting.value_at, *debits])

    def was_unpaid_after_its_day(self, instalment: Instalment, at: datetime) -> bool:
        """Whether an instalment's day was over at a moment and it was still not paid."""
        if local_day(at, self.setting.facts.borrower) <= instalment.due_on:
            return False
        paid_at = self.paid_at(instalment)
        return paid_at > at if paid_at else instalment.status != "paid"

    def recent(self, *kinds: str) -> tuple[Posting, ...]:
        """The postings of these kinds that are recent enough to explain what a borrower sees now, latest first."""
        span = self.setting.thresholds.span("recent_change", self.setting.now.date())
        since = self.setting.now - span
        return _latest_first(each for each in self.postings if each.kind in kinds and each.posted_at >= since)


def _latest_first(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    return tuple(sorted(postings, key=lambda each: each.posted_at, reverse=True))


def all_loans(setting: Setting) -> Sequence[LoanView]:
    """Every loan of the borrower, the latest first."""
    loans = sorted(setting.facts.loans, key=lambda each: each.drawn_at, reverse=True)
    return [_loan(setting, each) for each in loans]


def _loan(setting: Setting, loan: Loan) -> LoanView:
    facts = setting.facts
    instructions = tuple(each for each in facts.payment_instructions if each.loan_id == loan.loan_id)
    paid_by = {each.instruction_id for each in instructions}
    return LoanView(
        setting=setting,
        loan=loan,
        plans=tuple(each for each in facts.plans if each.loan_id == loan.loan_id),
        instalments=tuple(each for each in facts.instalments if each.loan_id == loan.loan_id),
        postings=tuple(each for each in facts.postings if each.loan_id == loan.loan_id),
        instructions=instructions,
        records=tuple(
            each for each in facts.channel_records if each.loan_id == loan.loan_id or each.instruction_id in paid_by
        ),
        quotes=tuple(each for each in facts.settlement_quotes if each.loan_id == loan.loan_id),
        reserve_draws=tuple(each for each in facts.reserve_draws if each.loan_id == loan.loan_id),
        reports=tuple(each for each in facts.bureau_reports if each.loan_id == loan.loan_id),
        shown=tuple(each for each in facts.shown_balances if each.loan_id == loan.loan_id),
    )


LOAN = Subject("loan", all_loans)
